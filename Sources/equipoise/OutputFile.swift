// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// A file that appears under its name only when it is whole, and of which nothing is left if not.
struct OutputFile {
    let directory: Directory
    let file: File
    private let name: String
    /// The name until then, which no other run has.
    private let part: String
    private let isWhole = Locked(false)
    /// Ends the program at SIGINT and SIGTERM, without the part; kept to the end.
    private let signals: Signals

    /// - Parameter input: a file that must not be replaced.
    /// - Throws: `UsageError` when the path is the input or no plain file; `SystemError` when the
    ///   folder is missing or cannot be written.
    init(_ path: String, besides input: File? = nil) throws {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        if name.isEmpty { throw UsageError("‘\(path)’ names a folder, not a file") }
        directory = try Directory(existing: folder)
        if let present = try? File(reading: path) {
            guard try present.isPlain() else { throw UsageError("‘\(path)’ is no plain file") }
            if let input, try present.isSame(as: input) {
                throw UsageError("‘\(path)’ is the dataset itself; name another file")
            }
        }
        part = ".\(name).\(UInt64.random(in: 0...UInt64.max)).part"
        signals = Signals { [directory, part, isWhole] in
            // Ended with the lock held, so that nobody goes on with a part that is gone.
            isWhole.withLock { isWhole in
                if isWhole { return }
                try? directory.remove(part)
                StandardStream.error.write("equipoise: interrupted\n")
                ThisProcess.exitNow(ExitCode.failed.rawValue)
            }
        }
        file = try File(creating: directory.path(of: part), isPrivate: false)
    }

    /// Makes the file durable under its name, in place of one that had it.
    func commit() throws {
        defer { withExtendedLifetime(signals) {} }
        try file.descriptor.synchronize()
        try isWhole.withLock { isWhole in
            try directory.rename(part, to: name)
            isWhole = true
        }
        try directory.synchronize()
    }

    func discard() {
        defer { withExtendedLifetime(signals) {} }
        try? directory.remove(part)
    }
}

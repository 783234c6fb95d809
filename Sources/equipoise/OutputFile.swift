// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// A file that appears under its name only when it is whole.
struct OutputFile {
    let directory: Directory
    let file: File
    private let name: String
    private var part: String { ".\(name).part" }

    /// - Throws: `SystemError` when the folder is missing or cannot be written.
    init(_ path: String) throws {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        if name.isEmpty { throw UsageError("‘\(path)’ names a folder, not a file") }
        directory = try Directory(existing: folder)
        file = try File(creating: directory.path(of: ".\(name).part"), replacing: true)
    }

    /// Makes the file durable under its name, in place of one that had it.
    func commit() throws {
        try file.descriptor.synchronize()
        try directory.rename(part, to: name)
        try directory.synchronize()
    }

    func discard() {
        try? directory.remove(part)
    }
}

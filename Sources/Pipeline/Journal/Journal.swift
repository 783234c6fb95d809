// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// A journal's file: what it says when it is opened, and what is added.
///
/// Whoever adds a record has synchronised what the record speaks of.
final class Journal: Sendable {
    private struct Contents {
        var chain = JournalChain()
        var end: UInt64 = 0
        var state = JournalState()
        /// What went wrong first; nothing is added from then on.
        var failure: SystemError?
    }

    /// Whether it was not empty when it was opened.
    let wasUsed: Bool
    private let file: File
    private let noted: @Sendable (_ place: Int) -> Void
    private let contents: Locked<Contents>

    /// Reads a journal up to its first record that is not whole, and cuts off what stands behind.
    ///
    /// - Parameter noted: is told of each place, a step or an item, from which a job would go on.
    init(
        _ file: File,
        noted: @escaping @Sendable (_ place: Int) -> Void = { _ in }
    ) throws(SystemError) {
        self.file = file
        self.noted = noted
        let size = try file.descriptor.size()
        wasUsed = size > 0
        var contents = Contents()
        while let frame = try file.frame(at: contents.end, of: size) {
            var next = contents.chain
            guard let bytes = next.open(frame), let record = JournalRecord(bytes),
                contents.state.on(record)
            else { break }
            contents.chain = next
            contents.end += UInt64(frame.count)
        }
        let end = contents.end
        self.contents = Locked(contents)
        if end < size { try file.cut(to: end) }
        noted(state.search?.next ?? state.place?.next ?? 0)
    }

    /// What it said when it was opened.
    var state: JournalState { contents.withLock { $0.state } }

    /// Gives up what it said, once that has been used.
    func forget() {
        contents.withLock { $0.state = JournalState() }
    }

    /// Begins it anew, durably: whatever comes next may overwrite what the records spoke of.
    func restart() throws(SystemError) {
        try durably { (contents) throws(SystemError) in
            try file.cut(to: 0)
            contents = Contents()
        }
    }

    /// Adds a record, and waits until it is on the disk.
    ///
    /// - Throws: `SystemError`; after one the file counts as lost, and every later call throws it
    ///   again.
    func append(_ record: JournalRecord) throws(SystemError) {
        try durably { (contents) throws(SystemError) in
            let frame = contents.chain.frame(record.bytes)
            let end = contents.end
            try unsafe frame.span.withUnsafeBytes { (bytes) throws(SystemError) in
                try unsafe file.descriptor.write(all: bytes, at: end)
            }
            try file.descriptor.synchronizeData()
            contents.end += UInt64(frame.count)
        }
        noted(record.place)
    }

    private func durably(
        _ body: (inout Contents) throws(SystemError) -> Void
    ) throws(SystemError) {
        try contents.withLock { (contents) throws(SystemError) in
            if let failure = contents.failure { throw failure }
            do throws(SystemError) {
                try body(&contents)
            } catch {
                contents.failure = error
                throw error
            }
        }
    }
}

extension File {
    fileprivate func cut(to size: UInt64) throws(SystemError) {
        try descriptor.truncate(to: size)
        try descriptor.synchronize()
    }

    /// The bytes of the frame that begins at a place, as far as the file has that many.
    fileprivate func frame(at position: UInt64, of size: UInt64) throws(SystemError) -> [UInt8]? {
        let head = try bytes(JournalChain.headByteCount, at: position)
        guard let count = JournalChain.byteCount(of: head), UInt64(count) <= size - position else {
            return nil
        }
        return try bytes(count, at: position)
    }

    /// So many bytes from a place on, or as many as there are.
    fileprivate func bytes(_ count: Int, at position: UInt64) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        let read = try unsafe span.withUnsafeMutableBytes { (buffer) throws(SystemError) in
            try unsafe descriptor.read(into: buffer, at: position)
        }
        return Array(bytes.prefix(read))
    }
}

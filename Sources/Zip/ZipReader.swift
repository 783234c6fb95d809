// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import POSIX

/// An untrusted archive whose every claim was checked when it was opened.
///
/// The directory is what counts; it must be whole, alone, and agree with the header in front of
/// each entry's data, and the entries must fill the archive without overlap or gap. So every
/// reader sees the same files in it, and an entry's size is known before any work is done.
///
/// Several threads may read from one reader at once, each with its own ``Inflater``.
package final class ZipReader: Sendable {
    /// The entries in the directory's order.
    package let entries: ZipEntries
    /// The bounds the archive was checked against.
    package let limits: ZipLimits

    /// The archive's file, in which the bytes of stored entries stand as they are.
    package let file: File

    /// Bytes of the directory of what may be an archive; 0 where none is found.
    ///
    /// - Throws: `ZipError` `io` when the file cannot be read.
    package static func directoryByteCount(of file: File) throws(ZipError) -> Int {
        do throws(ZipError) {
            return Int(clamping: try locateDirectory(in: file).byteCount)
        } catch {
            guard error.code == .io else { return 0 }
            throw error
        }
    }

    /// Opens an archive: reads its end, its directory and all local headers, none of the data.
    ///
    /// - Throws: `ZipError`; `io` when the file cannot be read.
    package init(_ file: File, limits: ZipLimits = ZipLimits()) throws(ZipError) {
        let location = try Self.locateDirectory(in: file)
        try location.check(limits)
        let directory = try file.bytes(at: location.offset, count: Int(location.byteCount))
        let headers = try CentralHeader.parseAll(
            directory.span,
            count: Int(location.entryCount),
            limits: limits
        )
        try Self.refuseDuplicates(headers, in: directory.span)
        var walk = LocalWalk(
            file: file,
            directory: directory,
            headers: headers,
            end: location.offset,
            limits: limits
        )
        self.entries = try walk.entries()
        self.limits = limits
        self.file = file
    }

    /// Pairs of entries whose names differ in letter case alone.
    ///
    /// They are told apart here, but not on a disk that folds case; worth a warning. Computed
    /// anew at each call, in one pass.
    package var caseCollisions: [(ZipEntry, ZipEntry)] {
        var first: [String: ZipEntry] = [:]
        first.reserveCapacity(entries.count)
        var pairs: [(ZipEntry, ZipEntry)] = []
        for entry in entries {
            let folded = entry.name.lowercased()
            let key = entry.isDirectory ? String(folded.dropLast()) : folded
            if let other = first[key] {
                pairs.append((other, entry))
            } else {
                first[key] = entry
            }
        }
        return pairs
    }

    private static func locateDirectory(in file: File) throws(ZipError) -> DirectoryLocation {
        let size = try file.byteCount()
        let tailByteCount = Int(min(size, UInt64(EndRecord.tailByteCount)))
        let tail = try file.bytes(at: size - UInt64(tailByteCount), count: tailByteCount)
        do throws(ZipError) {
            return try EndRecord.locate(in: tail.span, fileSize: size)
        } catch {
            guard error.code == .notAZip, size >= 4,
                try file.bytes(at: 0, count: 4) == [0x50, 0x4B, 0x03, 0x04]
            else { throw error }
            throw ZipError(.truncated, "The archive begins as a zip but its end is missing.")
        }
    }

    private static func refuseDuplicates(
        _ headers: [CentralHeader],
        in directory: Span<UInt8>
    ) throws(ZipError) {
        var names: Set<String> = []
        names.reserveCapacity(headers.count)
        // Strings that are canonically equivalent are equal: é in one character or in two.
        for header in headers where !names.insert(header.name.identity).inserted {
            throw ZipError(
                .duplicateName,
                entry: directory.extracting(header.rawName),
                "The archive has the name twice; which file it means depends on the reader."
            )
        }
    }
}

extension File {
    /// The file's length; a failure is an archive's error.
    func byteCount() throws(ZipError) -> UInt64 {
        do throws(SystemError) {
            return try descriptor.size()
        } catch {
            throw ZipError(.io, "\(error)")
        }
    }

    /// Fills `buffer` from `offset` on, or fails.
    func read(exactly buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(ZipError) {
        let count: Int
        do throws(SystemError) {
            count = try unsafe descriptor.read(into: buffer, at: offset)
        } catch {
            throw ZipError(.io, "\(error)")
        }
        guard count == buffer.count else {
            throw ZipError(.truncated, "The file became shorter while it was read.")
        }
    }

    /// The `count` bytes from `offset` on.
    func bytes(at offset: UInt64, count: Int) throws(ZipError) -> [UInt8] {
        try [UInt8](capacity: count) { (output) throws(ZipError) in
            try unsafe output.fill(count) { (buffer) throws(ZipError) in
                try unsafe read(exactly: buffer, at: offset)
            }
        }
    }
}

extension OutputSpan where Element == UInt8 {
    /// Appends `count` bytes that `body` writes; none when it throws.
    mutating func fill(
        _ count: Int,
        _ body: (UnsafeMutableRawBufferPointer) throws(ZipError) -> Void
    ) throws(ZipError) {
        try unsafe withUnsafeMutableBufferPointer { (buffer, initialized) throws(ZipError) in
            let free = unsafe UnsafeMutableRawBufferPointer(buffer)[initialized...].prefix(count)
            try unsafe body(UnsafeMutableRawBufferPointer(rebasing: free))
            initialized += count
        }
    }
}

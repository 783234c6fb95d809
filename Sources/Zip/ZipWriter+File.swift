// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import POSIX

extension ZipWriter {
    /// Adds an entry from a file, which is read twice and never in memory as a whole.
    ///
    /// The CRC-32 stands before the data, so the first reading is for it.
    ///
    /// - Parameter count: the entry's length; the file is read from its start.
    /// - Throws: `SystemError`; ENODATA when the file is shorter.
    package func append(
        name: String,
        contentsOf source: File,
        count: UInt64
    ) throws(SystemError) {
        var checksum = Checksum()
        try unsafe forEachPiece(of: source, count) { (piece) throws(SystemError) in
            unsafe checksum.update(piece)
        }
        try begin(name: name, crc32: checksum.value, byteCount: count)
        try unsafe forEachPiece(of: source, count) { (piece) throws(SystemError) in
            try unsafe write(Span(_unsafeBytes: piece))
        }
    }

    /// Adds an entry whose bytes stand in another file, such as a stored one of another archive.
    ///
    /// Large ones are copied inside the kernel where it can, and never in memory as a whole.
    ///
    /// - Parameters:
    ///   - offset: where in `source` the bytes begin.
    ///   - crc32: that of the bytes.
    /// - Throws: `SystemError`; ENODATA when the file is shorter, ESTALE when the bytes are others.
    package func append(
        name: String,
        copying source: File,
        at offset: UInt64,
        count: UInt64,
        crc32: UInt32
    ) throws(SystemError) {
        try begin(name: name, crc32: crc32, byteCount: count)
        let isLarge = count >= UInt64(Self.directByteCount)
        let copied = isLarge ? try copyDirectly(source, at: offset, count) : 0
        var checksum = Checksum()
        try unsafe forEachPiece(of: source, at: offset, copied) { (piece) in
            unsafe checksum.update(piece)
            unsafe witness(Span(_unsafeBytes: piece))
        }
        try unsafe forEachPiece(of: source, at: offset + copied, count - copied) {
            (piece) throws(SystemError) in
            unsafe checksum.update(piece)
            try unsafe write(Span(_unsafeBytes: piece))
        }
        // Somebody writes to the file while it is copied: its checksum would be a lie.
        if checksum.value != crc32 { throw .changedFile }
    }

    private func forEachPiece(
        of source: File,
        at offset: UInt64 = 0,
        _ count: UInt64,
        _ body: (UnsafeRawBufferPointer) throws(SystemError) -> Void
    ) throws(SystemError) {
        let buffer = pieces
        var position: UInt64 = 0
        while position < count {
            let wanted = Int(min(UInt64(buffer.count), count - position))
            let piece = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<wanted])
            guard
                try unsafe source.descriptor.read(into: piece, at: offset + position) == wanted
            else { throw .endOfFile }
            try unsafe body(UnsafeRawBufferPointer(piece))
            position += UInt64(wanted)
        }
    }
}

/// Memory for one piece of a file at a time; it belongs to one thread at a time.
@safe
final class PieceBuffer {
    let bytes: UnsafeMutableRawBufferPointer
    let count: Int

    init(byteCount: Int) {
        count = byteCount
        unsafe bytes = .allocate(byteCount: byteCount, alignment: 64)
    }

    deinit {
        unsafe bytes.deallocate()
    }
}

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

    private func forEachPiece(
        of source: File,
        _ count: UInt64,
        _ body: (UnsafeRawBufferPointer) throws(SystemError) -> Void
    ) throws(SystemError) {
        let step = 256 << 10
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: step, alignment: 64)
        defer { unsafe buffer.deallocate() }
        var position: UInt64 = 0
        while position < count {
            let wanted = Int(min(UInt64(step), count - position))
            let piece = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
            guard try unsafe source.descriptor.read(into: piece, at: position) == wanted else {
                throw .endOfFile
            }
            try unsafe body(UnsafeRawBufferPointer(piece))
            position += UInt64(wanted)
        }
    }
}

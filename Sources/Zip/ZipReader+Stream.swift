// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension ZipReader {
    /// Gives an entry's bytes in pieces, in their order.
    ///
    /// A stored entry is never in memory as a whole, and its bytes are given also where they turn
    /// out to be damaged. A deflated one is inflated whole and checked before any of it is given.
    ///
    /// - Parameter give: takes each piece, valid during the call.
    /// - Returns: whether the bytes have the CRC-32 that the archive gives.
    /// - Throws: `ZipError`: `io`, or for a deflated entry what ``read(_:with:)`` throws; and what
    ///   `give` does.
    package func stream(
        _ entry: ZipEntry,
        with inflater: Inflater,
        pieceByteCount: Int = 256 << 10,
        _ give: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Bool {
        guard entry.method == .stored else {
            let bytes = try read(entry, with: inflater)
            try unsafe bytes.withUnsafeBytes { try unsafe give($0) }
            return true
        }
        var checksum = Checksum()
        var position: UInt64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: pieceByteCount,
            alignment: 64
        )
        defer { unsafe buffer.deallocate() }
        while position < entry.uncompressedSize {
            let count = Int(min(UInt64(pieceByteCount), entry.uncompressedSize - position))
            let piece = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
            try unsafe file.read(exactly: piece, at: entry.dataOffset + position)
            unsafe checksum.update(UnsafeRawBufferPointer(piece))
            try unsafe give(UnsafeRawBufferPointer(piece))
            position += UInt64(count)
        }
        return checksum.value == entry.crc32
    }
}

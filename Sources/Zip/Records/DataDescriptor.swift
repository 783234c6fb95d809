// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The record after the data of an entry whose sizes were not known before it (APPNOTE 4.3.9).
///
/// Its signature is optional and its sizes have 32 or 64 bits, so it has one of four lengths. The
/// length is known from where the next record begins: nothing is guessed.
enum DataDescriptor {
    /// The longest form.
    static let maximumByteCount = 24

    private static let signature: UInt32 = 0x0807_4B50

    /// Whether the bytes between an entry's data and the next record are its descriptor.
    static func matches(_ bytes: Span<UInt8>, _ header: CentralHeader) -> Bool {
        let start: Int
        switch bytes.count {
        case 12, 20:
            start = 0
        case 16, 24:
            guard bytes.uint32(at: 0) == signature else { return false }
            start = 4
        default:
            return false
        }
        guard bytes.uint32(at: start) == header.crc32 else { return false }
        if bytes.count >= 20 {
            return bytes.uint64(at: start + 4) == header.compressedSize
                && bytes.uint64(at: start + 12) == header.uncompressedSize
        }
        return UInt64(bytes.uint32(at: start + 4)) == header.compressedSize
            && UInt64(bytes.uint32(at: start + 8)) == header.uncompressedSize
    }
}

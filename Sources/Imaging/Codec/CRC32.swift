// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The checksum of PNG's chunks (ISO/IEC 15948, annex D), eight bytes at a step.
enum CRC32 {
    /// The checksum of `bytes[range]`.
    static func checksum(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        let tables = tables.span
        var crc: UInt32 = 0xFFFF_FFFF
        var offset = range.lowerBound
        while range.upperBound - offset >= 8 {
            // One table a byte: how that byte, so many bytes before the end, changes the remainder.
            var next: UInt32 = 0
            for step in 0..<8 {
                let mask = step < 4 ? UInt8(truncatingIfNeeded: crc >> (8 * UInt32(step))) : 0
                next ^= tables[(7 - step) << 8 | Int(bytes[offset + step] ^ mask)]
            }
            crc = next
            offset += 8
        }
        while offset < range.upperBound {
            crc = tables[Int(UInt8(truncatingIfNeeded: crc) ^ bytes[offset])] ^ crc >> 8
            offset += 1
        }
        return ~crc
    }

    /// Eight tables of 256: in table n, the remainder of a byte that n zero bytes follow.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            tables[byte] = (0..<8).reduce(UInt32(byte)) { crc, _ in
                crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1
            }
        }
        for index in 256..<tables.count {
            let before = tables[index - 256]
            tables[index] = tables[Int(before & 0xFF)] ^ before >> 8
        }
        return tables
    }()
}

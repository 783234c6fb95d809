// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The CRC-32 of indices joined with commas, as Python's `zlib.crc32` computes it.
func checksum(_ indices: [Int]) -> UInt32 {
    var register = ~UInt32(0)
    for byte in indices.map(String.init).joined(separator: ",").utf8 {
        register ^= UInt32(byte)
        for _ in 0..<8 {
            register = register >> 1 ^ (register & 1 == 1 ? 0xEDB8_8320 : 0)
        }
    }
    return ~register
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Imaging

struct CRC32Tests {
    /// The check value of the algorithm's definition.
    @Test func givesTheCheckValue() {
        let bytes = Array("123456789".utf8)
        let checksum = crc32(bytes.span, 0..<9)
        #expect(checksum == 0xCBF4_3926)
    }

    @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 17, 1_000]) func agreesWithTheDefinition(count: Int) {
        var generator = TestGenerator(state: UInt64(count))
        let bytes = (0..<count + 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let expected = PNGFile.checksum(Array(bytes[3...]))
        let checksum = crc32(bytes.span, 3..<(count + 3))
        #expect(checksum == expected)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Zip

struct PrefixInflaterTests {
    /// Streams made by zlib, and what they hold.
    static let streams: [(name: String, stream: [UInt8], bytes: [UInt8])] = [
        (
            "fixed codes", [0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0xC8, 0x40, 0x90, 0x00],
            Array("hello hello hello".utf8)
        ),
        (
            "dynamic codes",
            [
                0x75, 0x8B, 0x8B, 0x0D, 0x00, 0x51, 0x08, 0xC2, 0x66, 0x2D, 0xF8, 0x61, 0xFF, 0x09,
                0xCE, 0x37, 0xC0, 0x19, 0x34, 0x31, 0xA5, 0x58, 0x10, 0xAB, 0x8C, 0xC9, 0x8A, 0x7B,
                0x5B, 0x5A, 0x49, 0xB5, 0x50, 0x6C, 0xA4, 0xA6, 0x06, 0xC6, 0xB7, 0xEC, 0x22, 0x77,
                0xA2, 0x9E, 0x47, 0xC6, 0x0A, 0xE1, 0xE6, 0xC4, 0xD2, 0x9C, 0xF4, 0x6C, 0x5F, 0xE9,
                0x4E, 0xA8, 0x84, 0xC5, 0xD5, 0xF4, 0x91, 0xD8, 0x74, 0x51, 0xFB, 0xF8, 0x5F, 0x3E,
            ],
            Array(
                ("""
                acbaahcbdcacahgbabaaebbgbbbdgaadaghbbeadfaafcaafaggabcehhbefhbbefcbhahaaaabaadbfd\
                gabbgbcabcbcahadhhagacdeaegabhccaedadgcabcabcabcabcabcabcabcabcabc
                """).utf8
            )
        ),
        ("stored", ZipBuilder.deflate([1, 2, 3]), [1, 2, 3]),
        ("empty", [0x03, 0x00], []),
    ]

    @Test(arguments: streams)
    func inflatesEveryPrefix(_ name: String, _ stream: [UInt8], _ bytes: [UInt8]) throws {
        for count in 0...bytes.count {
            #expect(
                try PrefixInflater.inflate(stream.span, count: count) == Array(bytes.prefix(count))
            )
        }
        #expect(throws: PrefixInflater.Failure.endOfStream) {
            try PrefixInflater.inflate(stream.span, count: bytes.count + 1)
        }
        for cut in 0..<(stream.count - 1) {
            #expect(throws: PrefixInflater.Failure.outOfInput) {
                try PrefixInflater.inflate(Array(stream.prefix(cut)).span, count: bytes.count + 1)
            }
        }
    }

    static let damaged: [(name: String, stream: [UInt8])] = [
        ("block of no kind", [0x07]),
        ("stored length that is not repeated", [0x01, 0x01, 0x00, 0x00, 0x00, 0x61]),
        ("distance before the start", [0x03, 0x02]),
        ("more literal codes than there are", [0xFD, 0xFF, 0xFF]),
        ("code of lengths with too many codes", [0x05, 0x80, 0x24, 0x49, 0x92, 0x24, 0x49, 0x92]),
    ]

    @Test(arguments: damaged) func refusesInvalidStreams(_ name: String, _ stream: [UInt8]) {
        #expect(throws: PrefixInflater.Failure.badData) {
            try PrefixInflater.inflate(stream.span, count: 100)
        }
    }

    static let codes: [(lengths: [UInt8], isAccepted: Bool)] = [
        ([1, 1], true), ([1, 2, 2], true), ([3, 3, 3, 3, 3, 3, 3, 4, 4], true),
        ([0, 1], true), ([0, 0], true),
        ([1, 1, 1], false), ([1, 1, 2], false), ([2, 2, 2], false), ([0, 2], false),
    ]

    @Test(arguments: codes)
    func acceptsOnlyCompleteCodes(_ lengths: [UInt8], _ isAccepted: Bool) {
        #expect((HuffmanCode(lengths[...]) != nil) == isAccepted)
    }

    /// A damaged stream that libdeflate still takes must have the same beginning here.
    @Test func agreesWithLibdeflateOnDamagedStreams() throws {
        let inflater = Inflater()
        var agreed = 0
        for (_, stream, bytes) in Self.streams where !bytes.isEmpty {
            for position in stream.indices {
                for change: UInt8 in 1...255 {
                    var damaged = stream
                    damaged[position] ^= change
                    guard let whole = Self.inflate(damaged, to: bytes.count, by: inflater) else {
                        continue
                    }
                    for count in [1, bytes.count / 2, bytes.count] {
                        let prefix = try PrefixInflater.inflate(damaged.span, count: count)
                        #expect(prefix == Array(whole.prefix(count)))
                    }
                    agreed += 1
                }
            }
        }
        #expect(agreed > 500)
    }

    private static func inflate(
        _ stream: [UInt8],
        to count: Int,
        by inflater: Inflater
    ) -> [UInt8]? {
        var output = [UInt8](repeating: 0, count: count)
        let isWhole = unsafe output.withUnsafeMutableBytes { target in
            unsafe stream.withUnsafeBytes { source in
                (try? unsafe inflater.inflate(source, into: target)) != nil
            }
        }
        return isWhole ? output : nil
    }
}

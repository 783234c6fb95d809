// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing
import Zip

/// Damage of any kind: an error or the true contents, never a trap and never other contents.
struct MutationTests {
    private static let entries: [ZipBuilder.Entry] = [
        cat.changed {
            $0.central.extra = ZipBuilder.extra(0x5455, [1, 2, 3, 4, 5])
            $0.comment = Array("comment".utf8)
        },
        dog.streamed(),
        .init("folder/"),
        ZipBuilder.Entry(
            "folder/fox",
            Array("the quick brown fox".utf8),
            compressed: ZipBuilder.deflate(Array("the quick brown fox".utf8), blockByteCount: 6)
        ),
        ZipBuilder.Entry("wide").changed {
            ($0.local.compressedSize, $0.local.uncompressedSize) = (.max, .max)
            $0.local.extra = ZipBuilder.zip64Extra(0, 0)
            $0.central.uncompressedSize = .max
            $0.central.extra = ZipBuilder.zip64Extra(0)
        },
    ]

    /// Opens the bytes and reads all that can be read.
    ///
    /// - Returns: the contents by name; nil when the archive or an entry is refused.
    private static func outcome(_ bytes: [UInt8], _ archive: File) throws -> [String: [UInt8]]? {
        try archive.descriptor.truncate(to: 0)
        try unsafe bytes.withUnsafeBytes { try unsafe archive.descriptor.write(all: $0, at: 0) }
        do {
            let reader = try ZipReader(archive)
            let inflater = Inflater()
            for entry in reader.entries {
                _ = try? reader.readPrefix(entry, count: 7, with: inflater)
            }
            return try contents(of: reader)
        } catch is ZipError {
            return nil
        }
    }

    @Test(arguments: [false, true]) func oneWrongByteIsFoundOrHarmless(_ isZip64: Bool) throws {
        var builder = ZipBuilder(Self.entries)
        builder.isZip64 = isZip64
        let bytes = builder.bytes()
        let archive = try file([])
        let truth = try #require(try Self.outcome(bytes, archive))
        var refused = 0
        for position in bytes.indices {
            for change: UInt8 in [0x01, 0x02, 0x08, 0x20, 0x40, 0x80, 0xFF] {
                var damaged = bytes
                damaged[position] ^= change
                guard let read = try Self.outcome(damaged, archive) else {
                    refused += 1
                    continue
                }
                #expect(read == truth, "byte \(position)")
            }
        }
        #expect(refused > bytes.count)
    }

    @Test func manyWrongBytesNeverTrap() throws {
        let bytes = ZipBuilder(Self.entries).bytes()
        let archive = try file([])
        var generator = Xorshift()
        var refused = 0
        for _ in 0..<3000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                let position = Int.random(in: 0..<damaged.count, using: &generator)
                let byte = UInt8.random(in: 0...255, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: damaged[position] = byte
                case 1: damaged[position] = byte < 128 ? 0 : 0xFF
                case 2: damaged.remove(at: position)
                default: damaged.insert(byte, at: position)
                }
            }
            if try Self.outcome(damaged, archive) == nil { refused += 1 }
        }
        #expect(refused > 2000)
    }
}

/// Marsaglia's xorshift, so that a failure comes again.
private struct Xorshift: RandomNumberGenerator {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}

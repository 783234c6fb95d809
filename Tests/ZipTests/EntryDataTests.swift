// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Zip

/// Entries whose data is not what the directory promises; opening does not look at data.
struct EntryDataTests {
    private static let text = Array("the quick brown fox jumps over the lazy dog".utf8)

    private func failure(_ entry: ZipBuilder.Entry) throws -> ZipError? {
        let reader = try open(ZipBuilder([dog, entry, cat]).bytes())
        do throws(ZipError) {
            _ = try reader.read(reader.entries[1], with: Inflater())
            return nil
        } catch {
            return error
        }
    }

    private func fox(_ compressed: [UInt8]) -> ZipBuilder.Entry {
        ZipBuilder.Entry("fox", Self.text, compressed: compressed)
    }

    @Test func readsStoredBlocks() throws {
        for count in [1, 7, 100] {
            let entry = fox(ZipBuilder.deflate(Self.text, blockByteCount: count))
            #expect(try failure(entry) == nil)
        }
    }

    @Test func refusesAWrongChecksum() throws {
        let stored = ZipBuilder.Entry("fox", Self.text).with { $0.crc32 ^= 1 }
        #expect(try failure(stored)?.code == .crcMismatch)
        let deflated = fox(ZipBuilder.deflate(Self.text)).with { $0.crc32 ^= 1 }
        #expect(try failure(deflated)?.code == .crcMismatch)
        #expect(try failure(deflated)?.entry == "fox")
    }

    @Test(arguments: [-1, 1]) func refusesALyingSize(_ difference: Int) throws {
        let entry = fox(ZipBuilder.deflate(Self.text)).with {
            $0.uncompressedSize = UInt32(Self.text.count + difference)
        }
        #expect(try failure(entry)?.code == .sizeMismatch)
    }

    @Test func refusesDamagedAndUnfinishedStreams() throws {
        let stream = ZipBuilder.deflate(Self.text)
        #expect(try failure(fox(Array(stream.dropLast())))?.code == .badData)
        #expect(try failure(fox([7] + stream.dropFirst()))?.code == .badData)
        #expect(try failure(fox([]))?.code == .badData)
    }

    @Test func refusesBytesAfterTheStream() throws {
        #expect(try failure(fox(ZipBuilder.deflate(Self.text) + [0]))?.code == .badData)
    }

    @Test func reusesTheCallersArray() throws {
        let reader = try open(ZipBuilder([dog, fox(ZipBuilder.deflate(Self.text)), cat]).bytes())
        let inflater = Inflater()
        var bytes: [UInt8] = [1, 2, 3]
        for (entry, expected) in zip(reader.entries, [dog.data, Self.text, cat.data]) {
            try reader.read(entry, with: inflater, into: &bytes)
            #expect(bytes == expected)
        }
    }

    @Test func leavesTheCallersArrayEmptyAfterAnError() throws {
        let reader = try open(ZipBuilder([cat.with { $0.crc32 = 0 }]).bytes())
        var bytes: [UInt8] = [1, 2, 3]
        #expect(throws: ZipError.self) {
            try reader.read(reader.entries[0], with: Inflater(), into: &bytes)
        }
        #expect(bytes.isEmpty)
    }

    @Test(arguments: [0, 1, 3, 43, 44, 1000]) func readsPrefixes(_ count: Int) throws {
        let expected = Array(Self.text.prefix(count))
        for entry in [
            ZipBuilder.Entry("fox", Self.text), fox(ZipBuilder.deflate(Self.text)),
            fox(ZipBuilder.deflate(Self.text, blockByteCount: 2)),
        ] {
            let reader = try open(ZipBuilder([entry]).bytes())
            let prefix = try reader.readPrefix(reader.entries[0], count: count, with: Inflater())
            #expect(prefix == expected)
        }
    }

    /// Empty blocks without end put the first byte out of the sample's reach.
    @Test func readsAPrefixBehindManyEmptyBlocks() throws {
        let empty: [UInt8] = [0, 0, 0, 0xFF, 0xFF]
        let stream =
            [[UInt8]](repeating: empty, count: 1000).flatMap { $0 } + ZipBuilder.deflate(Self.text)
        let reader = try open(ZipBuilder([fox(stream)]).bytes())
        let prefix = try reader.readPrefix(reader.entries[0], count: 5, with: Inflater())
        #expect(prefix == Array(Self.text.prefix(5)))
    }

    @Test func refusesAPrefixOfDamagedStreams() throws {
        let shorter = fox(ZipBuilder.deflate(Array(Self.text.prefix(9))))
        let cases: [(ZipBuilder.Entry, ZipError.Code)] = [
            (shorter, .sizeMismatch), (fox([7]), .badData), (fox([0, 9, 0]), .badData),
        ]
        for (entry, code) in cases {
            let reader = try open(ZipBuilder([entry]).bytes())
            #expect {
                try reader.readPrefix(reader.entries[0], count: 10, with: Inflater())
            } throws: {
                ($0 as? ZipError)?.code == code
            }
        }
    }
}

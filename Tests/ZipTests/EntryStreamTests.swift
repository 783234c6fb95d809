// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing
import Zip

/// Entries in pieces, as long tables are read.
struct EntryStreamTests {
    private static let text = Array("the quick brown fox jumps over the lazy dog".utf8)

    private func stream(
        _ entry: ZipBuilder.Entry,
        pieces: Int = 10
    ) throws -> (bytes: [UInt8], isSound: Bool, longest: Int) {
        let reader = try open(ZipBuilder([dog, entry, cat]).bytes())
        var bytes: [UInt8] = []
        var longest = 0
        let isSound = try unsafe reader.stream(
            reader.entries[1],
            with: Inflater(),
            pieceByteCount: pieces
        ) { piece in
            unsafe bytes.append(contentsOf: piece)
            longest = max(longest, piece.count)
        }
        return (bytes, isSound, longest)
    }

    @Test(arguments: [1, 10, 43, 44, 1000]) func givesAllBytesInPieces(pieces: Int) throws {
        let found = try stream(ZipBuilder.Entry("fox", Self.text), pieces: pieces)
        #expect(found.bytes == Self.text && found.isSound)
        #expect(found.longest == min(pieces, Self.text.count))
    }

    @Test func givesAnInflatedEntry() throws {
        let compressed = ZipBuilder.deflate(Self.text)
        let found = try stream(ZipBuilder.Entry("fox", Self.text, compressed: compressed))
        #expect(found.bytes == Self.text && found.isSound)
    }

    @Test func givesNothingOfAnEmptyEntry() throws {
        let found = try stream(ZipBuilder.Entry("fox"))
        #expect(found.bytes.isEmpty && found.isSound)
    }

    @Test func givesWhatIsDamagedAndSaysSo() throws {
        let entry = ZipBuilder.Entry("fox", Self.text).with { $0.crc32 ^= 1 }
        let found = try stream(entry)
        #expect(found.bytes == Self.text && !found.isSound)
    }

    @Test func givesNothingOfADeflatedEntryThatIsDamaged() throws {
        let compressed = ZipBuilder.deflate(Self.text)
        let entry = ZipBuilder.Entry("fox", Self.text, compressed: compressed)
            .with { $0.crc32 ^= 1 }
        let error = #expect(throws: ZipError.self) { () throws in _ = try stream(entry) }
        #expect(error?.code == .crcMismatch)
    }
}

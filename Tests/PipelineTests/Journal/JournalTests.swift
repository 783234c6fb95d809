// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import POSIX
import TestSupport
import Testing
import Zip

@testable import Pipeline

/// A journal says what was noted, as far as it is whole, and nothing else.
struct JournalTests {
    private static let basis = SHA256.digest(of: "basis")

    private static func head(_ earlier: [[Int: Refusal]] = []) -> JournalRecord {
        .pass(PassHead(basis: basis, plan: SHA256.digest(of: "plan"), earlier: earlier))
    }

    private static func checkpoint(_ next: Int, bytes: UInt64) -> JournalRecord {
        let mark = FileMark(bytes: bytes, sha256: SHA256.digest(of: "\(bytes)"))
        let traits = ImageTraits(
            width: 640,
            height: 480,
            bitDepth: 16,
            channels: 3,
            kind: .tiff,
            brightness: 0.25,
            sharpness: 31.5
        )
        let seen = Observations.Observation(
            traits: traits,
            pixels: PixelDigest(high: 1 << 63 | 5, low: 7),
            perceptual: next % 2 == 0 ? nil : 99,
            isBlended: next % 2 == 0
        )
        let unseen = Observations.Observation(
            traits: ImageTraits(width: 1, height: 2, bitDepth: 8, channels: 1, kind: .webp),
            pixels: nil,
            perceptual: nil,
            isBlended: false
        )
        return .checkpoint(
            Checkpoint(
                next: next,
                mark: ArchiveMark(archive: mark, manifest: mark),
                entries: [WrittenEntry(crc32: 0xFFFF_FFFE, byteCount: 1 << 40)],
                sightings: [
                    Sighting(source: next, observation: seen),
                    Sighting(source: next + 1, observation: unseen),
                ]
            )
        )
    }

    private static let cut = Refusal(reason: "truncated", detail: "Größer, als es ist: ‘…’")
    private static let bad = [
        3: cut,
        70_000: Refusal(reason: "corrupt", detail: ""),
    ]

    static let records = [
        head(), checkpoint(1, bytes: 100), checkpoint(4, bytes: 100), checkpoint(5, bytes: 777),
        .search(SearchStep(next: 9, bad: bad)), .search(SearchStep(next: 9, bad: [1: cut])),
        head([bad, [1: Refusal(reason: "r", detail: "d")]]), checkpoint(2, bytes: 5),
    ]

    private static func written() throws -> (File, ends: [UInt64]) {
        let file = try File(temporaryIn: "/tmp")
        let journal = try Journal(file)
        let ends = try records.map { record in
            try journal.append(record)
            return try file.descriptor.size()
        }
        return (file, ends)
    }

    /// What the first records say.
    private static func state(after count: Int) -> JournalState {
        var state = JournalState()
        for record in records.prefix(count) {
            let follows = state.on(record)
            #expect(follows)
        }
        return state
    }

    private static func isSame(_ left: JournalState, _ right: JournalState) -> Bool {
        left.pass == right.pass && left.search == right.search
            && left.place?.next == right.place?.next && left.place?.mark == right.place?.mark
            && left.place?.entries == right.place?.entries
            && left.place?.sightings == right.place?.sightings
    }

    @Test(arguments: records) func readsARecordBack(_ record: JournalRecord) {
        #expect(JournalRecord(record.bytes) == record)
        #expect(JournalRecord(record.bytes + [0]) == nil)
        for count in 0..<record.bytes.count {
            #expect(JournalRecord(Array(record.bytes.prefix(count))) == nil)
        }
    }

    /// A record has one form, so no two texts mean the same, whatever was done to the bytes.
    @Test(arguments: records) func takesNoOtherBytesForARecord(_ record: JournalRecord) {
        let bytes = record.bytes
        for position in bytes.indices {
            for flip in [UInt8(1), 0x10, 0x80, 0xFF] {
                var changed = bytes
                changed[position] ^= flip
                if let other = JournalRecord(changed) { #expect(other.bytes == changed) }
            }
        }
    }

    @Test func saysNothingWhereItIsEmpty() throws {
        let journal = try Journal(File(temporaryIn: "/tmp"))
        #expect(!journal.wasUsed && journal.state.pass == nil && journal.state.place == nil)
    }

    @Test func endsWhereItWasCutShort() throws {
        let (file, ends) = try Self.written()
        let bytes = try file.contents()
        for count in bytes.indices {
            let torn = try File.holding(Array(bytes.prefix(count)))
            let whole = ends.count { $0 <= count }
            let journal = try Journal(torn)
            #expect(Self.isSame(journal.state, Self.state(after: whole)), "\(count) bytes")
            #expect(try torn.descriptor.size() == (whole == 0 ? 0 : ends[whole - 1]))
        }
    }

    @Test func endsBeforeAByteThatIsAnother() throws {
        let (file, ends) = try Self.written()
        let bytes = try file.contents()
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= 1 << UInt8(position % 8)
            let journal = try Journal(File.holding(changed))
            let whole = ends.count { $0 <= position }
            #expect(Self.isSame(journal.state, Self.state(after: whole)), "byte \(position)")
        }
    }

    @Test func goesOnBehindItsLastWholeRecord() throws {
        let (file, ends) = try Self.written()
        try file.descriptor.truncate(to: ends[4] - 3)
        try Journal(file).append(Self.records[4])
        #expect(try Self.isSame(Journal(file).state, Self.state(after: 5)))
    }

    /// Records that are whole and stand at another place, as those of an older journal.
    @Test func takesNoRecordFromElsewhere() throws {
        let (file, ends) = try Self.written()
        let bytes = try file.contents()
        let swapped = bytes[..<Int(ends[0])] + bytes[Int(ends[1])..<Int(ends[2])]
        let journal = try Journal(File.holding(Array(swapped)))
        #expect(Self.isSame(journal.state, Self.state(after: 1)))
    }

    @Test func saysNothingOnceItIsBegunAgain() throws {
        let (file, _) = try Self.written()
        let journal = try Journal(file)
        #expect(journal.wasUsed)
        try journal.restart()
        #expect(try file.descriptor.size() == 0)
        try journal.append(Self.records[0])
        #expect(try Self.isSame(Journal(file).state, Self.state(after: 1)))
    }

    /// Each of these, behind the records before it, can be no word of ours.
    @Test(arguments: [
        (0, checkpoint(1, bytes: 1)), (0, .search(SearchStep(next: 1, bad: bad))),
        (3, checkpoint(4, bytes: 200)), (3, checkpoint(6, bytes: 99)),
        (1, .search(SearchStep(next: 1, bad: [:]))), (5, checkpoint(9, bytes: 900)),
        (5, .search(SearchStep(next: 8, bad: bad))),
    ])
    func takesNoRecordThatCannotFollow(before: Int, record: JournalRecord) {
        var state = Self.state(after: before)
        let last = state
        let follows = state.on(record)
        #expect(!follows)
        #expect(Self.isSame(state, last))
    }

    /// The first failure is the last word: what the disk has then cannot be known.
    @Test func addsNothingAfterAFailure() throws {
        let journal = try Journal(File(updating: "/dev/null"))
        let first = #expect(throws: SystemError.self) { () throws in
            try journal.append(Self.records[0])
        }
        let second = #expect(throws: SystemError.self) { () throws in try journal.restart() }
        #expect(first?.call == "fdatasync" && second?.call == "fdatasync")
    }
}

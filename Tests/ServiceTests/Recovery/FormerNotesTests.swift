// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JobStore
import Logging
import POSIX
import TestSupport
import Testing

@testable import Service

/// What is written down while the process works, and what the next one reads of it.
@Suite struct FormerNotesTests {
    private func withNotes(_ body: (CrashNotes, SharedWords) throws -> Void) throws {
        let words = try SharedWords(count: CrashNotes.Place.count)
        try body(CrashNotes(words), words)
    }

    @Test func tellsOfWorkUnderWay() throws {
        try withNotes { notes, _ throws in
            #expect(notes.former == nil)
            notes.begin(.job("01HZY3V0QW8Z8M3T5V7X9Y1A2B", fence: 7))
            let (one, other, third) = (notes.place(), notes.place(), notes.place())
            one(0)
            other(199_999)
            third(4)
            third(nil)
            notes.checkpoint(40)
            notes.written(55)
            let former = try #require(notes.former)
            #expect(former.work == .job("01HZY3V0QW8Z8M3T5V7X9Y1A2B", fence: 7))
            #expect(former.suspects == [0, 199_999])
            #expect(former.checkpoint == 40 && former.written == 55 && former.fault == nil)
            notes.end()
            #expect(notes.former == nil)
            notes.begin(.inspection(ofDataset: "d"))
            let next = try #require(notes.former)
            #expect(next.work == .inspection(ofDataset: "d"))
            #expect(next.suspects.isEmpty && next.checkpoint == 0)
        }
    }

    @Test func givesAWordToAnotherWhenAWorkerHasGone() throws {
        try withNotes { notes, _ throws in
            notes.begin(.job("a", fence: 1))
            for entry in 0..<5_000 { notes.place()(entry) }
            #expect(notes.former?.suspects == [])
            let workers = (0..<1_100).map { _ in notes.place() }
            for (entry, note) in workers.enumerated() { note(entry) }
            #expect(notes.former?.suspects == Array(0..<1_024), "the others go without")
        }
    }

    @Test func findsNothingInAFileThatIsNotOurs() throws {
        try withNotes { notes, words throws in
            notes.begin(.job("a", fence: 1))
            var image = (0..<words.count).map { words[$0] }
            #expect(FormerNotes(image) != nil)
            #expect(FormerNotes(Array(image.dropLast())) == nil)
            image[CrashNotes.Place.kind] = 3
            #expect(FormerNotes(image) == nil)
            image[CrashNotes.Place.kind] = 1
            image[CrashNotes.Place.format] += 1
            #expect(FormerNotes(image) == nil)
            #expect(FormerNotes([UInt64](repeating: .max, count: words.count)) == nil)
        }
    }

    @Test func isOnlyAWarningWhereThereIsNoRoomForIt() throws {
        try withTemporaryDirectory { directory in
            _ = try Directory(creating: directory.path(of: "suspects"))
            let notes = try CrashNotes.open(in: directory, logger: .init(label: "test"))
            notes.begin(.job("a", fence: 1))
            #expect(notes.former != nil)
        }
    }

    struct End: Sendable, CustomTestStringConvertible {
        let name: String
        var fault: UInt64 = 0
        var isSameStart = true
        var kills: UInt64 = 0
        let cause: DeathCount.Cause

        var testDescription: String { name }
    }

    @Test(arguments: [
        End(name: "a signal that leaves no mark", cause: .other),
        End(name: "a fault of the work", fault: 11 + 256, cause: .work),
        End(name: "a fault of another thread", fault: 11, cause: .other),
        End(name: "no memory", kills: 1, cause: .work),
        End(name: "a fault of another thread, and no memory", fault: 4, kills: 1, cause: .other),
        End(name: "power", isSameStart: false, cause: .other),
        End(name: "power after a fault", fault: 11 + 256, isSameStart: false, cause: .other),
    ])
    func blamesTheWorkForItsOwnFaultsAlone(end: End) throws {
        try withNotes { notes, words throws in
            notes.begin(.job("a", fence: 1))
            words[CrashNotes.Place.startID] = 5
            words[CrashNotes.Place.memoryKills] = 3
            words[CrashNotes.Place.fault] = end.fault
            let former = try #require(notes.former)
            let cause = former.cause(startID: end.isSameStart ? 5 : 6, memoryKills: 3 + end.kills)
            #expect(cause == end.cause)
            #expect(former.cause(startID: nil, memoryKills: nil) == .other)
        }
    }
}

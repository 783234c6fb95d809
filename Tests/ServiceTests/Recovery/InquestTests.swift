// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// What a start finds out about the end of the process before, with trials that are told their
/// verdicts.
@Suite struct InquestTests {
    /// A service with a job that was running when the process died.
    private struct Scene {
        let service: TestService
        let job: JobRecord
        /// The entries that were tried, and what was not to be touched then.
        let tried: Locked<[(entry: Int, excluded: [Int])]>

        var dataset: String { job.datasetID ?? "" }

        /// The process works on the job, with these entries in hand, and dies.
        func die(
            at entries: [Int] = [],
            checkpoint: Int = 0,
            fault: Bool = false
        ) throws {
            let claimed = try #require(try service.store.claim(now: 2))
            let words = try service.words()
            let notes = CrashNotes(words)
            notes.begin(.job(claimed.id, fence: claimed.fence))
            notes.checkpoint(checkpoint)
            words[CrashNotes.Place.fault] = fault ? 11 + 256 : 0
            for (index, entry) in entries.enumerated() {
                words[CrashNotes.Place.workers.lowerBound + index] = UInt64(entry + 1)
            }
            FaultMark.setAtWork(false)
            #expect(try service.store.recover(now: 3).map(\.id) == [claimed.id])
        }

        func hold(stops: Bool = false) throws -> Bool {
            try service.inquest.hold { stops }
        }

        func current() throws -> JobRecord {
            try #require(try service.store.job(job.id))
        }
    }

    /// - Parameter culprits: the entries whose trials die.
    private func withScene(
        culprits: Set<Int> = [],
        zip: [UInt8] = TestService.zip,
        _ body: (Scene) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let tried = Locked<[(entry: Int, excluded: [Int])]>([])
            let trial = SuspectTrial { [tried] one, shouldStop in
                if shouldStop() { return .stopped }
                tried.withLock { $0.append((one.entry, one.excluded)) }
                return culprits.contains(one.entry) ? .culprit("It died.") : .innocent
            }
            let service = try TestService(in: directory, trial: trial)
            let id = try #require(try service.post(zip).json?["id"]?.asString)
            let job = try #require(try service.store.job(id))
            try body(Scene(service: service, job: job, tried: tried))
        }
    }

    @Test func namesAnImageThatDiesAloneAndNoOther() throws {
        try withScene(culprits: [2]) { scene throws in
            try scene.die(at: [4, 2], fault: true)
            #expect(try scene.hold())
            let culprits = try scene.service.store.culprits(of: scene.dataset)
            #expect(culprits.map(\.entry) == [2] && culprits.map(\.file) == ["a/3.png"])
            let tried = scene.tried.withLock { $0 }.sorted { $0.entry < $1.entry }
            #expect(tried.map(\.entry) == [2, 4])
            #expect(tried.map(\.excluded) == [[4], [2]], "no trial touches another suspect")
            let job = try scene.current()
            #expect(job.state == .queued && job.deaths.count == 0)
            #expect(scene.service.notes.former == nil)
        }
    }

    /// The same bytes would end the next attempt.
    @Test func triesWhatHasTheSameBytesAsACulprit() throws {
        let names = ["a/1.png", "a/2.png", "a/3.png", "b/1.png", "b/2.png", "b/3.png"]
        let zip = ZipBuilder(names.map { ZipBuilder.Entry($0, Array("the same".utf8)) })
        try withScene(culprits: [0, 1, 2, 3, 4, 5], zip: zip.bytes()) { scene throws in
            try scene.die(at: [1])
            #expect(try scene.hold())
            #expect(try scene.service.store.culprits(of: scene.dataset).count == 6)
        }
    }

    /// However often somebody sends it: an image that was in hand is none the worse for it.
    @Test func changesNothingForASIGKILL() throws {
        try withScene { scene throws in
            for _ in 0..<5 {
                try scene.die(at: [1, 3])
                #expect(try scene.hold())
            }
            let job = try scene.current()
            #expect(job.state == .queued && job.deaths.count == 0 && job.attempt == 5)
            #expect(try scene.service.store.culprits(of: scene.dataset).isEmpty)
            #expect(scene.tried.withLock { $0.count } == 10)
        }
    }

    @Test func givesAJobUpThatDiesThreeTimesAtOnePlace() throws {
        try withScene { scene throws in
            for death in 1...3 {
                try scene.die(at: [1], checkpoint: 40, fault: true)
                #expect(try scene.hold())
                #expect(try scene.current().deaths.count == death)
                #expect(try scene.current().state == (death == 3 ? .failed : .queued))
            }
            let error = try JSONValue.parse(try scene.current().error ?? "")
            #expect(error["type"]?.asString == "/problems/poison")
            #expect(error["detail"]?.asString?.contains("signal 11") == true, "\(error)")
            #expect(try scene.service.store.claim(now: 9) == nil)
        }
    }

    @Test func startsToCountAnewWhereTheJobComesFurther() throws {
        try withScene { scene throws in
            for checkpoint in [0, 0, 40, 40, 80, 80] {
                try scene.die(checkpoint: checkpoint, fault: true)
                #expect(try scene.hold())
            }
            #expect(try scene.current().state == .queued)
            #expect(try scene.current().deaths.count == 2)
        }
    }

    @Test func keepsTheNotesUntilTheTrialIsOver() throws {
        try withScene(culprits: [2]) { scene throws in
            try scene.die(at: [2])
            #expect(try !scene.hold(stops: true))
            #expect(scene.service.notes.former != nil)
            #expect(try scene.service.store.culprits(of: scene.dataset).isEmpty)
            #expect(try scene.hold())
            #expect(try scene.service.store.culprits(of: scene.dataset).map(\.entry) == [2])
        }
    }

    /// The process may die between the commit and the end of the notes.
    @Test func countsOneDeathOnce() throws {
        try withScene { scene throws in
            try scene.die(fault: true)
            let words = try scene.service.words()
            #expect(try scene.hold())
            words[CrashNotes.Place.kind] = 1
            #expect(try scene.hold())
            #expect(try scene.current().deaths.count == 1)
        }
    }

    @Test func doesNotTryAKnownCulpritAgain() throws {
        try withScene(culprits: [2]) { scene throws in
            try scene.die(at: [2], fault: true)
            #expect(try scene.hold())
            try scene.die(at: [2], fault: true)
            #expect(try scene.hold())
            #expect(scene.tried.withLock { $0.count } == 1)
            #expect(try scene.current().deaths.count == 0)
        }
    }

    @Test(arguments: [true, false])
    func beginsTheAttemptsAtAnInspectionAnew(isCulprit: Bool) throws {
        try withScene(culprits: isCulprit ? [2] : []) { scene throws in
            let store = scene.service.store
            for _ in 0..<2 { #expect(try store.beginInspection(scene.dataset)) }
            let words = try scene.service.words()
            CrashNotes(words).begin(.inspection(ofDataset: scene.dataset))
            FaultMark.setAtWork(false)
            words[CrashNotes.Place.workers.lowerBound] = 3
            #expect(try scene.hold())
            #expect(try store.dataset(scene.dataset)?.inspectionAttempts == (isCulprit ? 0 : 1))
            #expect(try store.culprits(of: scene.dataset).count == (isCulprit ? 1 : 0))
        }
    }

    @Test func passesOverNotesOfWorkThatIsGone() throws {
        try withScene(culprits: [2]) { scene throws in
            try scene.die(at: [2])
            _ = try scene.service.store.cancel(scene.job.id, now: 4)
            #expect(try scene.hold())
            #expect(scene.tried.withLock { $0.isEmpty })
            #expect(scene.service.notes.former == nil)
        }
    }
}

extension TestService {
    /// The words of the file that the service notes things in.
    fileprivate func words() throws -> SharedWords {
        try SharedWords(updating: blobs.root.path(of: "suspects"), count: CrashNotes.Place.count)
    }
}

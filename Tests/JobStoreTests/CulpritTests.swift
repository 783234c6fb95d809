// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import JobStore

@Suite struct CulpritTests {
    private static let first = Culprit(entry: 3, file: "a/3.png", detail: "Signal 9.")
    private static let second = Culprit(entry: 1, file: "a/1.png", detail: "Signal 11.")

    /// A store with a job that waits again after the process died of it, and its fence.
    private func withDeadJob(_ body: (JobStore, Int64) throws -> Void) throws {
        try withStore { store throws in
            let fence = try store.makeJob("a", in: .running)
            _ = try store.recover(now: 5_000)
            try body(store, fence)
        }
    }

    private func conclude(
        _ store: JobStore,
        _ fence: Int64,
        _ culprits: [Culprit],
        _ causes: [DeathCount.Cause],
        error: String? = nil
    ) throws -> Bool {
        var deaths = DeathCount()
        for cause in causes { _ = deaths.on(cause, at: 7) }
        return try store.conclude(
            "a",
            fence: fence,
            dataset: "dataset-a",
            Conclusion(culprits: culprits, deaths: deaths, error: error),
            now: 6_000
        )
    }

    @Test func keepsCulpritsAndDeathsWithTheJobInItsPlace() throws {
        try withDeadJob { store, fence throws in
            let before = try #require(try store.job("a"))
            #expect(before.deaths.count == 0 && before.diedFence == -1)
            #expect(try conclude(store, fence, [Self.first, Self.second], [.work, .work]))
            #expect(try store.culprits(of: "dataset-a") == [Self.second, Self.first])
            #expect(try store.culprits(of: "dataset-b").isEmpty)
            let job = try #require(try store.job("a"))
            #expect(job.state == .queued && job.error == nil && job.finishedAt == nil)
            #expect(job.deaths.count == 2 && job.deaths.checkpoint == 7)
            #expect(job.diedFence == fence && job.revision == before.revision + 1)
        }
    }

    @Test func failsAJobThatIsGivenUp() throws {
        try withDeadJob { store, fence throws in
            #expect(try conclude(store, fence, [], [.work], error: "{}"))
            let job = try #require(try store.job("a"))
            #expect(job.state == .failed && job.error == "{}" && job.finishedAt == 6_000)
            #expect(try store.claim(now: 7_000) == nil)
        }
    }

    /// The bytes are as deadly for the dataset's other jobs.
    @Test func keepsCulpritsWhateverHasBecomeOfTheJob() throws {
        try withDeadJob { store, fence throws in
            _ = try store.cancel("a", now: 5_500)
            #expect(try !conclude(store, fence, [Self.first], [.image]))
            #expect(try store.culprits(of: "dataset-a") == [Self.first])
            #expect(try !conclude(store, fence, [Self.first], [.image]), "a second time, too")
            #expect(try store.culprits(of: "dataset-a") == [Self.first])
        }
    }

    @Test func removesCulpritsWithTheirDataset() throws {
        try withDeadJob { store, fence throws in
            #expect(try conclude(store, fence, [Self.first], [], error: "{}"))
            #expect(try store.delete("a")?.datasetFile == "dataset-a.zip")
            #expect(try store.culprits(of: "dataset-a").isEmpty)
            // Of a dataset that is not there none are kept.
            #expect(try !conclude(store, fence, [Self.first], []))
            #expect(try store.culprits(of: "dataset-a").isEmpty)
        }
    }

    @Test(
        arguments: [
            ([], true, 2), ([], false, 1), ([first], true, 0), ([first], false, 0),
        ] as [([Culprit], Bool, Int64)]
    )
    func countsInspectionsThatAreToBlameThemselves(
        culprits: [Culprit],
        doesCount: Bool,
        attempts: Int64
    ) throws {
        try withStore { store throws in
            try store.submit(sample: "a")
            for _ in 0..<2 { #expect(try store.beginInspection("dataset-a")) }
            try store.concludeInspection("dataset-a", culprits: culprits, doesCount: doesCount)
            #expect(try store.dataset("dataset-a")?.inspectionAttempts == attempts)
            #expect(try store.culprits(of: "dataset-a") == culprits)
        }
    }
}

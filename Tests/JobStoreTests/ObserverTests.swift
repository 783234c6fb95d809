// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import JobStore

/// Observers learn which jobs a commit changed: every one, and no other.
@Suite struct ObserverTests {
    /// What an observer was told, one set for each call.
    private final class Told: Sendable {
        private let sets = Locked<[Set<String>]>([])

        func add(_ jobs: Set<String>) { sets.withLock { $0.append(jobs) } }

        /// What was told since this was asked last.
        func take() -> [Set<String>] {
            sets.withLock { told in
                defer { told = [] }
                return told
            }
        }
    }

    private func withObservedStore(_ body: (JobStore, Told) throws -> Void) throws {
        try withStore { store throws in
            let told = Told()
            store.observe { told.add($0) }
            try body(store, told)
        }
    }

    /// Something that may change the job `a`.
    struct Call: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let make: @Sendable (JobStore, _ fence: Int64) throws -> Void

        init(_ name: String, _ make: @escaping @Sendable (JobStore, Int64) throws -> Void) {
            testDescription = name
            self.make = make
        }
    }

    static let calls = [
        Call("claim") { store, _ in _ = try store.claim(now: 5_000) },
        Call("report") { store, fence in
            _ = try store.report("a", fence: fence, phase: .packing, done: 3, total: 9)
        },
        Call("planned") { store, fence in
            _ = try store.planned(
                "a",
                fence: fence,
                images: 1,
                ignored: 2,
                summary: "{}",
                total: 9
            )
        },
        Call("succeed") { store, fence in _ = try store.finish("a", fence: fence) },
        Call("fail") { store, fence in
            _ = try store.fail("a", fence: fence, error: "{}", now: 5_000)
        },
        Call("requeue") { store, fence in _ = try store.requeue("a", fence: fence) },
        Call("cancel") { store, _ in _ = try store.cancel("a", now: 5_000) },
        Call("cancelled") { store, fence in
            _ = try store.cancelled("a", fence: fence, now: 5_000)
        },
        Call("recover") { store, _ in _ = try store.recover(now: 5_000) },
        Call("delete") { store, _ in _ = try store.delete("a") },
        Call("deleteDataset") { store, _ in _ = try store.deleteDataset("dataset-a") },
        Call("list") { store, _ in _ = try store.list(limit: 10) },
    ]

    @Test(arguments: JobState.allCases, calls)
    func areToldExactlyOfWhatChanged(state: JobState, call: Call) throws {
        try withObservedStore { store, told in
            let fence = try store.makeJob("a", in: state)
            let before = try store.job("a")
            _ = told.take()
            try call.make(store, fence)
            let hasChanged = try store.job("a") != before
            #expect(told.take() == (hasChanged ? [["a"]] : []))
        }
    }

    @Test func areToldOfANewJobBeforeTheSubmitterIs() throws {
        try withObservedStore { store, told in
            try store.submit(sample: "a")
            #expect(told.take() == [["a"]])
            #expect(throws: JobStoreError.self) { try store.submit(sample: "a") }
            #expect(told.take() == [], "what failed has changed nothing")
        }
    }

    @Test func areToldOfAllJobsOfOneCommitAtOnce() throws {
        try withObservedStore { store, told in
            try store.submitSamples(["a", "b", "c"])
            _ = try store.claim(now: 2_000)
            _ = try store.claim(now: 2_000)
            _ = told.take()
            _ = try store.recover(now: 5_000)
            #expect(told.take() == [["a", "b"]])
        }
    }
}

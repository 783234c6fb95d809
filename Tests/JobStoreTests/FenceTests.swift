// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import JobStore

struct FenceTests {
    /// Whether any write of a worker with this fence is taken.
    private static func accepts(_ fence: Int64, of id: String, in store: JobStore) throws -> Bool {
        let answers = [
            try store.report(id, fence: fence, phase: .packing, done: 1, total: 2),
            try store.planned(id, fence: fence, images: 1, ignored: 1, summary: "{}", total: 1),
            try store.finish(id, fence: fence),
            try store.fail(id, fence: fence, error: "{}", now: 5_000),
            try store.requeue(id, fence: fence),
            try store.cancelled(id, fence: fence, now: 5_000),
        ]
        return answers.contains(true)
    }

    @Test(arguments: [JobState.running, .cancelling], [-1, 1] as [Int64])
    func refusesEveryWriteUnderAnotherFence(state: JobState, distance: Int64) throws {
        try withStore { store throws in
            let fence = try store.makeJob("a", in: state)
            let before = try store.job("a")
            #expect(try !Self.accepts(fence + distance, of: "a", in: store))
            #expect(try store.job("a") == before)
        }
    }

    @Test func silencesAWorkerWhoseJobWasClaimedAnew() throws {
        try withStore { store throws in
            let first = try store.makeJob("a", in: .running)
            #expect(try store.requeue("a", fence: first))
            #expect(try !Self.accepts(first, of: "a", in: store))
            let second = try #require(try store.claim(now: 6_000))
            #expect(second.fence == first + 1)
            #expect(second.attempt == 2)
            #expect(try !Self.accepts(first, of: "a", in: store))
            #expect(try store.finish("a", fence: second.fence))
        }
    }

    /// The end of a claim is looked into while the job waits, and counts once.
    @Test(arguments: [-1, 0, 1] as [Int64])
    func takesWhatIsFoundOfTheLastClaimAlone(distance: Int64) throws {
        try withStore { store throws in
            let fence = try store.makeJob("a", in: .running)
            _ = try store.recover(now: 6_000)
            let before = try store.job("a")
            #expect(try store.die("a", fence: fence + distance) == (distance == 0))
            if distance != 0 { #expect(try store.job("a") == before) }
            if distance == 0 { #expect(try !store.die("a", fence: fence), "not twice") }
        }
    }

    @Test func silencesAWorkerWhoseJobIsGone() throws {
        try withStore { store throws in
            let fence = try store.makeJob("a", in: .cancelled)
            _ = try store.delete("a")
            #expect(try !Self.accepts(fence, of: "a", in: store))
        }
    }
}

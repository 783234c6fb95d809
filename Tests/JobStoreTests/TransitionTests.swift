// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import JobStore

/// The store's statements against the pure table of transitions.
struct TransitionTests {
    /// The events that the store offers, and whether its answer says that they happened.
    private static func perform(
        _ event: JobEvent,
        on id: String,
        fence: Int64,
        in store: JobStore
    ) throws -> Bool? {
        switch event {
        case .claim: try store.claim(now: 5_000) != nil
        case .succeed: try store.finish(id, fence: fence)
        case .fail: try store.fail(id, fence: fence, error: "{}", now: 5_000)
        case .cancel:
            switch try store.cancel(id, now: 5_000) {
            case .cancelled, .cancelling: nil
            case .alreadyFinal, .notFound: false
            }
        case .stop: try store.cancelled(id, fence: fence, now: 5_000)
        case .park: try store.requeue(id, fence: fence)
        case .restart: try !store.recover(now: 5_000).isEmpty
        case .condemn: try store.condemn(id, fence: fence)
        case .expire: nil
        }
    }

    @Test(
        arguments: JobState.allCases,
        [.claim, .succeed, .fail, .cancel, .stop, .park, .restart, .condemn] as [JobEvent]
    )
    func agreesWithTheTable(state: JobState, event: JobEvent) throws {
        try withStore { store throws in
            let fence = try store.makeJob("a", in: state)
            let before = try #require(try store.job("a"))
            try #require(before.state == state)
            let expected = state.after(event)
            let answer = try Self.perform(event, on: "a", fence: fence, in: store)
            let after = try #require(try store.job("a"))
            #expect(after.state == expected ?? state)
            #expect(answer == nil || answer == (expected != nil))
            #expect(expected == nil ? after == before : after.revision == before.revision + 1)
        }
    }

    @Test(arguments: JobState.allCases)
    func reportsProgressOfRunningJobsOnly(state: JobState) throws {
        try withStore { store throws in
            let fence = try store.makeJob("a", in: state)
            let reported = try store.report("a", fence: fence, phase: .packing, done: 3, total: 9)
            let planned = try store.planned(
                "a",
                fence: fence,
                images: 1,
                ignored: 2,
                summary: "{}",
                total: 3
            )
            #expect(reported == (state == .running))
            #expect(planned == (state == .running))
        }
    }

    @Test(arguments: JobState.allCases)
    func tellsWhatCancellingCameTo(state: JobState) throws {
        try withStore { store throws in
            try store.makeJob("a", in: state)
            let expected: CancelOutcome =
                switch state {
                case .queued: .cancelled
                case .running, .cancelling: .cancelling
                default: .alreadyFinal(state)
                }
            #expect(try store.cancel("a", now: 5_000) == expected)
            #expect(try store.cancel("b", now: 5_000) == .notFound)
        }
    }

    @Test(arguments: JobState.allCases)
    func deletesFinalJobsOnly(state: JobState) throws {
        try withStore { store throws in
            try store.makeJob("a", in: state)
            let before = try store.job("a")
            let deleted = try store.delete("a")
            #expect(deleted?.job == (state.isFinal ? before : nil))
            #expect(deleted?.datasetFile == (state.isFinal ? "dataset-a.zip" : nil))
            #expect(try store.job("a") == (state.isFinal ? nil : before))
            #expect(try store.delete("b") == nil)
        }
    }
}

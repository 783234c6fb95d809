// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import JobStore

/// Asking for a job to go is one look and one deed, with nothing in between.
struct WithdrawalTests {
    @Test(arguments: JobState.allCases)
    func doesWhatTheStateAllowsIfTheConditionHolds(state: JobState) throws {
        try withStore { store throws in
            try store.makeJob("a", in: state)
            let before = try #require(try store.job("a"))
            let everyones = store.view(of: .everyone)
            let refused = try everyones.withdraw("a", now: 5_000) { job in
                #expect(job == before)
                return false
            }
            #expect(refused == .refused(before))
            #expect(try store.job("a") == before, "nothing has happened")
            let outcome = try everyones.withdraw("a", now: 5_000)
            let after = try store.job("a")
            switch state {
            case .queued:
                #expect(outcome == after.map(Withdrawal.cancelled))
                #expect(after?.state == .cancelled && after?.finishedAt == 5_000)
            case .running, .cancelling:
                #expect(outcome == after.map(Withdrawal.cancelling))
                #expect(after?.state == .cancelling)
            case .succeeded, .failed, .cancelled, .expired:
                let deleted = DeletedJob(job: before, datasetFile: "dataset-a.zip")
                #expect(outcome == .deleted(deleted) && after == nil)
            }
        }
    }

    @Test func findsNothingOfAnotherTenant() throws {
        try withStore { store throws in
            try store.submit(sample: "a")
            let ann = store.view(of: Tenancy(tenant: "ann"))
            #expect(try ann.withdraw("a", now: 5_000) == .notFound)
            #expect(try store.job("a")?.state == .queued)
        }
    }
}

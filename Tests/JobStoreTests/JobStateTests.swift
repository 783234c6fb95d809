// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JobStore
import Testing

struct JobStateTests {
    /// Every transition there is; what is not listed may not happen.
    private static let transitions: [(JobState, JobEvent, JobState)] = [
        (.queued, .claim, .running), (.queued, .cancel, .cancelled), (.queued, .condemn, .failed),
        (.running, .succeed, .succeeded), (.running, .fail, .failed),
        (.running, .cancel, .cancelling), (.running, .park, .queued),
        (.running, .restart, .queued), (.cancelling, .stop, .cancelled),
        (.cancelling, .restart, .cancelled), (.succeeded, .expire, .expired),
    ]

    @Test(arguments: JobState.allCases, JobEvent.allCases)
    func allowsTheListedTransitionsOnly(state: JobState, event: JobEvent) {
        let listed = Self.transitions.first { $0.0 == state && $0.1 == event }
        #expect(state.after(event) == listed?.2)
    }

    @Test func leavesFinalStatesOnlyByExpiry() {
        for state in JobState.allCases where state.isFinal {
            #expect(
                JobEvent.allCases.filter { state.after($0) != nil }.allSatisfy { $0 == .expire }
            )
        }
        #expect(JobState.allCases.filter { !$0.isFinal } == [.queued, .running, .cancelling])
    }

    @Test func reachesAFinalStateFromEveryOther() {
        var reaching = Set(JobState.allCases.filter(\.isFinal))
        for _ in JobState.allCases {
            for state in JobState.allCases
            where JobEvent.allCases.contains(where: {
                state.after($0).map(reaching.contains) == true
            }) {
                reaching.insert(state)
            }
        }
        #expect(reaching == Set(JobState.allCases))
    }

    /// Clients and rows know the states by these names.
    @Test func isNamedAsTheContractSays() {
        #expect(
            JobState.allCases.map(\.rawValue) == [
                "queued", "running", "cancelling", "succeeded", "failed", "cancelled", "expired",
            ]
        )
        #expect(
            JobPhase.allCases.map(\.rawValue) == ["inspecting", "planning", "rendering", "packing"]
        )
    }
}

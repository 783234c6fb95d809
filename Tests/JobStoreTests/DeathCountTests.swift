// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import JobStore

/// Deaths in their order, and what becomes of the job.
@Suite struct DeathCountTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let deaths: [(DeathCount.Cause, at: Int64)]
        let count: Int
        var action = DeathCount.Action.tryAgain

        var testDescription: String { name }
    }

    @Test(arguments: [
        Case(name: "one", deaths: [(.work, 0)], count: 1),
        Case(name: "two at a place", deaths: [(.work, 4), (.work, 4)], count: 2),
        Case(
            name: "three at a place",
            deaths: [(.work, 4), (.work, 4), (.work, 4)],
            count: 3,
            action: .giveUp
        ),
        Case(
            name: "the job comes further",
            deaths: [(.work, 4), (.work, 4), (.work, 5)],
            count: 1
        ),
        Case(
            name: "by turns at two places",
            deaths: [(.work, 4), (.work, 5), (.work, 4), (.work, 5)],
            count: 1
        ),
        Case(
            name: "an image is found",
            deaths: [(.work, 4), (.work, 4), (.image, 4), (.work, 4)],
            count: 1
        ),
        Case(
            name: "images again and again",
            deaths: [(DeathCount.Cause, at: Int64)](
                repeating: (.image, 0),
                count: 9
            ),
            count: 0
        ),
        Case(
            name: "power and signals for ever",
            deaths: [(DeathCount.Cause, at: Int64)](
                repeating: (.other, 0),
                count: 99
            ),
            count: 0
        ),
        Case(
            name: "a signal between",
            deaths: [(.work, 4), (.work, 4), (.other, 4), (.work, 4)],
            count: 3,
            action: .giveUp
        ),
    ])
    func counts(_ row: Case) {
        var deaths = DeathCount()
        var action = DeathCount.Action.tryAgain
        for (cause, place) in row.deaths { action = deaths.on(cause, at: place) }
        #expect(deaths.count == row.count)
        #expect(action == row.action)
    }
}

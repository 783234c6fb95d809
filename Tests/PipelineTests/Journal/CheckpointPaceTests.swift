// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct CheckpointPaceTests {
    private static let second: UInt64 = 1_000_000_000

    /// After a checkpoint at second 10 and byte 1000, with 500 bytes or 2 seconds in between.
    @Test(arguments: [
        (10.0, 1_000, false), (11.9, 1_499, false), (12.0, 1_000, true), (10.5, 1_500, true),
        (10.4, 9_999, false), (10.5, 1_499, false),
    ])
    func isDueByBytesOrByTime(seconds: Double, bytes: UInt64, isDue: Bool) {
        var limits = CheckpointLimits()
        limits.bytes = 500
        limits.seconds = 2
        var pace = CheckpointPace(limits, now: 3 * Self.second)
        pace.made(now: 10 * Self.second, bytes: 1_000)
        #expect(pace.isDue(now: UInt64(seconds * 1e9), bytes: bytes) == isDue)
    }

    @Test func isAlwaysDueWhereNoTimeMayBeLost() {
        var limits = CheckpointLimits()
        limits.seconds = 0
        #expect(CheckpointPace(limits, now: 5).isDue(now: 5, bytes: 0))
    }

    @Test func aFrontierIsWhereTheFirstGapIs() {
        var frontier = Frontier(from: 3)
        let order = [5, 4, 7, 3, 6]
        let places = order.map { number in
            frontier.done(number)
            return frontier.next
        }
        #expect(places == [3, 3, 3, 6, 8])
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPServer

struct DeadlineWheelTests {
    private let start = 1000 * second

    /// Never before its time, and at most two steps after it.
    @Test(arguments: [0, 1, second / 4, second, 10 * second, 100 * second] as [UInt64])
    func bringsEachUpSoonAfterItsTime(delay: UInt64) {
        var wheel = DeadlineWheel(now: start)
        wheel.add(7, at: start + delay)
        if delay > 0 { #expect(wheel.take(now: start + delay).isEmpty) }
        #expect(wheel.take(now: start + delay + second / 2).map(\.number) == [7])
        #expect(wheel.take(now: start + delay + 1000 * second).isEmpty)
    }

    /// What is further away than the wheel goes comes up early, to be entered again.
    @Test func bringsUpWhatIsFarAwayAfterARound() {
        var wheel = DeadlineWheel(now: start)
        let time = start + 86_400 * second
        wheel.add(7, at: time)
        #expect(wheel.take(now: start + 126 * second).isEmpty)
        #expect(wheel.take(now: start + 129 * second) == [.init(number: 7, time: time)])
    }

    @Test func missesNobodyWhenItIsNotLookedAtForLong() {
        var wheel = DeadlineWheel(now: start)
        for number in 0..<1000 {
            wheel.add(UInt64(number), at: start + UInt64(number) * second / 9)
        }
        #expect(wheel.take(now: start + 10_000 * second).map(\.number).sorted() == Array(0..<1000))
        wheel.add(1, at: start)
        #expect(wheel.take(now: start + 10_000 * second).isEmpty)
        #expect(wheel.take(now: start + 10_001 * second).map(\.number) == [1])
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

@Suite struct QueueTests {
    @Test func aSerialQueueKeepsTheOrder() {
        let serial = WorkQueue(serial: "test.serial")
        let seen = Locked<[Int]>([])
        let bell = Bell()
        for number in 0..<500 {
            serial.async {
                seen.withLock { $0.append(number) }
                bell.ring()
            }
        }
        for _ in 0..<500 { bell.wait() }
        #expect(seen.withLock { $0 } == Array(0..<500))
    }

    @Test func aRingIsNotLostWhenNobodyWaitsYet() {
        let bell = Bell()
        bell.ring()
        bell.ring()
        bell.wait()
        bell.wait()
        bell.wait(milliseconds: 1)
    }

    @Test func theClockGoesForward() {
        let first = Clock.monotonicNanoseconds()
        #expect(Clock.monotonicNanoseconds() >= first)
        #expect(Clock.wallMilliseconds() > 1_700_000_000_000)
    }
}

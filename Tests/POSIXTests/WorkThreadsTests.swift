// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

struct WorkThreadsTests {
    @Test func runsInTheOrderOfAsking() throws {
        let threads = try WorkThreads(named: "test", count: 1)
        let seen = Locked<[Int]>([])
        for number in 0..<100 { threads.async { seen.withLock { $0.append(number) } } }
        threads.finish()
        #expect(seen.withLock { $0 } == Array(0..<100))
    }

    @Test func runsOneWhileAnotherWaits() throws {
        let threads = try WorkThreads(named: "test", count: 2)
        let gate = Bell()
        threads.async { gate.wait(seconds: 30) }
        threads.async { gate.ring() }
        threads.finish()
    }

    @Test func takesNothingAfterItsEnd() throws {
        let threads = try WorkThreads(named: "test", count: 2)
        threads.finish()
        let ran = Locked(false)
        threads.async { ran.withLock { $0 = true } }
        threads.finish()
        #expect(!ran.withLock { $0 })
    }
}

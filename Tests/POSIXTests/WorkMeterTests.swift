// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

/// A pool says how much it does.
@Suite struct WorkMeterTests {
    private struct Refusal: Error {}

    @Test func countsTheTimeOfAllWorkers() throws {
        let pool = WorkerPool(width: 4)
        #expect(pool.meter.busyNanoseconds == 0)
        let copy = pool
        let most = Locked(0)
        try copy.forEach(4, context: {}) { _, _ in
            most.withLock { $0 = max($0, copy.meter.busyWorkers) }
            Bell().wait(milliseconds: 20)
        }
        #expect(pool.meter.busyNanoseconds >= 4 * 20_000_000)
        #expect((1...4).contains(most.withLock { $0 }))
        #expect(pool.meter.busyWorkers == 0)
    }

    @Test func countsWhatFails() throws {
        let pool = WorkerPool(width: 2)
        #expect(throws: Refusal.self) { () throws in
            try pool.forEach(2, context: {}) { _, _ in
                Bell().wait(milliseconds: 5)
                throw Refusal()
            }
        }
        #expect(pool.meter.busyNanoseconds >= 5_000_000)
        #expect(pool.meter.busyWorkers == 0)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Synchronization
import Testing

@Suite struct OrderedWindowTests {
    private struct Failure: Error, Equatable {}

    @Test(arguments: [1, 3, 10, 1_000_000])
    func handsOnInOrderWhateverTheBudget(budget: Int) throws {
        let seen = Locked<[Int]>([])
        let window = OrderedWindow<Int>(budget: budget) { element in
            seen.withLock { $0.append(element) }
        }
        try WorkerPool(width: 8).forEach(2000, context: { SystemRandomNumberGenerator() }) {
            random,
            item in
            if Int.random(in: 0..<20, using: &random) == 0 { Bell().wait(milliseconds: 1) }
            try window.submit(item, item, cost: 1 + item % 3)
        }
        #expect(seen.withLock { $0 } == Array(0..<2000))
    }

    @Test func callsNeverOverlap() throws {
        let inside = Atomic(0)
        let overlaps = Atomic(0)
        let window = OrderedWindow<Int>(budget: 50) { _ in
            if inside.add(1, ordering: .sequentiallyConsistent).newValue > 1 {
                overlaps.add(1, ordering: .relaxed)
            }
            inside.subtract(1, ordering: .sequentiallyConsistent)
        }
        try WorkerPool(width: 8).forEach(5000, context: {}) { _, item in
            try window.submit(item, item, cost: 1)
        }
        #expect(overlaps.load(ordering: .relaxed) == 0)
    }

    @Test func anErrorOfTheConsumerReachesEveryWorker() throws {
        let window = OrderedWindow<Int>(budget: 4) { element in
            if element == 100 { throw Failure() }
        }
        #expect(throws: Failure.self) { () throws in
            try WorkerPool(width: 6).forEach(1000, context: {}) { _, item in
                try window.submit(item, item, cost: 1)
            }
        }
    }

    /// Who waits for room must not wait for ever when the element that is next never comes.
    @Test func closingWakesThoseWhoWait() throws {
        let window = OrderedWindow<Int>(budget: 1) { _ in }
        let waiting = Bell()
        let thread = try Thread(named: "waiting") {
            try? window.submit(1, 1, cost: 1)
            waiting.ring()
            do {
                try window.submit(2, 2, cost: 1)
            } catch {
                waiting.ring()
            }
        }
        waiting.wait()
        window.close(Failure())
        waiting.wait()
        thread.join()
        #expect(throws: Failure.self) { () throws in try window.submit(0, 0, cost: 1) }
    }
}

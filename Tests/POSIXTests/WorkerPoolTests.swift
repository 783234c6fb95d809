// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
    private struct Failure: Error {}

    @Test(arguments: [1, 2, 7])
    func takesEveryItemOnce(width: Int) throws {
        let seen = Locked<[Int]>([])
        try WorkerPool(width: width).forEach(1000, context: {}) { _, item in
            seen.withLock { $0.append(item) }
        }
        #expect(seen.withLock { $0.sorted() } == Array(0..<1000))
    }

    @Test func givesEachWorkerAContextOfItsOwn() throws {
        let contexts = Atomic(0)
        let largest = Locked(0)
        try WorkerPool(width: 3).forEach(
            300,
            context: { contexts.add(1, ordering: .relaxed).newValue }
        ) { context, _ in
            largest.withLock { $0 = max($0, context) }
        }
        #expect(contexts.load(ordering: .relaxed) == 3)
        #expect(largest.withLock { $0 } <= 3)
    }

    @Test func stopsAtTheFirstError() throws {
        let calls = Atomic(0)
        #expect(throws: Failure.self) { () throws in
            try WorkerPool(width: 2).forEach(100_000, context: {}) { _, item in
                calls.add(1, ordering: .relaxed)
                if item == 10 { throw Failure() }
            }
        }
        #expect(calls.load(ordering: .relaxed) < 100_000)
    }

    @Test func anErrorOfAContextIsAnErrorOfTheRun() {
        #expect(throws: Failure.self) { () throws in
            try WorkerPool(width: 2).forEach(5, context: { () throws -> Int in throw Failure() }) {
                _,
                _ in
            }
        }
    }

    @Test func hasNothingToDoWithoutItems() throws {
        try WorkerPool(width: 2).forEach(0, context: {}) { _, _ in Issue.record("no item") }
    }
}

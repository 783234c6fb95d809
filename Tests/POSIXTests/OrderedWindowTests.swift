// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

struct OrderedWindowTests {
    private struct Refusal: Error, Equatable {
        let number: Int
    }

    @Test func handsOnWhatComesOutOfOrder() throws {
        let taken = Locked<[String]>([])
        let window = OrderedWindow<String>(budget: 100) { text in taken.withLock { $0.append(text) }
        }
        try window.submit(2, "c", cost: 1)
        try window.submit(1, "b", cost: 1)
        #expect(taken.withLock { $0 } == [])
        try window.submit(0, "a", cost: 1)
        #expect(taken.withLock { $0 } == ["a", "b", "c"])
        try window.submit(3, "d", cost: 1)
        #expect(taken.withLock { $0 } == ["a", "b", "c", "d"])
    }

    @Test func beginsWhereItIsTold() throws {
        let taken = Locked<[Int]>([])
        let window = OrderedWindow<Int>(first: 7, budget: 100) { n in
            taken.withLock { $0.append(n) }
        }
        try window.submit(8, 8, cost: 1)
        try window.submit(7, 7, cost: 1)
        #expect(taken.withLock { $0 } == [7, 8])
    }

    @Test(arguments: [1, 3, 8, 1000])
    func keepsTheOrderOfManyWorkers(budget: Int) throws {
        let taken = Locked<[Int]>([])
        let isBusy = Locked(false)
        let overlaps = Locked(0)
        let window = OrderedWindow<Int>(budget: budget) { number in
            if isBusy.withLock({ busy in
                defer { busy = true }
                return busy
            }) {
                overlaps.withLock { $0 += 1 }
            }
            taken.withLock { $0.append(number) }
            isBusy.withLock { $0 = false }
        }
        try WorkerPool(width: 6).forEach(2000, context: {}) { _, number in
            try window.submit(number, number, cost: 1 + number % 3)
        }
        #expect(taken.withLock { $0 } == Array(0..<2000))
        #expect(overlaps.withLock { $0 } == 0)
    }

    @Test func takesTheNextElementWhateverItCosts() throws {
        let taken = Locked<[Int]>([])
        let window = OrderedWindow<Int>(budget: 10) { n in taken.withLock { $0.append(n) } }
        try window.submit(1, 1, cost: 10)
        try window.submit(0, 0, cost: 1_000_000)
        try window.submit(2, 2, cost: 11)
        #expect(taken.withLock { $0 } == [0, 1, 2])
    }

    @Test func makesWhoBringsTooMuchWait() throws {
        let taken = Locked<[Int]>([])
        let hasReturned = Locked(false)
        let window = OrderedWindow<Int>(budget: 2) { n in taken.withLock { $0.append(n) } }
        try window.submit(1, 1, cost: 2)
        let worker = try Thread(named: "worker") {
            try? window.submit(2, 2, cost: 1)
            hasReturned.withLock { $0 = true }
        }
        // The window is full until element 0 comes, so the worker cannot have returned before.
        for _ in 0..<1000 { #expect(hasReturned.withLock { $0 } == false) }
        try window.submit(0, 0, cost: 1)
        worker.join()
        #expect(hasReturned.withLock { $0 })
        #expect(taken.withLock { $0 } == [0, 1, 2])
    }

    @Test func tellsEveryWorkerTheFirstErrorOfItsConsumer() throws {
        let taken = Locked<[Int]>([])
        let window = OrderedWindow<Int>(budget: 2) { number in
            if number == 1 { throw Refusal(number: number) }
            taken.withLock { $0.append(number) }
        }
        try window.submit(1, 1, cost: 2)
        let sleeperError = Locked<(any Error)?>(nil)
        // It costs more than the budget, so that only the error can wake it for good.
        let sleeper = try Thread(named: "sleeper") {
            do {
                try window.submit(3, 3, cost: 3)
            } catch {
                sleeperError.withLock { $0 = error }
            }
        }
        #expect(throws: Refusal(number: 1)) { try window.submit(0, 0, cost: 1) }
        sleeper.join()
        #expect(sleeperError.withLock { $0 as? Refusal } == Refusal(number: 1))
        #expect(throws: Refusal(number: 1)) { try window.submit(2, 2, cost: 1) }
        #expect(taken.withLock { $0 } == [0])
    }

    @Test func endsEveryCallWhenItIsClosed() throws {
        let taken = Locked<[Int]>([])
        let window = OrderedWindow<Int>(budget: 1) { n in taken.withLock { $0.append(n) } }
        try window.submit(1, 1, cost: 1)
        let failures = Locked(0)
        let sleepers = try (2..<5).map { number in
            try Thread(named: "sleeper") {
                do {
                    try window.submit(number, number, cost: 1)
                } catch {
                    failures.withLock { $0 += 1 }
                }
            }
        }
        window.close(Refusal(number: -1))
        window.close(Refusal(number: -2))
        for sleeper in sleepers { sleeper.join() }
        #expect(failures.withLock { $0 } == 3)
        #expect(throws: Refusal(number: -1)) { try window.submit(0, 0, cost: 1) }
        #expect(taken.withLock { $0 } == [])
    }
}

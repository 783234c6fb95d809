// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

struct ByteBudgetTests {
    private struct Failure: Error {}

    /// What is held at once, and the most that ever was.
    private struct Held {
        var now = 0
        var most = 0

        mutating func add(_ bytes: Int) {
            now += bytes
            most = max(most, now)
        }
    }

    @Test(arguments: [1, 2, 8], [1, 10, 100])
    func neverGivesMoreThanTheBudgetAndOneItem(workers: Int, limit: Int) throws {
        let budget = ByteBudget(bytes: limit)
        let held = Locked(Held())
        try WorkerPool(width: workers).forEach(3_000, context: {}) { _, number in
            let wish = 1 + number * 7 % 12
            budget.withShare(of: number) { share in
                share.charge(wish)
                held.withLock { $0.add(wish) }
                held.withLock { $0.now -= wish }
            }
        }
        #expect(held.withLock { $0.now } == 0)
        #expect(held.withLock { $0.most } <= limit + 12)
    }

    @Test func givesNothingToOthersWhileALargeItemIsAtWork() throws {
        let budget = ByteBudget(bytes: 10)
        let log = Locked<[String]>([])
        let (isHeld, asks) = (Bell(), Bell())
        try WorkerPool(width: 2).forEach(2, context: {}) { _, number in
            budget.withShare(of: number) { share in
                if number == 0 {
                    share.charge(11)
                    isHeld.ring()
                    asks.wait()
                    log.withLock { $0.append("the large one ends") }
                } else {
                    isHeld.wait()
                    asks.ring()
                    share.charge(1)
                    log.withLock { $0.append("the small one begins") }
                }
            }
        }
        #expect(log.withLock { $0 } == ["the large one ends", "the small one begins"])
    }

    /// The younger items hold all of the budget and wait for the oldest, which asks for more.
    @Test(arguments: [2, 4, 16])
    func movesOnWhereAWindowKeepsTheYoungerWaiting(workers: Int) throws {
        let budget = ByteBudget(bytes: 4)
        let taken = Locked<[Int]>([])
        let window = OrderedWindow<Int>(budget: 1) { n in taken.withLock { $0.append(n) } }
        try WorkerPool(width: workers).forEach(1_000, context: {}) { _, number in
            try budget.withShare(of: number) { share in
                share.charge(1)
                share.charge(number % 5)
                try window.submit(number, number, cost: 1)
            }
        }
        #expect(taken.withLock { $0 } == Array(0..<1_000))
    }

    @Test func givesBackWhatAFailedItemHeld() throws {
        let budget = ByteBudget(bytes: 5)
        for number in 0..<10 {
            #expect(throws: Failure.self) { () throws in
                try budget.withShare(of: number) { share in
                    share.charge(5)
                    throw Failure()
                }
            }
        }
        // Items 11 and 12 are not the oldest, so they get no more than there is.
        budget.withShare(of: 11) { share in share.charge(5) }
        budget.withShare(of: 12) { share in share.charge(5) }
    }
}

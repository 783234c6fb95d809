// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

struct MemoryPoolTests {
    /// What is held at once, and the most that ever was.
    private struct Held {
        var now = 0
        var most = 0

        mutating func add(_ bytes: Int) {
            now += bytes
            most = max(most, now)
        }
    }

    /// A budget's items keep to their part of the pool, the oldest to the rest, and loose work to
    /// what is left: together they never hold more than all of it.
    @Test(arguments: [2, 8])
    func isNeverOverdrawnByOneBudgetAndLooseWork(workers: Int) throws {
        let pool = MemoryPool(bytes: 100)
        let budget = ByteBudget(bytes: 20, from: pool)
        let held = Locked(Held())
        @Sendable func use(_ bytes: Int) {
            held.withLock { $0.add(bytes) }
            held.withLock { $0.now -= bytes }
        }
        try WorkerPool(width: 2).forEach(2, context: {}) { _, side in
            try WorkerPool(width: workers).forEach(2_000, context: {}) { _, number in
                let wish = 1 + number * 7 % 80
                if side == 0 {
                    budget.withShare(of: number) { share in
                        share.charge(wish)
                        use(wish)
                    }
                } else {
                    pool.withRoom(for: wish) { use(wish) }
                }
            }
        }
        #expect(held.withLock { $0.most } <= 100)
        #expect(held.withLock { $0.now } == 0)
    }

    @Test func letsTheOldestItemWaitForLooseWorkAlone() throws {
        let pool = MemoryPool(bytes: 10)
        let budget = ByteBudget(bytes: 5, from: pool)
        let log = Locked<[String]>([])
        let (isHeld, asks) = (Bell(), Bell())
        try WorkerPool(width: 2).forEach(2, context: {}) { _, side in
            if side == 0 {
                pool.withRoom(for: 8) {
                    isHeld.ring()
                    asks.wait()
                    log.withLock { $0.append("the loose work ends") }
                }
            } else {
                isHeld.wait()
                budget.withShare(of: 0) { share in
                    asks.ring()
                    share.charge(9)
                    log.withLock { $0.append("the oldest begins") }
                }
            }
        }
        #expect(log.withLock { $0 } == ["the loose work ends", "the oldest begins"])
    }

    /// Two budgets whose items hold some and ask for more: neither waits for the other for ever.
    @Test(arguments: [2, 4])
    func movesOnWithSeveralBudgets(workers: Int) throws {
        let pool = MemoryPool(bytes: 10)
        let done = Locked(0)
        try WorkerPool(width: 2).forEach(2, context: {}) { _, _ in
            let budget = ByteBudget(bytes: 4, from: pool)
            let window = OrderedWindow<Int>(budget: 1) { _ in done.withLock { $0 += 1 } }
            try WorkerPool(width: workers).forEach(500, context: {}) { _, number in
                try budget.withShare(of: number) { share in
                    share.charge(1 + number % 3)
                    share.charge(number % 9)
                    try window.submit(number, number, cost: 1)
                }
            }
        }
        #expect(done.withLock { $0 } == 1_000)
    }

    @Test func givesBackWhatFailedWorkHeld() throws {
        struct Failure: Error {}
        let pool = MemoryPool(bytes: 5)
        for _ in 0..<3 {
            #expect(throws: Failure.self) { () throws in
                try pool.withRoom(for: 5) { () throws in throw Failure() }
            }
        }
        pool.withRoom(for: 9) {}
    }
}

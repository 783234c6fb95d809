// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

struct WorkerPoolTests {
    private struct Refusal: Error, Equatable {
        let item: Int
    }

    @Test(arguments: [(1, 50), (4, 1000), (8, 3), (4, 0)])
    func givesEachItemToOneWorker(width: Int, count: Int) throws {
        let items = Locked<[Int]>([])
        let contexts = Locked(0)
        try WorkerPool(width: width).forEach(
            count,
            context: { contexts.withLock { $0 += 1 } },
            { _, item in items.withLock { $0.append(item) } }
        )
        #expect(items.withLock { $0.sorted() } == Array(0..<count))
        #expect(contexts.withLock { $0 } == min(width, count))
    }

    @Test func keepsAWorkersContextFromItemToItem() throws {
        final class Tally {
            var items: [Int] = []
        }
        let tallies = Locked<[[Int]]>([])
        try WorkerPool(width: 3).forEach(
            300,
            context: { Tally() },
            { tally, item in
                tally.items.append(item)
                if item >= 297 { tallies.withLock { $0.append(tally.items) } }
            }
        )
        // Items are taken in order, so each worker's are ascending.
        #expect(tallies.withLock { $0 }.allSatisfy { $0 == $0.sorted() })
    }

    @Test func worksAtOnceOnAsManyItemsAsItIsWide() throws {
        let bell = Bell()
        // Ends only if both items are worked on at once: each waits for the other's ring.
        let rings = Locked(0)
        try WorkerPool(width: 2).forEach(2, context: {}) { _, _ in
            if rings.withLock({
                $0 += 1
                return $0 == 2
            }) {
                bell.ring()
                bell.ring()
            }
            bell.wait()
        }
        #expect(rings.withLock { $0 } == 2)
    }

    @Test func stopsAtTheFirstError() throws {
        let items = Locked<[Int]>([])
        #expect(throws: Refusal(item: 3)) {
            try WorkerPool(width: 1).forEach(100, context: {}) { _, item in
                items.withLock { $0.append(item) }
                if item == 3 { throw Refusal(item: item) }
            }
        }
        #expect(items.withLock { $0 } == [0, 1, 2, 3])
    }

    @Test func reportsAContextThatCannotBeMade() throws {
        let items = Locked(0)
        #expect(throws: Refusal(item: -1)) {
            try WorkerPool(width: 2).forEach(
                10,
                context: { throw Refusal(item: -1) },
                { (_: inout Int, _) in items.withLock { $0 += 1 } }
            )
        }
        #expect(items.withLock { $0 } == 0)
    }

    @Test func knowsTheMachinesWidth() {
        #expect(WorkerPool.machineWidth >= 1)
    }
}

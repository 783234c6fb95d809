// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

struct WorkQueueTests {
    @Test func runsBlocksAtOnceOnAConcurrentQueue() {
        let queue = WorkQueue(concurrent: "test.concurrent")
        let (first, second, done) = (Bell(), Bell(), Bell())
        queue.async {
            first.wait()
            second.ring()
            done.ring()
        }
        queue.async {
            first.ring()
            second.wait()
            done.ring()
        }
        done.wait()
        done.wait()
    }

    /// More than any machine's processors: Dispatch must not wait for one of them to be free.
    @Test func runsBlocksAlsoWhenManyOthersWait() {
        let queue = WorkQueue(concurrent: "test.concurrent")
        let (gate, begun) = (Bell(), Bell())
        for _ in 0..<32 {
            queue.async {
                begun.ring()
                gate.wait()
            }
        }
        for _ in 0..<32 { begun.wait() }
        for _ in 0..<32 { gate.ring() }
    }

    @Test func keepsTheOrderOnASerialQueue() {
        let queues = (0..<4).map { WorkQueue(serial: "test.serial \($0)") }
        let order = Locked<[[Int]]>(Array(repeating: [], count: 4))
        let done = Bell()
        for number in 0..<200 {
            for (index, queue) in queues.enumerated() {
                queue.async {
                    order.withLock { $0[index].append(number) }
                    if number == 199 { done.ring() }
                }
            }
        }
        for _ in queues { done.wait() }
        #expect(order.withLock { $0 } == Array(repeating: Array(0..<200), count: 4))
    }
}

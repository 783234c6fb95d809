// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Glibc
internal import Synchronization

/// A fixed number of workers on Dispatch that share out numbered items.
package struct WorkerPool: Sendable {
    /// How many items are worked on at once.
    package let width: Int
    /// How much is done; the copies of a pool share it.
    package let meter = WorkMeter()

    /// - Parameter width: at least 1.
    package init(width: Int) {
        precondition(width >= 1, "a pool has a worker")
        self.width = width
    }

    /// The processors of this machine that are online, at least 1.
    package static var machineWidth: Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    /// Calls `body` once for each of the items 0 ..< count, which workers take in this order.
    ///
    /// The caller's thread waits, so it must not be the event loop or a cooperative thread.
    /// Utility priority keeps rendering behind the threads that answer requests.
    ///
    /// - Parameters:
    ///   - makeContext: what a worker keeps from item to item; made on the worker, never shared.
    ///   - body: after it has thrown once, no worker takes another item.
    /// - Throws: the first error of `makeContext` or `body`.
    package func forEach<Context>(
        _ count: Int,
        context makeContext: @escaping @Sendable () throws -> Context,
        _ body: @escaping @Sendable (inout Context, Int) throws -> Void
    ) throws {
        let share = Share(count: count)
        let queue = DispatchQueue(
            label: "equipoise.workers",
            qos: .utility,
            attributes: .concurrent
        )
        let group = DispatchGroup()
        for _ in 0..<min(width, count) {
            queue.async(group: group) {
                do {
                    var context = try makeContext()
                    while let item = share.take() {
                        try meter.measure { try body(&context, item) }
                    }
                } catch {
                    share.fail(error)
                }
            }
        }
        group.wait()
        if let failure = share.failure { throw failure }
    }

    /// The items that are left, and what went wrong first.
    private final class Share: Sendable {
        private let count: Int
        private let next = Atomic(0)
        private let firstFailure = Locked<(any Error)?>(nil)

        init(count: Int) {
            self.count = count
        }

        func take() -> Int? {
            let item = next.add(1, ordering: .relaxed).oldValue
            return item < count ? item : nil
        }

        func fail(_ error: any Error) {
            firstFailure.withLock { $0 = $0 ?? error }
            next.store(count, ordering: .relaxed)
        }

        var failure: (any Error)? { firstFailure.withLock { $0 } }
    }
}

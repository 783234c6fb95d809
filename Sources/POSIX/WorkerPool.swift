// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Glibc

/// A fixed number of workers on Dispatch that take the items 0 ..< n in order.
package struct WorkerPool: Sendable {
    /// How many items are worked on at once.
    package let width: Int

    /// - Parameter width: at least 1.
    package init(width: Int) {
        precondition(width >= 1, "a pool has a worker")
        self.width = width
    }

    /// The processors this process may run on, at least 1.
    package static var machineWidth: Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }

    /// Runs `body` once on each worker, at the same time, and waits for all of them.
    ///
    /// The caller's thread waits, so it must not be the event loop or a cooperative thread.
    /// Utility priority keeps rendering behind the threads that answer requests.
    package func run(_ body: @escaping @Sendable (_ worker: Int) -> Void) {
        let queue = DispatchQueue(
            label: "equipoise.workers",
            qos: .utility,
            attributes: .concurrent
        )
        let group = DispatchGroup()
        for worker in 0..<width {
            queue.async(group: group) { body(worker) }
        }
        group.wait()
    }
}

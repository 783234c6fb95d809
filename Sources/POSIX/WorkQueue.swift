// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch

/// A Dispatch queue for work that may wait: disk, store, and whatever the event loop must not do.
///
/// Everything runs on serial queues without a target, because those overcommit: they get a thread
/// at once, also when as many others wait as there are processors. A concurrent queue would get
/// one more a second, and two slow disks would hold up every answer on a machine of two.
/// Priority is above that of rendering, so that answers do not wait behind pixels.
package struct WorkQueue: Sendable {
    private let label: String
    /// Nil where blocks need no order.
    private let serial: DispatchQueue?

    /// A queue that runs any number of blocks at once.
    package init(concurrent label: String) {
        self.label = label
        serial = nil
    }

    /// A queue that runs one block after the other.
    package init(serial label: String) {
        self.label = label
        serial = DispatchQueue(label: label, qos: .userInitiated)
    }

    /// Runs a block later, and returns at once.
    package func async(_ body: @escaping @Sendable () -> Void) {
        let queue = serial ?? DispatchQueue(label: label, qos: .userInitiated)
        queue.async(execute: body)
    }

    /// Waits until all blocks given so far are done; only of a queue with an order.
    package func wait() {
        precondition(serial != nil, "blocks without an order have no end")
        serial?.sync {}
    }
}

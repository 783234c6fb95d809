// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch

/// A Dispatch queue for work that may wait: disk, store, and whatever the event loop must not do.
package struct WorkQueue: Sendable {
    private let queue: DispatchQueue

    /// A queue that runs any number of blocks at once.
    ///
    /// Its priority is above that of rendering, so that answers do not wait behind pixels.
    package init(concurrent label: String) {
        queue = DispatchQueue(label: label, qos: .userInitiated, attributes: .concurrent)
    }

    /// A queue that runs one block after the other, on the threads of another queue.
    package init(serial label: String, on target: WorkQueue) {
        queue = DispatchQueue(label: label, target: target.queue)
    }

    /// Runs a block later, and returns at once.
    package func async(_ body: @escaping @Sendable () -> Void) {
        queue.async(execute: body)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import POSIX

/// How many jobs wait, as far as was last known: a number that the event loop may read.
final class QueueGauge: Sendable {
    private let store: JobStore
    private let queued = Locked(0)

    init(_ store: JobStore) {
        self.store = store
    }

    var depth: Int { queued.withLock { $0 } }

    /// Asks the store, which the event loop must not do.
    ///
    /// When the store cannot be read, the last number stays.
    func refresh() {
        guard let counts = try? store.counts() else { return }
        queued.withLock { $0 = counts[.queued] ?? 0 }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import POSIX

/// How many jobs wait and how fast they go, as far as is known: numbers the event loop may read.
final class QueueGauge: Sendable {
    private struct Reading {
        var depth = 0
        var pace = Pace()
    }

    private let store: JobStore
    private let reading = Locked(Reading())

    init(_ store: JobStore) {
        self.store = store
    }

    var depth: Int { reading.withLock { $0.depth } }

    /// Asks the store, which the event loop must not do.
    ///
    /// When the store cannot be read, the last number stays.
    func refresh() {
        guard let counts = try? store.counts() else { return }
        reading.withLock { $0.depth = counts[.queued] ?? 0 }
    }

    /// Takes note of a job that no longer runs.
    func ended(after nanoseconds: UInt64) {
        reading.withLock { $0.pace.took(Double(nanoseconds) / 1e9) }
    }

    /// In how many seconds the jobs that wait now may be done; they run one at a time.
    func retryAfter(jitter: Double = .random(in: 0..<1)) -> Int {
        reading.withLock { $0.pace.retryAfter(ahead: $0.depth, atOnce: 1, jitter: jitter) }
    }
}

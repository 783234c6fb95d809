// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import POSIX

/// How many jobs wait and how fast they go, and what each tenant takes up, as far as is known:
/// numbers that the event loop may read.
final class QueueGauge: Sendable {
    private struct State {
        var reading = QueueReading()
        var pace = Pace()
    }

    private let store: JobStore
    private let countsBytes: Bool
    private let state = Locked(State())

    /// - Parameter countsBytes: whether anybody asks for what tenants store.
    init(_ store: JobStore, countsBytes: Bool) {
        self.store = store
        self.countsBytes = countsBytes
    }

    var depth: Int { state.withLock { $0.reading.depth } }

    func usage(of tenant: String) -> TenantUsage {
        state.withLock { $0.reading.usage[tenant] ?? TenantUsage() }
    }

    /// Asks the store, which the event loop must not do.
    ///
    /// When the store cannot be read, the last numbers stay.
    func refresh() {
        let ticket = state.withLock { $0.reading.begin() }
        guard let counts = try? store.counts(),
            let usage = try? store.usage(countsBytes: countsBytes)
        else { return }
        state.withLock { $0.reading.end(ticket, depth: counts[.queued] ?? 0, usage: usage) }
    }

    /// Takes note of a job that has succeeded; one that was cancelled, parked or failed tells
    /// nothing of how long the others take.
    func succeeded(after nanoseconds: UInt64) {
        state.withLock { $0.pace.took(Double(nanoseconds) / 1e9) }
    }

    /// In how many seconds the jobs that wait now may be done; they run one at a time.
    func retryAfter(jitter: Double = .random(in: 0..<1)) -> Int {
        state.withLock { state in
            state.pace.retryAfter(ahead: state.reading.depth, atOnce: 1, jitter: jitter)
        }
    }

    /// The same of the jobs of one tenant.
    func retryAfter(of tenant: String, jitter: Double = .random(in: 0..<1)) -> Int {
        let ahead = usage(of: tenant).queuedJobs
        return state.withLock { $0.pace.retryAfter(ahead: ahead, atOnce: 1, jitter: jitter) }
    }
}

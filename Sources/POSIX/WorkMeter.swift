// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// How much a ``WorkerPool`` does, for those who watch it.
package final class WorkMeter: Sendable {
    private let nanoseconds = Atomic<UInt64>(0)
    private let working = Atomic(0)

    package init() {}

    /// Nanoseconds that workers have spent on items that are done, all workers together.
    package var busyNanoseconds: UInt64 { nanoseconds.load(ordering: .relaxed) }
    /// Workers that have an item at this moment.
    package var busyWorkers: Int { working.load(ordering: .relaxed) }

    /// Counts the time that `body` takes.
    func measure(_ body: () throws -> Void) rethrows {
        working.add(1, ordering: .relaxed)
        let start = Clock.monotonicNanoseconds()
        defer {
            nanoseconds.add(Clock.monotonicNanoseconds() - start, ordering: .relaxed)
            working.subtract(1, ordering: .relaxed)
        }
        try body()
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import POSIX
internal import Pipeline

/// Writes a running job's progress to the store, about once a second.
final class JobReporter: Sendable {
    private static let interval: UInt64 = 1_000_000_000

    private struct State {
        var total: Int64 = 0
        var lastReport: UInt64 = 0
        var hasLostJob = false
    }

    private let store: JobStore
    private let job: JobRecord
    private let state = Locked(State())

    init(store: JobStore, job: JobRecord) {
        self.store = store
        self.job = job
    }

    /// Whether the store says that the job is no longer ours: cancelled, or claimed again.
    var hasLostJob: Bool { state.withLock { $0.hasLostJob } }

    func phase(_ phase: PipelineObserver.Phase) {
        guard let phase = JobPhase(rawValue: phase.rawValue) else { return }
        // Planning tells its own end, and rendering begins with it.
        if phase == .rendering { return }
        let total = phase == .packing ? state.withLock { $0.total } : 0
        keep {
            try store.report(job.id, fence: job.fence, phase: phase, done: total, total: total)
        }
    }

    func planned(_ summary: PlanSummary) {
        state.withLock { $0.total = Int64(summary.planned) }
        keep {
            try store.planned(
                job.id,
                fence: job.fence,
                images: summary.images,
                ignored: summary.ignored,
                summary: summary.members,
                total: Int64(summary.planned)
            )
        }
    }

    func rendered(_ done: Int, _ total: Int) {
        let now = Clock.monotonicNanoseconds()
        let isDue = state.withLock { state in
            guard now - state.lastReport >= Self.interval else { return false }
            state.lastReport = now
            return true
        }
        guard isDue else { return }
        keep {
            try store.report(
                job.id,
                fence: job.fence,
                phase: .rendering,
                done: Int64(done),
                total: Int64(total)
            )
        }
    }

    /// A tick that cannot be written is no reason to end the job; the last write will tell.
    private func keep(_ write: () throws -> Bool) {
        let isOurs = (try? write()) ?? true
        if !isOurs { state.withLock { $0.hasLostJob = true } }
    }
}

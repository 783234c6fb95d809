// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a job tells while it runs, and how it is told to stop.
///
/// Called from worker threads, so the closures must not wait for long.
package struct PipelineObserver: Sendable {
    /// The phases of a running job, in their order; the second plan goes back to `planning`.
    package enum Phase: String, Sendable {
        case inspecting, planning, rendering, packing
    }

    /// A phase begins.
    package var phase: @Sendable (Phase) -> Void
    /// The plan is made, or made again after images turned out to be bad.
    package var planned: @Sendable (PlanSummary) -> Void
    /// A job that has a journal goes on with what an earlier attempt has left, or cannot.
    package var resumed: @Sendable (Resumption) -> Void
    /// A crash from now on costs no more than the steps behind this one of the pass.
    package var checkpointed: @Sendable (_ step: Int) -> Void
    /// So many of the plan's images are in the archive.
    package var rendered: @Sendable (_ done: Int, _ total: Int) -> Void
    /// Asked between images; true ends the job with ``PipelineError/stopped``.
    package var shouldStop: @Sendable () -> Bool
    /// Gives a worker a place of its own to write down which image it has in hand.
    package var place: @Sendable () -> Note

    /// Takes the position of the zip's entry before the first of an image's bytes is looked at,
    /// and nil when its last pixel has been; called by one worker alone.
    package typealias Note = @Sendable (_ entry: Int?) -> Void

    /// An observer; what is not given is not told.
    package init(
        phase: @escaping @Sendable (Phase) -> Void = { _ in },
        planned: @escaping @Sendable (PlanSummary) -> Void = { _ in },
        resumed: @escaping @Sendable (Resumption) -> Void = { _ in },
        checkpointed: @escaping @Sendable (_ step: Int) -> Void = { _ in },
        rendered: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in },
        shouldStop: @escaping @Sendable () -> Bool = { false },
        place: @escaping @Sendable () -> Note = { { _ in } }
    ) {
        self.phase = phase
        self.planned = planned
        self.resumed = resumed
        self.checkpointed = checkpointed
        self.rendered = rendered
        self.shouldStop = shouldStop
        self.place = place
    }

    /// What an attempt at a job finds of the one before.
    package enum Resumption: Sendable, Hashable {
        /// So many of the plan's images are in the archive already, which has so many bytes.
        case archive(images: Int, total: Int, bytes: UInt64)
        /// So many of the sources have been looked at in search of bad ones.
        case search(sources: Int, total: Int)
        /// What is left cannot be used, for the reason given: the pass starts from nothing.
        case anew(reason: String)
    }

    /// - Throws: ``PipelineError/stopped`` when the job is to end.
    func checkStop() throws(PipelineError) {
        if shouldStop() { throw .stopped }
    }
}

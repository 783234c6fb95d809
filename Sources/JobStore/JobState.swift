// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Where a job stands.
///
///              claim            succeed              expire
///     queued ---------> running -------> succeeded --------> expired
///      |  ^              | | |
///      |  +--------------+ | +---------> failed
///      |   park, restart   |     fail
///      |                   | cancel
///      |                   v
///      |               cancelling ----+
///      |                              | stop, restart
///      |            cancel            v
///      +--------------------------> cancelled
///
/// A job that waits after the process died of it again and again is condemned: `failed`.
///
/// Cancel wins: a job that is `cancelling` neither succeeds nor fails nor goes back to the queue.
package enum JobState: String, Sendable, CaseIterable {
    /// Waits for its turn.
    case queued
    /// A worker has claimed it.
    case running
    /// Someone cancelled it while it ran; the workers have not stopped yet.
    case cancelling
    /// Done; there is an archive.
    case succeeded
    /// Done; there is an error instead of an archive.
    case failed
    /// Given up because someone asked for it.
    case cancelled
    /// Was `succeeded`; its archive has been removed since.
    case expired

    /// Whether no worker will touch the job any more.
    package var isFinal: Bool {
        switch self {
        case .queued, .running, .cancelling: false
        case .succeeded, .failed, .cancelled, .expired: true
        }
    }

    /// The state after an event; nil where the event may not happen.
    package func after(_ event: JobEvent) -> JobState? {
        switch (self, event) {
        case (.queued, .claim): .running
        case (.queued, .cancel): .cancelled
        case (.queued, .condemn): .failed
        case (.running, .succeed): .succeeded
        case (.running, .fail): .failed
        case (.running, .cancel): .cancelling
        case (.running, .park), (.running, .restart): .queued
        case (.cancelling, .stop), (.cancelling, .restart): .cancelled
        case (.succeeded, .expire): .expired
        default: nil
        }
    }
}

/// What can happen to a job.
package enum JobEvent: Sendable, CaseIterable {
    /// A worker takes it.
    case claim
    /// Its archive is complete and on the disk.
    case succeed
    /// It cannot be done.
    case fail
    /// Someone no longer wants it.
    case cancel
    /// The workers of a cancelled job have stopped.
    case stop
    /// The service shuts down and puts the job back.
    case park
    /// The service starts and finds what a former process left.
    case restart
    /// The service finds that the process has died of it too often.
    case condemn
    /// The archive's time is over.
    case expire
}

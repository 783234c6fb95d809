// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What cancelling a job came to.
package enum CancelOutcome: Hashable, Sendable {
    /// The job was waiting and is cancelled.
    case cancelled
    /// The job was running, or cancelled before: its workers still have to stop.
    case cancelling
    /// The job had come to its end before and stays as it is.
    case alreadyFinal(JobState)
    /// There is no such job.
    case notFound
}

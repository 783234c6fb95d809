// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import JobStore

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

/// The halves of withdrawing a job, for tests that are about one of them.
extension TenantStore {
    package func cancel(_ id: String, now: Int64) throws(JobStoreError) -> CancelOutcome {
        switch try withdraw(id, now: now, if: { !$0.state.isFinal }) {
        case .cancelled: return .cancelled
        case .cancelling: return .cancelling
        case .refused(let job): return .alreadyFinal(job.state)
        case .notFound: return .notFound
        case .deleted: preconditionFailure("only what is final is deleted")
        }
    }

    package func delete(_ id: String) throws(JobStoreError) -> DeletedJob? {
        switch try withdraw(id, now: 0, if: \.state.isFinal) {
        case .deleted(let deleted): return deleted
        case .refused, .notFound: return nil
        case .cancelled, .cancelling: preconditionFailure("only what is not final is cancelled")
        }
    }
}

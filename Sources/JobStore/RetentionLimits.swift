// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How long the store keeps what is finished, in milliseconds; nil for ever.
///
/// The limits in force count for old rows too: the store stamps them all when it opens.
package struct RetentionLimits: Hashable, Sendable {
    /// Of an archive, from the end of its job.
    package var archives: Int64?
    /// Of a dataset, from its last use.
    package var datasets: Int64?
    /// Of a job's row, from the end of the job.
    package var jobs: Int64?
    /// Of what a request with a key has made, from the request.
    package var keys: Int64?

    package init() {}

    /// Of a job that has succeeded: its archive goes with its row at the latest.
    var succeeded: Int64? {
        guard let archives, let jobs else { return archives ?? jobs }
        return min(archives, jobs)
    }

    /// When something of a job goes: the archive of one that has succeeded, else the row.
    func expiry(of state: JobState, finishedAt: Int64) -> Int64? {
        (state == .succeeded ? succeeded : jobs).map { finishedAt + $0 }
    }
}

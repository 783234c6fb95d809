// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension JobStore {
    /// Ends a cancelled job once its workers have stopped and its files are removed.
    ///
    /// - Returns: false when the job was not being cancelled, or not under this fence.
    package func cancelled(_ id: String, fence: Int64, now: Int64) throws(JobStoreError) -> Bool {
        try changeJobs(.ends) { (connection, changed) throws(JobStoreError) in
            let isDone =
                try connection.change(
                    """
                    UPDATE jobs SET state = 'cancelled', phase = NULL, finished_at = ?3,
                        expires_at = ?4, revision = revision + 1
                    WHERE id = ?1 AND fence = ?2 AND state = 'cancelling'
                    """,
                    [
                        .text(id), .integer(fence), .integer(now),
                        SQLiteValue(limits.retention.expiry(of: .cancelled, finishedAt: now)),
                    ]
                ) == 1
            if isDone { changed = [id] }
            return isDone
        }
    }

    /// Takes over what a former process left unfinished; to be called once, before any claim.
    ///
    /// Running jobs go back to their place in the queue, with their attempts counted; jobs that
    /// were being cancelled are cancelled.
    ///
    /// - Returns: the jobs that changed, as they are now, the oldest first.
    package func recover(now: Int64) throws(JobStoreError) -> [JobRecord] {
        try changeJobs(.ends) { (connection, changed) throws(JobStoreError) in
            let jobs = try connection.jobs(
                """
                UPDATE jobs SET revision = revision + 1, phase = NULL,
                    finished_at = iif(state = 'cancelling', ?1, NULL),
                    expires_at = iif(state = 'cancelling', ?2, NULL),
                    started_at = iif(state = 'cancelling', started_at, NULL),
                    state = iif(state = 'cancelling', 'cancelled', 'queued')
                WHERE state IN ('running', 'cancelling')
                RETURNING \(JobRecord.columns)
                """,
                [
                    .integer(now),
                    SQLiteValue(limits.retention.expiry(of: .cancelled, finishedAt: now)),
                ]
            ).sorted { $0.sequence < $1.sequence }
            changed = Set(jobs.map(\.id))
            return jobs
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What asking for a job to go came to.
package enum Withdrawal: Hashable, Sendable {
    /// The job was waiting and is cancelled.
    case cancelled(JobRecord)
    /// The job was running, or cancelled before: its workers still have to stop.
    case cancelling(JobRecord)
    /// The job was done, and is no more.
    case deleted(DeletedJob)
    /// The condition does not hold of the job, and nothing has happened.
    case refused(JobRecord)
    /// There is no such job.
    case notFound
}

extension TenantStore {
    /// Cancels a job that is not done, or removes one that is, if a condition holds of it.
    ///
    /// All of it is one transaction: the job cannot change between the look and the deed. Once it
    /// is `cancelling`, its worker's writes return false, and it answers with
    /// ``JobStore/cancelled(_:fence:now:)``; to withdraw it once more changes nothing.
    ///
    /// - Parameter condition: is told the job as it is; must be quick.
    package func withdraw(
        _ id: String,
        now: Int64,
        if condition: (JobRecord) -> Bool = { _ in true }
    ) throws(JobStoreError) -> Withdrawal {
        try changeJobs(.ends) { (connection, changed) throws(JobStoreError) in
            var hasChanged = true
            let outcome = try connection.transaction { () throws(JobStoreError) -> Withdrawal in
                guard let job = try connection.job(id, of: tenancy) else { return .notFound }
                guard condition(job) else { return .refused(job) }
                if let deleted = try connection.deleteJob(id, of: tenancy) {
                    return .deleted(deleted)
                }
                let expiry = limits.retention.expiry(of: .cancelled, finishedAt: now)
                hasChanged = try connection.cancel(id, of: tenancy, now: now, expiresAt: expiry)
                let after = try connection.job(id, of: tenancy) ?? job
                return after.state == .cancelled ? .cancelled(after) : .cancelling(after)
            }
            switch outcome {
            case .cancelled, .cancelling, .deleted: if hasChanged { changed = [id] }
            case .refused, .notFound: break
            }
            return outcome
        }
    }
}

extension Connection {
    /// The job of that name; nil without one.
    func job(_ id: String, of tenancy: Tenancy) throws(JobStoreError) -> JobRecord? {
        try jobs(
            """
            SELECT \(JobRecord.columns) FROM jobs
            WHERE id = ?1 AND (?2 IS NULL OR tenant = ?2)
            """,
            [.text(id), tenancy.filter]
        ).first
    }

    /// Cancels a job that waits, or asks the workers of one that runs to stop.
    ///
    /// - Returns: whether that is new.
    func cancel(
        _ id: String,
        of tenancy: Tenancy,
        now: Int64,
        expiresAt: Int64?
    ) throws(JobStoreError) -> Bool {
        try change(
            """
            UPDATE jobs SET revision = revision + 1,
                finished_at = iif(state = 'queued', ?2, NULL),
                expires_at = iif(state = 'queued', ?4, NULL),
                state = iif(state = 'queued', 'cancelled', 'cancelling')
            WHERE id = ?1 AND state IN ('queued', 'running')
                AND (?3 IS NULL OR tenant = ?3)
            """,
            [.text(id), .integer(now), tenancy.filter, SQLiteValue(expiresAt)]
        ) == 1
    }

    /// Removes a job whose state is final, and its dataset when that is not kept and no other
    /// job refers to it; nil, and nothing happens, when there is none such.
    ///
    /// To be called in a transaction.
    func deleteJob(_ id: String, of tenancy: Tenancy) throws(JobStoreError) -> DeletedJob? {
        let deleted = try jobs(
            """
            DELETE FROM jobs
            WHERE id = ?1 AND state IN ('succeeded', 'failed', 'cancelled', 'expired')
                AND (?2 IS NULL OR tenant = ?2)
            RETURNING \(JobRecord.columns)
            """,
            [.text(id), tenancy.filter]
        ).first
        guard let job = deleted else { return nil }
        let files = try rows(
            """
            DELETE FROM datasets WHERE id = ?1 AND kept = 0
                AND NOT EXISTS (SELECT 1 FROM jobs WHERE dataset_id = ?1)
            RETURNING file
            """,
            [SQLiteValue(job.datasetID)]
        ) { (row) throws(JobStoreError) in row.text() }
        return DeletedJob(job: job, datasetFile: files.first)
    }

    /// Removes a dataset that no unfinished job needs; its jobs refer to none from then on.
    ///
    /// To be called in a transaction. - Returns: the jobs that have lost it.
    func deleteDataset(_ id: String) throws(JobStoreError) -> [String] {
        let widowed = try rows(
            """
            UPDATE jobs SET dataset_id = NULL, revision = revision + 1
            WHERE dataset_id = ?1
            RETURNING id
            """,
            [.text(id)]
        ) { (row) throws(JobStoreError) in row.text() }
        try change("DELETE FROM datasets WHERE id = ?1", [.text(id)])
        return widowed
    }
}

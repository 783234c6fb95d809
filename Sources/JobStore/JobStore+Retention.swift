// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension JobStore {
    /// Gives up the archives whose time is over, the longest overdue first: `succeeded` to
    /// `expired`.
    ///
    /// - Parameters:
    ///   - now: milliseconds since 1970, from a clock that is believed.
    ///   - limit: how many at the most, so that nobody waits long for the store.
    /// - Returns: the jobs whose files are nobody's any more.
    package func expireArchives(now: Int64, limit: Int) throws(JobStoreError) -> [String] {
        try changeJobs(.ends) { (connection, changed) throws(JobStoreError) in
            let ids = try connection.rows(
                """
                UPDATE jobs SET state = 'expired', expires_at = finished_at + ?3,
                    revision = revision + 1
                WHERE sequence IN (
                    SELECT sequence FROM jobs
                    WHERE expires_at <= ?1 AND state = 'succeeded'
                    ORDER BY expires_at LIMIT ?2
                )
                RETURNING id
                """,
                [.integer(now), .integer(Int64(limit)), SQLiteValue(limits.retention.jobs)]
            ) { (row) throws(JobStoreError) in row.text() }
            changed = Set(ids)
            return ids
        }
    }

    /// Removes the jobs whose time is over and which have no archive, as
    /// ``TenantStore/delete(_:)`` does.
    package func expireJobs(now: Int64, limit: Int) throws(JobStoreError) -> [DeletedJob] {
        try changeJobs(.ends) { (connection, changed) throws(JobStoreError) in
            let deleted = try connection.transaction { () throws(JobStoreError) -> [DeletedJob] in
                let ids = try connection.rows(
                    """
                    SELECT id FROM jobs
                    WHERE expires_at <= ?1 AND state IN ('failed', 'cancelled', 'expired')
                    ORDER BY expires_at LIMIT ?2
                    """,
                    [.integer(now), .integer(Int64(limit))]
                ) { (row) throws(JobStoreError) in row.text() }
                var deleted: [DeletedJob] = []
                for id in ids {
                    if let job = try connection.deleteJob(id, of: .everyone) { deleted.append(job) }
                }
                return deleted
            }
            changed = Set(deleted.map(\.job.id))
            return deleted
        }
    }

    /// Removes the datasets that nobody has used for as long as they are kept, as
    /// ``TenantStore/deleteDataset(_:if:)`` does; what an unfinished job needs stays.
    ///
    /// - Returns: the blobs that are nobody's any more.
    package func expireDatasets(now: Int64, limit: Int) throws(JobStoreError) -> [String] {
        guard let kept = limits.retention.datasets else { return [] }
        return try changeJobs(.ends) { (connection, changed) throws(JobStoreError) in
            var widowed: [String] = []
            let files = try connection.transaction { () throws(JobStoreError) -> [String] in
                let old = try connection.datasets(
                    """
                    SELECT \(DatasetRecord.columns) FROM datasets
                    WHERE used_at <= ?1 AND NOT EXISTS (
                        SELECT 1 FROM jobs WHERE dataset_id = datasets.id
                            AND state IN ('queued', 'running', 'cancelling')
                    )
                    ORDER BY used_at LIMIT ?2
                    """,
                    [.integer(now - kept), .integer(Int64(limit))]
                )
                for dataset in old { widowed += try connection.deleteDataset(dataset.id) }
                return old.map(\.file)
            }
            changed = Set(widowed)
            return files
        }
    }

    /// The latest time that any row tells of; nil without rows.
    ///
    /// The machine's clock has shown it once, so it is a measure of what the clock shows now.
    package func newestTime() throws(JobStoreError) -> Int64? {
        try withConnection { (connection) throws(JobStoreError) in
            try connection.rows(
                """
                SELECT max(time) FROM (
                    SELECT max(max(created_at, coalesce(started_at, 0), coalesce(finished_at, 0)))
                        AS time FROM jobs
                    UNION ALL SELECT max(used_at) FROM datasets
                    UNION ALL SELECT max(created_at) FROM idempotency_keys
                )
                """
            ) { (row) throws(JobStoreError) in row.optionalInteger() }.first ?? nil
        }
    }
}

extension Connection {
    /// Has every job that is done say when it goes by these limits, whatever they were before.
    func stamp(_ retention: RetentionLimits) throws(JobStoreError) {
        let expiry = "finished_at + iif(state = 'succeeded', ?1, ?2)"
        try change(
            """
            UPDATE jobs SET expires_at = \(expiry), revision = revision + 1
            WHERE finished_at IS NOT NULL AND expires_at IS NOT \(expiry)
            """,
            [SQLiteValue(retention.succeeded), SQLiteValue(retention.jobs)]
        )
    }
}

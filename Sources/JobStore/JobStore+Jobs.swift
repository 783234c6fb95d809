// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension JobStore {
    /// Puts a job at the end of the queue.
    ///
    /// When this returns the job is durable; before it, its upload has to be.
    ///
    /// - Throws: `JobStoreError` `constraint` when a job has that id already.
    package func submit(_ job: NewJob) throws(JobStoreError) {
        _ = try withConnection { (connection) throws(JobStoreError) in
            try connection.change(
                """
                INSERT INTO jobs (id, state, created_at, options,
                    dataset_file, dataset_bytes, dataset_sha256)
                VALUES (?1, 'queued', ?2, ?3, ?4, ?5, ?6)
                """,
                [
                    .text(job.id), .integer(job.createdAt), .text(job.options),
                    .text(job.datasetFile), .integer(job.datasetBytes), .text(job.datasetSHA256),
                ]
            )
        }
    }

    /// The job of that name; nil without one.
    package func job(_ id: String) throws(JobStoreError) -> JobRecord? {
        try withConnection { (connection) throws(JobStoreError) in
            try connection.jobs("SELECT \(JobRecord.columns) FROM jobs WHERE id = ?1", [.text(id)])
                .first
        }
    }

    /// A page of jobs, the newest first, and where the next page begins, if there is one.
    ///
    /// - Parameters:
    ///   - state: only jobs in this state.
    ///   - limit: how many jobs at the most, from 1 to the store's `pageCount`.
    ///   - token: where the page before ended; nil for the first.
    package func list(
        state: JobState? = nil,
        limit: Int,
        after token: PageToken? = nil
    ) throws(JobStoreError) -> (jobs: [JobRecord], next: PageToken?) {
        precondition((1...limits.pageCount).contains(limit), "a page that the limits allow")
        // One row more than asked for tells whether there is a next page.
        var values: [SQLiteValue] = [
            .integer(token?.sequence ?? .max), .integer(Int64(limit) + 1),
        ]
        var filter = ""
        if let state {
            filter = "AND state = ?3"
            values.append(.text(state.rawValue))
        }
        let sql = """
            SELECT \(JobRecord.columns) FROM jobs WHERE sequence < ?1 \(filter)
            ORDER BY sequence DESC LIMIT ?2
            """
        let found = try withConnection { (connection) throws(JobStoreError) in
            try connection.jobs(sql, values)
        }
        let page = Array(found.prefix(limit))
        let next = found.count > limit ? page.last.map { PageToken(sequence: $0.sequence) } : nil
        return (page, next)
    }

    /// How many jobs are in each state; every state is named.
    package func counts() throws(JobStoreError) -> [JobState: Int] {
        let rows = try withConnection { (connection) throws(JobStoreError) in
            try connection.rows("SELECT state, count(*) FROM jobs GROUP BY state") {
                (row) throws(JobStoreError) in
                (JobState(rawValue: row.text()), Int(row.integer()))
            }
        }
        var counts = Dictionary(uniqueKeysWithValues: JobState.allCases.map { ($0, 0) })
        for case (let state?, let count) in rows { counts[state] = count }
        return counts
    }

    /// The states of all jobs by their ids, for a sweep of files that no job owns.
    package func states() throws(JobStoreError) -> [String: JobState] {
        let rows = try withConnection { (connection) throws(JobStoreError) in
            try connection.rows("SELECT id, state FROM jobs") { (row) throws(JobStoreError) in
                (row.text(), JobState(rawValue: row.text()))
            }
        }
        var states: [String: JobState] = [:]
        for case (let id, let state?) in rows { states[id] = state }
        return states
    }

    /// The names of all upload blobs that a job refers to.
    package func allFiles() throws(JobStoreError) -> Set<String> {
        let names = try withConnection { (connection) throws(JobStoreError) in
            try connection.rows("SELECT DISTINCT dataset_file FROM jobs") {
                (row) throws(JobStoreError) in row.text()
            }
        }
        return Set(names)
    }

    /// Removes a job whose state is final; nil, and nothing happens, when there is none such.
    ///
    /// - Returns: the job as it was, so that its bytes can be removed.
    package func delete(_ id: String) throws(JobStoreError) -> JobRecord? {
        try withConnection { (connection) throws(JobStoreError) in
            try connection.jobs(
                """
                DELETE FROM jobs
                WHERE id = ?1 AND state IN ('succeeded', 'failed', 'cancelled', 'expired')
                RETURNING \(JobRecord.columns)
                """,
                [.text(id)]
            ).first
        }
    }
}

extension Connection {
    /// Runs a statement whose rows are ``JobRecord/columns``.
    func jobs(_ sql: String, _ values: [SQLiteValue]) throws(JobStoreError) -> [JobRecord] {
        try rows(sql, values) { (row) throws(JobStoreError) in try JobRecord(row: &row) }
    }
}

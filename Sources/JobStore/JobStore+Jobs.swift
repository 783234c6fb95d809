// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension TenantStore {
    /// Puts a job at the end of the queue, and its dataset in its place if it brings one.
    ///
    /// When this returns the job is durable; before it, its upload has to be. The job is its
    /// dataset's tenant's, also where somebody asks for it who sees all.
    ///
    /// - Throws: `JobStoreError` `constraint` when a job has that id already.
    package func submit(_ job: NewJob) throws(JobStoreError) -> SubmitOutcome {
        try changeJobs(.takesOn) { (connection, changed) throws(JobStoreError) in
            let outcome = try connection.transaction { () throws(JobStoreError) -> SubmitOutcome in
                let dataset =
                    switch job.dataset {
                    case .existing(let id): try connection.dataset(id, of: tenancy)
                    case .new(let new): try connection.add(new, for: tenancy)
                    }
                guard let dataset else { return .noDataset }
                let record = try connection.jobs(
                    """
                    INSERT INTO jobs (id, state, created_at, options, dataset_id, dataset_bytes,
                        dataset_sha256, labels_file, labels_sha256, tenant,
                        estimated_bytes)
                    VALUES (?1, 'queued', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                    RETURNING \(JobRecord.columns)
                    """,
                    [
                        .text(job.id), .integer(job.createdAt), .text(job.options),
                        .text(dataset.id), .integer(dataset.bytes), .text(dataset.sha256),
                        SQLiteValue(job.labels?.file), SQLiteValue(job.labels?.sha256),
                        .text(dataset.tenant), .integer(job.estimatedBytes),
                    ]
                ).first
                guard let record else {
                    throw JobStoreError(kind: .other, message: "a job was added and gave no row")
                }
                if let key = job.key {
                    try connection.keep(key, of: tenancy, job: job.id, now: job.createdAt)
                }
                return .queued(record, dataset)
            }
            if case .queued(let record, _) = outcome { changed = [record.id] }
            return outcome
        }
    }

    /// The job of that name; nil without one.
    package func job(_ id: String) throws(JobStoreError) -> JobRecord? {
        try withConnection { (connection) throws(JobStoreError) in
            try connection.job(id, of: tenancy)
        }
    }

    /// A page of jobs, the newest first, and where the next page begins, if there is one.
    ///
    /// - Parameters:
    ///   - state: only jobs in this state.
    ///   - dataset: only jobs of this dataset.
    ///   - limit: how many jobs at the most, from 1 to the store's `pageCount`.
    ///   - token: where the page before ended; nil for the first.
    package func list(
        state: JobState? = nil,
        dataset: String? = nil,
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
            values.append(.text(state.rawValue))
            filter = "AND state = ?\(values.count)"
        }
        if let dataset {
            values.append(.text(dataset))
            filter += " AND dataset_id = ?\(values.count)"
        }
        if !tenancy.seesAll {
            values.append(.text(tenancy.tenant))
            filter += " AND tenant = ?\(values.count)"
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
}

extension JobStore {
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

    /// What the archives of jobs that are not done may come to, by the ids of the jobs.
    package func unfinishedEstimates() throws(JobStoreError) -> [String: Int64] {
        let rows = try withConnection { (connection) throws(JobStoreError) in
            try connection.rows(
                """
                SELECT id, estimated_bytes FROM jobs
                WHERE state IN ('queued', 'running', 'cancelling')
                """
            ) { (row) throws(JobStoreError) in (row.text(), row.integer()) }
        }
        return Dictionary(uniqueKeysWithValues: rows)
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

    /// The names of all blobs that are a job's labels, for a sweep of those that are none.
    package func labelsFiles() throws(JobStoreError) -> Set<String> {
        let names = try withConnection { (connection) throws(JobStoreError) in
            try connection.rows("SELECT labels_file FROM jobs WHERE labels_file IS NOT NULL") {
                (row) throws(JobStoreError) in row.text()
            }
        }
        return Set(names)
    }
}

extension Connection {
    /// Runs a statement whose rows are ``JobRecord/columns``.
    func jobs(_ sql: String, _ values: [SQLiteValue]) throws(JobStoreError) -> [JobRecord] {
        try rows(sql, values) { (row) throws(JobStoreError) in try JobRecord(row: &row) }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension TenantStore {
    /// Adds a dataset, or finds the one that has the same bytes.
    ///
    /// - Returns: the dataset that stands for these bytes from now on, and whether it is the new
    ///   one. When it is not, its `isKept` has been raised if the new one asked for that, and the
    ///   new one's blob is nobody's.
    ///
    /// - Parameter key: of the request that brings it.
    package func addDataset(
        _ new: NewDataset,
        key: RequestKey? = nil
    ) throws(JobStoreError) -> (dataset: DatasetRecord, isNew: Bool) {
        let dataset = try change(.takesOn) { (connection) throws(JobStoreError) in
            try connection.transaction { () throws(JobStoreError) in
                let dataset = try connection.add(new, for: tenancy)
                if let key {
                    try connection.keep(
                        key,
                        of: tenancy,
                        dataset: dataset.id,
                        wasNew: dataset.id == new.id,
                        now: new.createdAt
                    )
                }
                return dataset
            }
        }
        return (dataset, dataset.id == new.id)
    }

    /// The dataset of that name; nil without one.
    package func dataset(_ id: String) throws(JobStoreError) -> DatasetRecord? {
        try withConnection { (connection) throws(JobStoreError) in
            try connection.dataset(id, of: tenancy)
        }
    }

    /// A page of datasets, the newest first, and where the next page begins, if there is one.
    ///
    /// - Parameters:
    ///   - limit: how many datasets at the most, from 1 to the store's `pageCount`.
    ///   - token: where the page before ended; nil for the first.
    package func listDatasets(
        limit: Int,
        after token: PageToken? = nil
    ) throws(JobStoreError) -> (datasets: [DatasetRecord], next: PageToken?) {
        precondition((1...limits.pageCount).contains(limit), "a page that the limits allow")
        // One row more than asked for tells whether there is a next page.
        var values: [SQLiteValue] = [
            .integer(token?.sequence ?? .max), .integer(Int64(limit) + 1),
        ]
        var filter = ""
        // Not as in other queries: a list is to walk the index of its tenant.
        if !tenancy.seesAll {
            values.append(.text(tenancy.tenant))
            filter = "AND tenant = ?3"
        }
        let sql = """
            SELECT \(DatasetRecord.columns) FROM datasets WHERE sequence < ?1 \(filter)
            ORDER BY sequence DESC LIMIT ?2
            """
        let found = try withConnection { (connection) throws(JobStoreError) in
            try connection.datasets(sql, values)
        }
        let page = Array(found.prefix(limit))
        let next = found.count > limit ? page.last.map { PageToken(sequence: $0.sequence) } : nil
        return (page, next)
    }

    /// Removes a dataset that no unfinished job needs, if a condition holds of it.
    ///
    /// Finished jobs keep its length and digest, and refer to no dataset from then on.
    ///
    /// - Parameter condition: is told the dataset as it is; must be quick.
    package func deleteDataset(
        _ id: String,
        if condition: (DatasetRecord) -> Bool = { _ in true }
    ) throws(JobStoreError) -> DatasetDeletion {
        try changeJobs(.ends) { (connection, changed) throws(JobStoreError) in
            var widowed: [String] = []
            let deletion = try connection.transaction {
                () throws(JobStoreError) -> DatasetDeletion in
                guard let dataset = try connection.dataset(id, of: tenancy) else {
                    return .notFound
                }
                guard condition(dataset) else { return .refused(dataset) }
                let users = try connection.rows(
                    """
                    SELECT id FROM jobs
                    WHERE dataset_id = ?1 AND state IN ('queued', 'running', 'cancelling')
                    ORDER BY sequence
                    """,
                    [.text(id)]
                ) { (row) throws(JobStoreError) in row.text() }
                if !users.isEmpty { return .inUse(jobs: users) }
                widowed = try connection.deleteDataset(id)
                return .deleted(file: dataset.file)
            }
            changed = Set(widowed)
            return deletion
        }
    }

    /// When a dataset goes that is not used again; nil for never.
    package func expiry(of dataset: DatasetRecord) -> Int64? {
        limits.retention.datasets.map { dataset.usedAt + $0 }
    }
}

extension JobStore {
    /// The names of all blobs that are datasets, for a sweep of those that are none.
    package func datasetFiles() throws(JobStoreError) -> Set<String> {
        let names = try withConnection { (connection) throws(JobStoreError) in
            try connection.rows("SELECT file FROM datasets") { (row) throws(JobStoreError) in
                row.text()
            }
        }
        return Set(names)
    }
}

extension Connection {
    /// Adds a dataset, or finds the one that has the same bytes and keeps it if that is asked for.
    func add(
        _ new: NewDataset,
        for tenancy: Tenancy
    ) throws(JobStoreError) -> DatasetRecord {
        let rows = try datasets(
            """
            INSERT INTO datasets (id, created_at, used_at, file, bytes, sha256, kept, tenant)
            VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (tenant, sha256) DO UPDATE SET used_at = max(used_at, excluded.used_at),
                kept = max(kept, excluded.kept), revision = revision + (excluded.kept > kept)
            RETURNING \(DatasetRecord.columns)
            """,
            [
                .text(new.id), .integer(new.createdAt), .text(new.file), .integer(new.bytes),
                .text(new.sha256), .integer(new.isKept ? 1 : 0),
                .text(tenancy.tenant),
            ]
        )
        guard let dataset = rows.first else {
            throw JobStoreError(kind: .other, message: "a dataset was added and gave no row")
        }
        return dataset
    }

    func dataset(
        _ id: String,
        of tenancy: Tenancy
    ) throws(JobStoreError) -> DatasetRecord? {
        try datasets(
            """
            SELECT \(DatasetRecord.columns) FROM datasets
            WHERE id = ?1 AND (?2 IS NULL OR tenant = ?2)
            """,
            [.text(id), tenancy.filter]
        ).first
    }

    /// Runs a statement whose rows are ``DatasetRecord/columns``.
    func datasets(
        _ sql: String,
        _ values: [SQLiteValue] = []
    ) throws(JobStoreError) -> [DatasetRecord] {
        try rows(sql, values) { (row) throws(JobStoreError) in DatasetRecord(row: &row) }
    }
}

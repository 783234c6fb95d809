// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A request's key, by which it may be sent again (`Idempotency-Key`).
package struct RequestKey: Hashable, Sendable {
    /// What the client calls the request; unique for its tenant.
    package let key: String
    /// What the request asks for, so that another under the same key is found out.
    package let fingerprint: String

    package init(key: String, fingerprint: String) {
        self.key = key
        self.fingerprint = fingerprint
    }
}

/// What a request with a key has come to before.
package enum KeyFinding: Hashable, Sendable {
    /// Nothing: the key is new, or what it stood for is gone.
    case unknown
    /// This job, as it is now.
    case job(JobRecord)
    /// This dataset, as it is now, and whether it was made or had been there.
    case dataset(DatasetRecord, wasNew: Bool)
    /// The key stands for a request that asked for something else.
    case otherRequest
}

extension TenantStore {
    /// What a request with this key has made.
    package func recall(_ key: RequestKey) throws(JobStoreError) -> KeyFinding {
        try withConnection { (connection) throws(JobStoreError) in
            let found = try connection.rows(
                """
                SELECT fingerprint, job_id, dataset_id, was_new FROM idempotency_keys
                WHERE tenant = ?1 AND key = ?2
                """,
                [.text(tenancy.tenant), .text(key.key)]
            ) { (row) throws(JobStoreError) in
                (row.text(), row.optionalText(), row.optionalText(), row.integer() != 0)
            }.first
            guard let (fingerprint, job, dataset, wasNew) = found else { return .unknown }
            guard fingerprint == key.fingerprint else { return .otherRequest }
            if let job = try job.flatMap({ (id) throws(JobStoreError) in
                try connection.job(id, of: tenancy)
            }) {
                return .job(job)
            }
            if let dataset = try dataset.flatMap({ (id) throws(JobStoreError) in
                try connection.dataset(id, of: tenancy)
            }) {
                return .dataset(dataset, wasNew: wasNew)
            }
            return .unknown
        }
    }
}

extension JobStore {
    /// Forgets the keys of requests that were made as long ago as keys are kept.
    ///
    /// - Returns: how many, at most `limit`.
    package func expireKeys(now: Int64, limit: Int) throws(JobStoreError) -> Int {
        guard let kept = limits.retention.keys else { return 0 }
        return try change(.ends) { (connection) throws(JobStoreError) in
            try connection.change(
                """
                DELETE FROM idempotency_keys WHERE (tenant, key) IN (
                    SELECT tenant, key FROM idempotency_keys
                    WHERE created_at <= ?1 ORDER BY created_at LIMIT ?2
                )
                """,
                [.integer(now - kept), .integer(Int64(limit))]
            )
        }
    }
}

extension Connection {
    /// Keeps a key with what its request has made, in the transaction that makes it.
    ///
    /// - Throws: `JobStoreError` `constraint` when the key is taken.
    func keep(
        _ key: RequestKey,
        of tenancy: Tenancy,
        job: String? = nil,
        dataset: String? = nil,
        wasNew: Bool = true,
        now: Int64
    ) throws(JobStoreError) {
        try change(
            """
            INSERT INTO idempotency_keys
                (tenant, key, fingerprint, job_id, dataset_id, was_new, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """,
            [
                .text(tenancy.tenant), .text(key.key), .text(key.fingerprint), SQLiteValue(job),
                SQLiteValue(dataset), .integer(wasNew ? 1 : 0), .integer(now),
            ]
        )
    }
}

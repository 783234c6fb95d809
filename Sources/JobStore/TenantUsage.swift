// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a tenant takes up of what is shared.
package struct TenantUsage: Hashable, Sendable {
    /// Jobs that wait.
    package var queuedJobs = 0
    /// Bytes of datasets and of archives; labels, manifests and weights are not counted.
    package var storedBytes: Int64 = 0

    package init(queuedJobs: Int = 0, storedBytes: Int64 = 0) {
        self.queuedJobs = queuedJobs
        self.storedBytes = storedBytes
    }
}

extension JobStore {
    /// What each tenant takes up; who has nothing is not named.
    ///
    /// - Parameter countsBytes: else they are 0, and not every dataset and archive is looked at.
    package func usage(countsBytes: Bool) throws(JobStoreError) -> [String: TenantUsage] {
        // The indices are named, as SQLite would take the one by state and sort all it finds.
        try withConnection { (connection) throws(JobStoreError) in
            var usage: [String: TenantUsage] = [:]
            let queued = try connection.sums(
                """
                SELECT tenant, count(*) FROM jobs INDEXED BY jobs_that_wait
                WHERE state = 'queued' GROUP BY tenant
                """
            )
            for (tenant, count) in queued {
                usage[tenant, default: TenantUsage()].queuedJobs += Int(count)
            }
            if !countsBytes { return usage }
            let bytes = [
                "SELECT tenant, sum(bytes) FROM datasets GROUP BY tenant",
                """
                SELECT tenant, sum(archive_bytes) FROM jobs INDEXED BY jobs_with_archives
                WHERE state = 'succeeded' GROUP BY tenant
                """,
            ]
            for sql in bytes {
                for (tenant, sum) in try connection.sums(sql) {
                    usage[tenant, default: TenantUsage()].storedBytes += sum
                }
            }
            return usage
        }
    }
}

extension Connection {
    fileprivate func sums(_ sql: String) throws(JobStoreError) -> [(String, Int64)] {
        try rows(sql) { (row) throws(JobStoreError) in (row.text(), row.integer()) }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension JobStore {
    /// When the job was posted that has waited longest; nil when none waits.
    package func oldestQueued() throws(JobStoreError) -> Int64? {
        try withConnection { (connection) throws(JobStoreError) in
            try connection.rows(
                "SELECT created_at FROM jobs WHERE state = 'queued' ORDER BY sequence LIMIT 1"
            ) { (row) throws(JobStoreError) in row.integer() }.first
        }
    }
}

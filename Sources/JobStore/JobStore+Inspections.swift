// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension JobStore {
    /// The oldest dataset that has neither been inspected nor found beyond inspection.
    package func nextUninspected() throws(JobStoreError) -> DatasetRecord? {
        try withConnection { (connection) throws(JobStoreError) in
            try connection.datasets(
                """
                SELECT \(DatasetRecord.columns) FROM datasets
                WHERE inspection IS NULL AND inspection_error IS NULL
                ORDER BY sequence LIMIT 1
                """
            ).first
        }
    }

    /// Counts an inspection that is about to begin, so that its count stays if the process dies.
    ///
    /// - Returns: false when the dataset is gone.
    package func beginInspection(_ id: String) throws(JobStoreError) -> Bool {
        try change(.takesOn) { (connection) throws(JobStoreError) in
            try connection.change(
                """
                UPDATE datasets SET inspection_attempts = inspection_attempts + 1 WHERE id = ?1
                """,
                [.text(id)]
            ) == 1
        }
    }

    /// Takes back the count of an inspection that was stopped on purpose.
    package func withdrawInspection(_ id: String) throws(JobStoreError) {
        _ = try change(.ends) { (connection) throws(JobStoreError) in
            try connection.change(
                """
                UPDATE datasets SET inspection_attempts = inspection_attempts - 1
                WHERE id = ?1 AND inspection_attempts > 0
                """,
                [.text(id)]
            )
        }
    }

    /// Keeps what an inspection found, or why there can be none; JSON objects both.
    ///
    /// - Returns: false when the dataset is gone.
    package func saveInspection(
        _ id: String,
        _ result: InspectionResult
    ) throws(JobStoreError) -> Bool {
        let (found, error): (SQLiteValue, SQLiteValue) =
            switch result {
            case .found(let document): (.text(document), .null)
            case .failed(let problem): (.null, .text(problem))
            }
        return try change(.ends) { (connection) throws(JobStoreError) in
            try connection.change(
                """
                UPDATE datasets SET inspection = ?2, inspection_error = ?3,
                    inspection_attempts = 0, revision = revision + 1
                WHERE id = ?1
                """,
                [.text(id), found, error]
            ) == 1
        }
    }
}

/// How an inspection ended.
package enum InspectionResult: Hashable, Sendable {
    /// With what it found: a JSON object.
    case found(String)
    /// With a problem: a JSON object.
    case failed(String)
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A file that a row cannot do without.
package struct NeededFile: Hashable, Sendable {
    /// What the file is.
    package enum Kind: String, Sendable, CaseIterable {
        case dataset, labels, archive
    }

    /// What the file is.
    package let kind: Kind
    /// The dataset or the job whose it is.
    package let owner: String
    /// The blob's name; an archive's comes from its job's.
    package let file: String?
    /// How long it is; nil where no row says.
    package let bytes: Int64?
}

extension JobStore {
    /// Every file that some row needs, datasets first.
    package func neededFiles() throws(JobStoreError) -> [NeededFile] {
        let queries: [(NeededFile.Kind, String)] = [
            (.dataset, "SELECT id, file, bytes FROM datasets ORDER BY sequence"),
            (
                .labels,
                "SELECT id, labels_file, NULL FROM jobs WHERE labels_file IS NOT NULL "
                    + "ORDER BY sequence"
            ),
            (
                .archive,
                "SELECT id, NULL, archive_bytes FROM jobs WHERE state = 'succeeded' "
                    + "ORDER BY sequence"
            ),
        ]
        return try withConnection { (connection) throws(JobStoreError) in
            var files: [NeededFile] = []
            for (kind, sql) in queries {
                files += try connection.rows(sql) { (row) throws(JobStoreError) in
                    NeededFile(
                        kind: kind,
                        owner: row.text(),
                        file: row.optionalText(),
                        bytes: row.optionalInteger()
                    )
                }
            }
            return files
        }
    }
}

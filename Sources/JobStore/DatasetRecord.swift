// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A dataset as its row says, read in one instant.
///
/// Times are milliseconds since 1970. JSON documents are text that the store keeps and never reads.
package struct DatasetRecord: Hashable, Sendable {
    /// The dataset's name, unique for ever.
    package let id: String
    /// Whose it is.
    package let tenant: String
    /// The name of the blob that is the upload.
    package let file: String
    package let bytes: Int64
    /// Lower-case hexadecimal; no two datasets of a tenant have the same.
    package let sha256: String
    package let createdAt: Int64
    /// When it was posted last, or a job of it was submitted or came to its end.
    package let usedAt: Int64
    /// Whether somebody posted it by itself, so that it does not go with its last job.
    package let isKept: Bool
    /// What an inspection found: a JSON object.
    package let inspection: String?
    /// Why there can be no inspection: a problem, a JSON object; nil beside ``inspection``.
    package let inspectionError: String?
    /// How many inspections were begun and neither ended nor withdrawn: while one runs, that and
    /// those that the process died of.
    package let inspectionAttempts: Int64
    /// Rises with each change of the row but for ``inspectionAttempts``; for entity tags.
    package let revision: Int64
    /// The row's place in the order of arrival.
    let sequence: Int64
}

extension DatasetRecord {
    /// The columns that ``init(row:)`` reads, in its order.
    static let columns = """
        id, tenant, file, bytes, sha256, created_at, used_at, kept, inspection, \
        inspection_error, inspection_attempts, revision, sequence
        """

    /// Reads ``columns`` from the left.
    init(row: inout Row) {
        id = row.text()
        tenant = row.text()
        file = row.text()
        bytes = row.integer()
        sha256 = row.text()
        createdAt = row.integer()
        usedAt = row.integer()
        isKept = row.integer() != 0
        inspection = row.optionalText()
        inspectionError = row.optionalText()
        inspectionAttempts = row.integer()
        revision = row.integer()
        sequence = row.integer()
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a job is made of when it is submitted.
package struct NewJob: Hashable, Sendable {
    /// A name that no job has had.
    package let id: String
    /// Milliseconds since 1970.
    package let createdAt: Int64
    /// Every option, resolved: a JSON object.
    package let options: String
    /// The name of the blob that is the upload; it must be durable by now.
    package let datasetFile: String
    package let datasetBytes: Int64
    /// Lower-case hexadecimal.
    package let datasetSHA256: String

    package init(
        id: String,
        createdAt: Int64,
        options: String,
        datasetFile: String,
        datasetBytes: Int64,
        datasetSHA256: String
    ) {
        self.id = id
        self.createdAt = createdAt
        self.options = options
        self.datasetFile = datasetFile
        self.datasetBytes = datasetBytes
        self.datasetSHA256 = datasetSHA256
    }
}

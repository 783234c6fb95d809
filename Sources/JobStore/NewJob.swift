// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a job is made of when it is submitted.
package struct NewJob: Hashable, Sendable {
    /// Where a job's dataset comes from.
    package enum Source: Hashable, Sendable {
        /// A dataset that is there, by its id.
        case existing(String)
        /// An upload that came with the job; a dataset of the same bytes takes its place.
        case new(NewDataset)
    }

    /// A name that no job has had.
    package let id: String
    /// Milliseconds since 1970.
    package let createdAt: Int64
    /// Every option, resolved: a JSON object.
    package let options: String
    package let dataset: Source
    /// The labels that came with the job; the blob must be durable by now.
    package let labels: JobLabels?
    /// What its archive may come to, at least 0.
    package let estimatedBytes: Int64
    /// The key of the request that asks for it.
    package let key: RequestKey?

    package init(
        id: String,
        createdAt: Int64,
        options: String,
        dataset: Source,
        labels: JobLabels? = nil,
        estimatedBytes: Int64 = 0,
        key: RequestKey? = nil
    ) {
        self.id = id
        self.createdAt = createdAt
        self.options = options
        self.dataset = dataset
        self.labels = labels
        self.estimatedBytes = estimatedBytes
        self.key = key
    }
}

/// A table of labels that belongs to one job.
package struct JobLabels: Hashable, Sendable {
    /// The name of the blob.
    package let file: String
    /// Lower-case hexadecimal.
    package let sha256: String

    package init(file: String, sha256: String) {
        self.file = file
        self.sha256 = sha256
    }
}

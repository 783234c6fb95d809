// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What removing a dataset came to.
package enum DatasetDeletion: Hashable, Sendable {
    /// The row is gone; the blob of that name is nobody's any more.
    case deleted(file: String)
    /// These jobs, at least one, are not done with it; the oldest first.
    case inUse(jobs: [String])
    /// The condition does not hold of the dataset, and nothing has happened.
    case refused(DatasetRecord)
    /// There is no such dataset.
    case notFound
}

/// What submitting a job came to.
package enum SubmitOutcome: Hashable, Sendable {
    /// The job waits; the dataset is the one it refers to, which of two with the same bytes is the
    /// older.
    case queued(JobRecord, DatasetRecord)
    /// The dataset that the job names is not there, or not any more.
    case noDataset
}

/// A job that is no more.
package struct DeletedJob: Hashable, Sendable {
    /// The job as it was.
    package let job: JobRecord
    /// The blob of a dataset that went with it, because it was this job's alone.
    package let datasetFile: String?
}

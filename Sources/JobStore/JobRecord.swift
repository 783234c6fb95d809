// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A job as its row says, read in one instant.
///
/// Times are milliseconds since 1970. JSON documents are text that the store keeps and never reads.
package struct JobRecord: Hashable, Sendable {
    /// The job's name, unique for ever.
    package let id: String
    /// Whose it is: its dataset's.
    package let tenant: String
    package let state: JobState
    /// Set while the job is `running` or `cancelling`.
    package let phase: JobPhase?
    /// Rises with each claim; a write that names an older one is refused.
    package let fence: Int64
    /// How often the job has been claimed.
    package let attempt: Int
    /// Rises with each change of the row, whatever it is; for entity tags.
    package let revision: Int64
    package let createdAt: Int64
    /// When the latest attempt began; nil while the job waits in the queue.
    package let startedAt: Int64?
    /// Set when the state is final.
    package let finishedAt: Int64?
    /// When the archive may be removed.
    package let expiresAt: Int64?
    /// Every option, resolved: a JSON object.
    package let options: String
    /// The dataset; nil when it has been removed since the job finished.
    package let datasetID: String?
    package let datasetBytes: Int64
    /// Lower-case hexadecimal.
    package let datasetSHA256: String
    /// The images in the upload before drops, as soon as it is planned.
    package let datasetImages: Int?
    /// The junk and other files in the upload, as soon as it is planned.
    package let datasetIgnored: Int?
    /// The labels that came with the job.
    package let labels: JobLabels?
    /// Classes, totals, drops and warnings: a JSON object, as soon as the job is planned.
    package let summary: String?
    package let progressDone: Int64
    package let progressTotal: Int64
    /// What the archive was thought to come to in bytes; 0 for jobs of former versions.
    package let estimatedBytes: Int64
    /// The archive's length in bytes; like its entries and digest set when the job has succeeded.
    package let archiveBytes: Int64?
    package let archiveEntries: Int64?
    /// Lower-case hexadecimal.
    package let archiveSHA256: String?
    /// The problem of a failed job: a JSON object.
    package let error: String?
    /// The deaths of the process that count against the job.
    package let deaths: DeathCount
    /// The claim whose end was looked into last; -1 for none.
    package let diedFence: Int64
    /// The row's place in the order of submission.
    let sequence: Int64
}

extension JobRecord {
    /// The columns that ``init(row:)`` reads, in its order.
    static let columns = """
        id, tenant, state, phase, fence, attempt, revision, created_at, started_at, finished_at, \
        expires_at, options, dataset_id, dataset_bytes, dataset_sha256, dataset_images, \
        dataset_ignored, labels_file, labels_sha256, summary, progress_done, progress_total, \
        estimated_bytes, archive_bytes, archive_entries, archive_sha256, error, deaths, died_at, \
        died_fence, sequence
        """

    /// Reads ``columns`` from the left.
    init(row: inout Row) throws(JobStoreError) {
        id = row.text()
        tenant = row.text()
        guard let state = JobState(rawValue: row.text()) else {
            throw JobStoreError(kind: .corrupt, message: "a job has an unknown state")
        }
        self.state = state
        phase = row.optionalText().flatMap(JobPhase.init(rawValue:))
        fence = row.integer()
        attempt = Int(row.integer())
        revision = row.integer()
        createdAt = row.integer()
        startedAt = row.optionalInteger()
        finishedAt = row.optionalInteger()
        expiresAt = row.optionalInteger()
        options = row.text()
        datasetID = row.optionalText()
        datasetBytes = row.integer()
        datasetSHA256 = row.text()
        datasetImages = row.optionalInteger().map { Int($0) }
        datasetIgnored = row.optionalInteger().map { Int($0) }
        let labelsFile = row.optionalText()
        let labelsSHA256 = row.optionalText()
        labels = labelsFile.map { JobLabels(file: $0, sha256: labelsSHA256 ?? "") }
        summary = row.optionalText()
        progressDone = row.integer()
        progressTotal = row.integer()
        estimatedBytes = row.integer()
        archiveBytes = row.optionalInteger()
        archiveEntries = row.optionalInteger()
        archiveSHA256 = row.optionalText()
        error = row.optionalText()
        deaths = DeathCount(count: Int(row.integer()), checkpoint: row.integer())
        diedFence = row.integer()
        sequence = row.integer()
    }
}

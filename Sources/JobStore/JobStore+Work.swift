// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension JobStore {
    /// Gives the oldest waiting job to the caller, who then runs it; nil when none waits.
    ///
    /// The job starts over: its progress is 0 and its phase `inspecting`. The record's fence is
    /// what the caller's later writes have to name.
    ///
    /// - Parameter room: bytes of the disk that its archive may take; a job that may come to more
    ///   waits, and those behind it.
    package func claim(now: Int64, room: Int64 = .max) throws(JobStoreError) -> JobRecord? {
        try changeJobs(.takesOn) { (connection, changed) throws(JobStoreError) in
            let job = try connection.jobs(
                """
                UPDATE jobs SET state = 'running', phase = 'inspecting', fence = fence + 1,
                    attempt = attempt + 1, revision = revision + 1, started_at = ?1,
                    progress_done = 0, progress_total = 0
                WHERE sequence = (
                    SELECT sequence FROM jobs WHERE state = 'queued' ORDER BY sequence LIMIT 1
                ) AND estimated_bytes <= ?2
                RETURNING \(JobRecord.columns)
                """,
                [.integer(now), .integer(room)]
            ).first
            if let job { changed = [job.id] }
            return job
        }
    }

    /// Notes how far a running job is; each call waits for the disk, so at most one a second.
    ///
    /// - Returns: false when the job is no longer the caller's, who then stops.
    package func report(
        _ id: String,
        fence: Int64,
        phase: JobPhase,
        done: Int64,
        total: Int64
    ) throws(JobStoreError) -> Bool {
        try changeRunning(
            id,
            fence,
            .takesOn,
            "phase = ?3, progress_done = ?4, progress_total = ?5",
            [.text(phase.rawValue), .integer(done), .integer(total)]
        )
    }

    /// Notes what the plan of a running job says, and that rendering begins.
    ///
    /// - Parameters:
    ///   - images: the images in the upload before drops.
    ///   - ignored: the junk and other files in the upload.
    ///   - summary: classes, totals, drops and warnings, a JSON object.
    ///   - total: the steps of progress that rendering has.
    /// - Returns: false when the job is no longer the caller's, who then stops.
    package func planned(
        _ id: String,
        fence: Int64,
        images: Int,
        ignored: Int,
        summary: String,
        total: Int64
    ) throws(JobStoreError) -> Bool {
        try changeRunning(
            id,
            fence,
            .takesOn,
            """
            phase = 'rendering', dataset_images = ?3, dataset_ignored = ?4, summary = ?5,
            progress_done = 0, progress_total = ?6
            """,
            [.integer(Int64(images)), .integer(Int64(ignored)), .text(summary), .integer(total)]
        )
    }

    /// Ends a running job with its archive, which must be durable by now.
    ///
    /// - Parameter summary: takes the place of the planner's where it is given.
    /// - Returns: false when the job is no longer the caller's, who then removes the archive.
    package func succeed(
        _ id: String,
        fence: Int64,
        archiveBytes: Int64,
        archiveEntries: Int64,
        archiveSHA256: String,
        summary: String? = nil,
        now: Int64
    ) throws(JobStoreError) -> Bool {
        try changeRunning(
            id,
            fence,
            .ends,
            """
            state = 'succeeded', phase = NULL, progress_done = progress_total,
            archive_bytes = ?3, archive_entries = ?4, archive_sha256 = ?5,
            finished_at = ?6, expires_at = ?7, summary = coalesce(?8, summary)
            """,
            [
                .integer(archiveBytes), .integer(archiveEntries), .text(archiveSHA256),
                .integer(now),
                SQLiteValue(limits.retention.expiry(of: .succeeded, finishedAt: now)),
                SQLiteValue(summary),
            ]
        )
    }

    /// Ends a running job with a problem, a JSON object.
    ///
    /// - Returns: false when the job is no longer the caller's.
    package func fail(
        _ id: String,
        fence: Int64,
        error: String,
        now: Int64
    ) throws(JobStoreError) -> Bool {
        try changeRunning(
            id,
            fence,
            .ends,
            "state = 'failed', phase = NULL, error = ?3, finished_at = ?4, expires_at = ?5",
            [
                .text(error), .integer(now),
                SQLiteValue(limits.retention.expiry(of: .failed, finishedAt: now)),
            ]
        )
    }

    /// Puts a running job back to its place in the queue, because the service shuts down.
    ///
    /// - Returns: false when the job is no longer the caller's.
    package func requeue(_ id: String, fence: Int64) throws(JobStoreError) -> Bool {
        try changeRunning(
            id,
            fence,
            .ends,
            "state = 'queued', phase = NULL, started_at = NULL",
            []
        )
    }

    private func changeRunning(
        _ id: String,
        _ fence: Int64,
        _ purpose: WritePurpose,
        _ assignments: String,
        _ values: [SQLiteValue]
    ) throws(JobStoreError) -> Bool {
        try changeJobs(purpose) { (connection, changed) throws(JobStoreError) in
            let isOurs =
                try connection.change(
                    """
                    UPDATE jobs SET revision = revision + 1, \(assignments)
                    WHERE id = ?1 AND fence = ?2 AND state = 'running'
                    """,
                    [.text(id), .integer(fence)] + values
                ) == 1
            if isOurs { changed = [id] }
            return isOurs
        }
    }
}

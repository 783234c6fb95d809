// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// An image of a dataset that ended a process which did nothing but work on it.
package struct Culprit: Hashable, Sendable {
    /// The position of the zip's entry.
    package let entry: Int
    /// The entry's name.
    package let file: String
    /// How the process ended, a sentence for people.
    package let detail: String

    package init(entry: Int, file: String, detail: String) {
        self.entry = entry
        self.file = file
        self.detail = detail
    }
}

/// What looking into a job's end came to.
package struct Conclusion: Hashable, Sendable {
    /// Images that are to blame and were not known before.
    package let culprits: [Culprit]
    /// The deaths that count from now on.
    package let deaths: DeathCount
    /// Why the job is given up: a problem, a JSON object; nil for one that is tried again.
    package let error: String?

    package init(culprits: [Culprit], deaths: DeathCount, error: String?) {
        self.culprits = culprits
        self.deaths = deaths
        self.error = error
    }
}

extension TenantStore {
    /// The images of a dataset that are never to be touched again; none of one that is not there.
    package func culprits(of dataset: String) throws(JobStoreError) -> [Culprit] {
        try self.dataset(dataset) == nil ? [] : store.culprits(of: dataset)
    }
}

extension JobStore {
    /// The images of a dataset that are never to be touched again, in the order of the zip.
    package func culprits(of dataset: String) throws(JobStoreError) -> [Culprit] {
        try withConnection { (connection) throws(JobStoreError) in
            try connection.rows(
                """
                SELECT entry, file, detail FROM culprits WHERE dataset_id = ?1 ORDER BY entry
                """,
                [.text(dataset)]
            ) { (row) throws(JobStoreError) in
                Culprit(entry: Int(row.integer()), file: row.text(), detail: row.text())
            }
        }
    }

    /// Keeps what came of looking into the end of a claim, once for each claim.
    ///
    /// The culprits are the dataset's, and kept whatever has become of the job.
    ///
    /// - Returns: false when the job does not wait any more, was claimed anew, or its end was
    ///   looked into before; its row is as it was.
    package func conclude(
        _ id: String,
        fence: Int64,
        dataset: String,
        _ conclusion: Conclusion,
        now: Int64
    ) throws(JobStoreError) -> Bool {
        try changeJobs(.ends) { (connection, changed) throws(JobStoreError) in
            let isOurs = try connection.transaction { () throws(JobStoreError) -> Bool in
                try connection.add(conclusion.culprits, to: dataset)
                return try connection.change(
                    """
                    UPDATE jobs SET revision = revision + 1, deaths = ?3, died_at = ?4,
                        died_fence = fence, error = ?5,
                        state = iif(?5 IS NULL, state, 'failed'),
                        finished_at = iif(?5 IS NULL, NULL, ?6),
                        expires_at = iif(?5 IS NULL, NULL, ?7)
                    WHERE id = ?1 AND fence = ?2 AND state = 'queued' AND died_fence < ?2
                    """,
                    [
                        .text(id), .integer(fence), .integer(Int64(conclusion.deaths.count)),
                        .integer(conclusion.deaths.checkpoint), SQLiteValue(conclusion.error),
                        .integer(now),
                        SQLiteValue(limits.retention.expiry(of: .failed, finishedAt: now)),
                    ]
                ) == 1
            }
            if isOurs { changed = [id] }
            return isOurs
        }
    }

    /// Keeps what came of looking into the end of an inspection.
    ///
    /// - Parameter doesCount: whether the dataset is to blame for it, and no image that was found:
    ///   the attempt stays counted. With culprits found the count starts over; else the attempt is
    ///   withdrawn.
    package func concludeInspection(
        _ dataset: String,
        culprits: [Culprit],
        doesCount: Bool
    ) throws(JobStoreError) {
        try change(.ends) { (connection) throws(JobStoreError) in
            try connection.transaction { () throws(JobStoreError) in
                try connection.add(culprits, to: dataset)
                if culprits.isEmpty, doesCount { return }
                _ = try connection.change(
                    """
                    UPDATE datasets
                    SET inspection_attempts = iif(?2, 0, max(0, inspection_attempts - 1))
                    WHERE id = ?1
                    """,
                    [.text(dataset), .integer(culprits.isEmpty ? 0 : 1)]
                )
            }
        }
    }
}

extension Connection {
    /// Adds culprits to a dataset, if that is there still; those that it has stay as they are.
    fileprivate func add(
        _ culprits: [Culprit],
        to dataset: String
    ) throws(JobStoreError) {
        for culprit in culprits {
            try change(
                """
                INSERT INTO culprits (dataset_id, entry, file, detail)
                SELECT id, ?2, ?3, ?4 FROM datasets WHERE id = ?1
                ON CONFLICT DO NOTHING
                """,
                [
                    .text(dataset), .integer(Int64(culprit.entry)), .text(culprit.file),
                    .text(culprit.detail),
                ]
            )
        }
    }
}

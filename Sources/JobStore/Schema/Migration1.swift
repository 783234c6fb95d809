// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// The table of jobs.
    ///
    /// `sequence` is the order of submission and never used twice; it orders the queue and the
    /// listing. Times are milliseconds since 1970; `options`, `summary` and `error` are JSON.
    /// The checks repeat what the code promises, so that no bug can leave a job that is finished
    /// without a time or failed without a reason.
    static let jobs = Migration(
        version: 1,
        script: """
            CREATE TABLE jobs (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE CHECK (id <> ''),
                state TEXT NOT NULL CHECK (state IN (
                    'queued', 'running', 'cancelling',
                    'succeeded', 'failed', 'cancelled', 'expired'
                )),
                phase TEXT CHECK (phase IN ('inspecting', 'planning', 'rendering', 'packing')),
                fence INTEGER NOT NULL DEFAULT 0 CHECK (fence >= 0),
                attempt INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
                revision INTEGER NOT NULL DEFAULT 1,
                created_at INTEGER NOT NULL,
                started_at INTEGER,
                finished_at INTEGER,
                expires_at INTEGER,
                options TEXT NOT NULL,
                dataset_file TEXT NOT NULL,
                dataset_bytes INTEGER NOT NULL CHECK (dataset_bytes >= 0),
                dataset_sha256 TEXT NOT NULL,
                dataset_images INTEGER CHECK (dataset_images >= 0),
                dataset_ignored INTEGER CHECK (dataset_ignored >= 0),
                summary TEXT,
                progress_done INTEGER NOT NULL DEFAULT 0 CHECK (progress_done >= 0),
                progress_total INTEGER NOT NULL DEFAULT 0 CHECK (progress_total >= 0),
                archive_bytes INTEGER CHECK (archive_bytes >= 0),
                archive_entries INTEGER CHECK (archive_entries >= 0),
                archive_sha256 TEXT,
                error TEXT,
                CHECK ((phase IS NOT NULL) = (state IN ('running', 'cancelling'))),
                CHECK (state <> 'queued' OR started_at IS NULL),
                CHECK (state NOT IN ('running', 'cancelling') OR started_at IS NOT NULL),
                CHECK ((finished_at IS NOT NULL)
                    = (state IN ('succeeded', 'failed', 'cancelled', 'expired'))),
                CHECK ((error IS NOT NULL) = (state = 'failed')),
                CHECK ((archive_bytes IS NOT NULL) = (state IN ('succeeded', 'expired'))),
                CHECK ((archive_entries IS NULL) = (archive_bytes IS NULL)),
                CHECK ((archive_sha256 IS NULL) = (archive_bytes IS NULL))
            ) STRICT;

            -- The queue's head, a listing of one state, and the counts.
            CREATE INDEX jobs_by_state ON jobs (state, sequence);
            """
    )
}

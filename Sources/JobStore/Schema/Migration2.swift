// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Datasets become rows of their own, which jobs refer to.
    ///
    /// The same bytes are one dataset, whoever sent them: of several jobs with one digest, the
    /// upload of a job that is not done yet is taken, else that of the oldest; the other files
    /// belong to no row any more. `kept` says that somebody posted the dataset by itself, so that
    /// it does not go with its last job. `inspection_attempts` counts the inspections that were
    /// begun and neither ended nor made way: a process that dies of one leaves its count. A job
    /// that is done may lose its dataset, not so one that still needs it: columns that are added
    /// cannot have a check over several of them, so triggers see to that.
    static let datasets = Migration(
        version: 2,
        script: """
            CREATE TABLE datasets (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE CHECK (id <> ''),
                file TEXT NOT NULL UNIQUE,
                bytes INTEGER NOT NULL CHECK (bytes >= 0),
                sha256 TEXT NOT NULL UNIQUE,
                created_at INTEGER NOT NULL,
                kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1)),
                inspection TEXT,
                inspection_error TEXT,
                inspection_attempts INTEGER NOT NULL DEFAULT 0 CHECK (inspection_attempts >= 0),
                revision INTEGER NOT NULL DEFAULT 1,
                CHECK (inspection IS NULL OR inspection_error IS NULL)
            ) STRICT;

            -- In documents of version 1 a dataset had the id of its job, and keeps it.
            INSERT INTO datasets (id, file, bytes, sha256, created_at)
            SELECT id, dataset_file, dataset_bytes, dataset_sha256, created_at FROM (
                SELECT *, row_number() OVER (
                    PARTITION BY dataset_sha256
                    ORDER BY state NOT IN ('queued', 'running', 'cancelling'), sequence
                ) AS place FROM jobs
            ) WHERE place = 1 ORDER BY sequence;

            ALTER TABLE jobs ADD COLUMN dataset_id TEXT REFERENCES datasets (id);
            ALTER TABLE jobs ADD COLUMN labels_file TEXT;
            ALTER TABLE jobs ADD COLUMN labels_sha256 TEXT
                CHECK ((labels_sha256 IS NULL) = (labels_file IS NULL));
            UPDATE jobs SET dataset_id =
                (SELECT datasets.id FROM datasets WHERE sha256 = dataset_sha256);
            ALTER TABLE jobs DROP COLUMN dataset_file;

            -- Who uses a dataset, and a listing of its jobs.
            CREATE INDEX jobs_by_dataset ON jobs (dataset_id, sequence);
            -- What is to be inspected next.
            CREATE INDEX datasets_uninspected ON datasets (sequence)
                WHERE inspection IS NULL AND inspection_error IS NULL;

            CREATE TRIGGER jobs_begin_with_a_dataset BEFORE INSERT ON jobs
            WHEN NEW.dataset_id IS NULL
            BEGIN SELECT raise(ABORT, 'a job without a dataset'); END;
            CREATE TRIGGER jobs_keep_a_dataset_they_need BEFORE UPDATE OF state, dataset_id ON jobs
            WHEN NEW.dataset_id IS NULL AND NEW.state IN ('queued', 'running', 'cancelling')
            BEGIN SELECT raise(ABORT, 'a job without a dataset'); END;
            """
    )
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Jobs and datasets get a tenant; what was there is nobody's, the empty name.
    ///
    /// The same bytes are one dataset for each tenant, so that nobody learns by posting them that
    /// somebody else has them. A job is its dataset's tenant's. A table cannot give up a rule of
    /// its own, so `datasets` is made anew: references to it are checked at the end, when the rows
    /// are back, and its order of arrival goes on counting where it was.
    static let tenants = Migration(
        version: 3,
        script: """
            PRAGMA defer_foreign_keys = ON;
            CREATE TABLE former_datasets AS SELECT * FROM datasets;
            CREATE TABLE former_sequence AS
                SELECT name, seq FROM sqlite_sequence WHERE name = 'datasets';
            DROP TABLE datasets;
            CREATE TABLE datasets (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE CHECK (id <> ''),
                tenant TEXT NOT NULL,
                file TEXT NOT NULL UNIQUE,
                bytes INTEGER NOT NULL CHECK (bytes >= 0),
                sha256 TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                kept INTEGER NOT NULL DEFAULT 0 CHECK (kept IN (0, 1)),
                inspection TEXT,
                inspection_error TEXT,
                inspection_attempts INTEGER NOT NULL DEFAULT 0 CHECK (inspection_attempts >= 0),
                revision INTEGER NOT NULL DEFAULT 1,
                UNIQUE (tenant, sha256),
                CHECK (inspection IS NULL OR inspection_error IS NULL)
            ) STRICT;
            INSERT INTO datasets (sequence, id, tenant, file, bytes, sha256, created_at, kept,
                inspection, inspection_error, inspection_attempts, revision)
            SELECT sequence, id, '', file, bytes, sha256, created_at, kept,
                inspection, inspection_error, inspection_attempts, revision
            FROM former_datasets ORDER BY sequence;
            DELETE FROM sqlite_sequence WHERE name = 'datasets';
            INSERT INTO sqlite_sequence (name, seq) SELECT name, seq FROM former_sequence;
            DROP TABLE former_datasets;
            DROP TABLE former_sequence;

            ALTER TABLE jobs ADD COLUMN tenant TEXT NOT NULL DEFAULT '';

            -- What is to be inspected next, as before.
            CREATE INDEX datasets_uninspected ON datasets (sequence)
                WHERE inspection IS NULL AND inspection_error IS NULL;
            -- A tenant's listings, and what its jobs, datasets and archives take up; with the
            -- state in them, no row has to be looked at.
            CREATE INDEX datasets_by_tenant ON datasets (tenant, sequence, bytes);
            CREATE INDEX jobs_by_tenant ON jobs (tenant, sequence);
            CREATE INDEX jobs_that_wait ON jobs (tenant, state) WHERE state = 'queued';
            CREATE INDEX jobs_with_archives ON jobs (tenant, state, archive_bytes)
                WHERE state = 'succeeded';
            """
    )
}

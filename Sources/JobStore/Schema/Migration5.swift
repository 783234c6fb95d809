// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Images that ended the process, and how often a job did at one place.
    ///
    /// Who reads a dataset leaves its culprits out, whichever job found them; they go with it.
    /// `deaths` counts those at `died_at`, a row of the archive, and `died_fence` is the claim
    /// whose end was looked into last, so that no end counts twice.
    static let culprits = Migration(
        version: 5,
        script: """
            CREATE TABLE culprits (
                dataset_id TEXT NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
                entry INTEGER NOT NULL CHECK (entry >= 0),
                file TEXT NOT NULL,
                detail TEXT NOT NULL,
                PRIMARY KEY (dataset_id, entry)
            ) STRICT, WITHOUT ROWID;

            ALTER TABLE jobs ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0 CHECK (deaths >= 0);
            ALTER TABLE jobs ADD COLUMN died_at INTEGER NOT NULL DEFAULT 0 CHECK (died_at >= 0);
            ALTER TABLE jobs ADD COLUMN died_fence INTEGER NOT NULL DEFAULT -1;
            """
    )
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Lifetimes: when a dataset was last used, and what requests with a key have made.
    ///
    /// A dataset is used when it is posted, and by a job from its submission to its end; triggers
    /// keep that, so that no statement about jobs can forget it. A key goes with what it stands
    /// for. `expires_at` of jobs is older, but was never set: the store stamps it when it opens.
    static let lifetimes = Migration(
        version: 6,
        script: """
            ALTER TABLE datasets ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0;
            UPDATE datasets SET used_at = max(created_at, coalesce(
                (SELECT max(max(jobs.created_at, coalesce(jobs.finished_at, 0)))
                FROM jobs WHERE jobs.dataset_id = datasets.id), 0));
            CREATE TRIGGER jobs_use_their_dataset AFTER INSERT ON jobs
            BEGIN
                UPDATE datasets SET used_at = max(used_at, NEW.created_at)
                WHERE id = NEW.dataset_id;
            END;
            CREATE TRIGGER jobs_have_used_their_dataset AFTER UPDATE OF finished_at ON jobs
            WHEN NEW.finished_at IS NOT NULL
            BEGIN
                UPDATE datasets SET used_at = max(used_at, NEW.finished_at)
                WHERE id = NEW.dataset_id;
            END;

            -- What goes next.
            CREATE INDEX jobs_by_expiry ON jobs (expires_at) WHERE expires_at IS NOT NULL;
            CREATE INDEX datasets_by_use ON datasets (used_at);

            CREATE TABLE idempotency_keys (
                tenant TEXT NOT NULL,
                key TEXT NOT NULL CHECK (key <> ''),
                fingerprint TEXT NOT NULL,
                job_id TEXT REFERENCES jobs (id) ON DELETE CASCADE,
                dataset_id TEXT REFERENCES datasets (id) ON DELETE CASCADE,
                was_new INTEGER NOT NULL CHECK (was_new IN (0, 1)),
                created_at INTEGER NOT NULL,
                PRIMARY KEY (tenant, key),
                CHECK ((job_id IS NULL) <> (dataset_id IS NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX keys_by_age ON idempotency_keys (created_at);
            CREATE INDEX keys_by_job ON idempotency_keys (job_id) WHERE job_id IS NOT NULL;
            CREATE INDEX keys_by_dataset ON idempotency_keys (dataset_id)
                WHERE dataset_id IS NOT NULL;
            """
    )
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Connection {
    /// Says whose files ours are, in the file's head: "EQPO".
    private static let applicationID: Int64 = 0x4551_504F

    /// Sets the modes of the connection and checks that the file is ours and sound.
    ///
    /// Nothing is written to a file that is not ours.
    func configure(limits: JobStoreLimits) throws(JobStoreError) {
        setBusyTimeout(milliseconds: limits.busyTimeoutMilliseconds)
        // Exclusive: SQLite up to 3.51.2 can lose the write-ahead log's reset to a second
        // connection that checkpoints, and a shell beside the service would be one.
        try execute(
            """
            PRAGMA trusted_schema = OFF;
            PRAGMA cell_size_check = ON;
            PRAGMA foreign_keys = ON;
            PRAGMA locking_mode = EXCLUSIVE;
            """
        )
        try refuseForeignFile()
        guard try text("PRAGMA journal_mode = WAL") == "wal" else {
            throw JobStoreError(kind: .cannotOpen, message: "the file system has no place for WAL")
        }
        try execute(
            """
            PRAGMA synchronous = FULL;
            PRAGMA journal_size_limit = \(limits.journalByteCount);
            """
        )
        let finding = try text("PRAGMA quick_check(1)")
        guard finding == "ok" else { throw JobStoreError(kind: .corrupt, message: finding) }
    }

    private func refuseForeignFile() throws(JobStoreError) {
        let id = try integer("PRAGMA application_id")
        if id == Connection.applicationID { return }
        // A file that was made but never filled, by a process that died early, is ours too.
        let tables = try integer("SELECT count(*) FROM sqlite_schema")
        guard id == 0, tables == 0 else {
            throw JobStoreError(kind: .foreignFile, message: "the file is no job store")
        }
    }

    /// Brings the schema to the version of the last of `migrations`, each in its transaction.
    ///
    /// - Throws: `JobStoreError` ``JobStoreError/Kind/newerSchema`` when the file is beyond that.
    func migrate(with migrations: [Migration]) throws(JobStoreError) {
        let version = try integer("PRAGMA user_version")
        let known = Int64(migrations.last?.version ?? 0)
        guard version <= known else {
            throw JobStoreError(
                kind: .newerSchema,
                message: "the file has version \(version), this program knows up to \(known)"
            )
        }
        for migration in migrations where migration.version > version {
            try transaction { () throws(JobStoreError) in
                try execute(migration.script)
                try execute(
                    """
                    PRAGMA application_id = \(Connection.applicationID);
                    PRAGMA user_version = \(migration.version);
                    """
                )
            }
        }
    }

    /// Moves the write-ahead log into the file, before the connection is closed.
    func finish() throws(JobStoreError) {
        try execute("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);")
    }
}

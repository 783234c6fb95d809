// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import JobStore

struct OpeningTests {
    private static let withNote = Migration(
        version: Migration.all.count + 1,
        script: "ALTER TABLE jobs ADD COLUMN note TEXT NOT NULL DEFAULT 'none'"
    )

    /// Opens a store whose schema is `migrations` and calls `body` with it.
    private static func open<Result>(
        _ path: String,
        migrations: [Migration] = Migration.all,
        _ body: (JobStore) throws -> Result
    ) throws -> Result {
        var limits = JobStoreLimits()
        limits.busyTimeoutMilliseconds = 1
        let store = try JobStore(path: path, limits: limits, migrations: migrations)
        defer { try? store.close() }
        return try body(store)
    }

    private static func kind(_ body: () throws -> Void) -> JobStoreError.Kind? {
        do {
            try body()
            return nil
        } catch {
            return (error as? JobStoreError)?.kind
        }
    }

    private static func text(_ sql: String, in store: JobStore) throws -> String {
        try store.withConnection { (connection) throws(JobStoreError) in try connection.text(sql) }
    }

    @Test func numbersItsMigrationsWithoutAGap() {
        #expect(Migration.all.map(\.version) == Array(1...Migration.all.count))
    }

    @Test func bringsAnOlderFileUpToDateAndKeepsItsJobs() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "jobs.db")
            let before = try Self.open(path, migrations: Migration.all) { store throws in
                try store.makeJob("a", in: .succeeded)
                return try store.job("a")
            }
            try Self.open(path, migrations: Migration.all + [Self.withNote]) { store throws in
                #expect(try store.job("a") == before)
                #expect(try Self.text("SELECT note FROM jobs", in: store) == "none")
                #expect(
                    try Self.text("PRAGMA user_version", in: store) == "\(Self.withNote.version)"
                )
            }
            // A second time there is nothing to do.
            try Self.open(path, migrations: Migration.all + [Self.withNote]) { store throws in
                #expect(try store.job("a") == before)
            }
        }
    }

    @Test func refusesAFileOfALaterVersion() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "jobs.db")
            try Self.open(path, migrations: Migration.all + [Self.withNote]) { _ in }
            #expect(
                Self.kind { try Self.open(path, migrations: Migration.all) { _ in } }
                    == .newerSchema
            )
            // And has not touched it.
            try Self.open(path, migrations: Migration.all + [Self.withNote]) { store throws in
                #expect(try store.counts()[.queued] == 0)
            }
        }
    }

    @Test func leavesNothingOfAMigrationThatFails() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "jobs.db")
            let broken = Migration(
                version: Migration.all.count + 1,
                script: "CREATE TABLE extra (a); SELECT nothing;"
            )
            try Self.open(path, migrations: Migration.all) { try $0.submit(sample: "a") }
            #expect(
                Self.kind { try Self.open(path, migrations: Migration.all + [broken]) { _ in } }
                    == .other
            )
            try Self.open(path, migrations: Migration.all) { store throws in
                #expect(try store.job("a") != nil)
                let tables = "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"
                #expect(try Self.text(tables, in: store) == "0")
            }
        }
    }

    @Test func keepsOthersOutWhileItIsOpen() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "jobs.db")
            try Self.open(path) { _ in
                #expect(Self.kind { try Self.open(path) { _ in } } == .busy)
            }
            try Self.open(path) { _ in }
        }
    }

    @Test func refusesADatabaseOfSomeoneElse() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "other.db")
            try Connection(path: path).execute("CREATE TABLE theirs (a)")
            #expect(Self.kind { try Self.open(path) { _ in } } == .foreignFile)
            let journal = try Connection(path: path).text("PRAGMA journal_mode")
            #expect(journal == "delete")
        }
    }

    @Test func refusesAFileThatIsNoDatabase() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "text")
            let file = try File(creating: path)
            let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)
            try unsafe bytes.withUnsafeBytes { try unsafe file.descriptor.write(all: $0, at: 0) }
            #expect(Self.kind { try Self.open(path) { _ in } } == .foreignFile)
        }
    }

    @Test func refusesAFileThatIsDamaged() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "jobs.db")
            try Self.open(path) { store throws in
                for number in 0..<50 { try store.submit(sample: "job \(number)") }
            }
            let file = try File(updating: path)
            let noise = [UInt8](repeating: 0x5A, count: 4096)
            try unsafe noise.withUnsafeBytes { try unsafe file.descriptor.write(all: $0, at: 4096) }
            #expect(Self.kind { try Self.open(path) { _ in } } == .corrupt)
        }
    }

    @Test func tellsThatAFolderIsMissing() {
        let kind = Self.kind { try Self.open("/nonexistent/jobs.db") { _ in } }
        #expect(kind == .cannotOpen)
    }

    /// The modes on which durability and safety rest.
    @Test(arguments: [
        ("journal_mode", "wal"), ("synchronous", "2"), ("locking_mode", "exclusive"),
        ("foreign_keys", "1"), ("trusted_schema", "0"), ("cell_size_check", "1"),
        ("journal_size_limit", "67108864"), ("application_id", "1162956879"),
    ])
    func setsItsModes(name: String, value: String) throws {
        try withStore { store throws in
            #expect(try Self.text("PRAGMA \(name)", in: store) == value)
        }
    }
}

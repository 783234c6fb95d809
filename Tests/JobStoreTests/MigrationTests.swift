// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import JobStore

/// A file of version 1, where each job had an upload of its own, under today's program.
struct MigrationTests {
    /// A job of version 1: its state's columns, its digest.
    private static func row(_ id: String, _ state: JobState, sha256: String) -> String {
        let isRunning = state == .running || state == .cancelling
        let phase = isRunning ? "'rendering'" : "NULL"
        let started = state == .queued ? "NULL" : "2000"
        let finished = state.isFinal ? "3000" : "NULL"
        let archive = state == .succeeded ? "70, 8, 'cd'" : "NULL, NULL, NULL"
        let error = state == .failed ? "'{}'" : "NULL"
        return """
            INSERT INTO jobs (id, state, phase, fence, attempt, revision, created_at, started_at,
                finished_at, options, dataset_file, dataset_bytes, dataset_sha256, dataset_images,
                archive_bytes, archive_entries, archive_sha256, error)
            VALUES ('\(id)', '\(state.rawValue)', \(phase), 3, 2, 5, 1000, \(started), \(finished),
                '{"seed":1}', '\(id).zip', 99, '\(sha256)', 12, \(archive), \(error));
            """
    }

    private static func withMigrated(
        _ rows: [String],
        _ body: (JobStore) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "jobs.db")
            let limits = JobStoreLimits()
            let old = try JobStore(path: path, limits: limits, migrations: [.jobs])
            try old.withConnection { (connection) throws(JobStoreError) in
                for row in rows { try connection.execute(row) }
            }
            try old.close()
            let store = try JobStore(path: path)
            defer { try? store.close() }
            try body(store)
        }
    }

    @Test func makesOneDatasetOfEachDigest() throws {
        let rows = [
            Self.row("a", .succeeded, sha256: "one"), Self.row("b", .failed, sha256: "two"),
            Self.row("c", .succeeded, sha256: "one"), Self.row("d", .cancelled, sha256: "one"),
        ]
        try Self.withMigrated(rows) { store throws in
            #expect(try store.listDatasets(limit: 9).datasets.map(\.id) == ["b", "a"])
            #expect(try store.datasetFiles() == ["a.zip", "b.zip"])
            let dataset = try #require(try store.dataset("a"))
            #expect(dataset.sha256 == "one" && dataset.bytes == 99 && dataset.createdAt == 1_000)
            #expect(!dataset.isKept && dataset.inspection == nil && dataset.revision == 1)
            let jobs = try store.list(limit: 9).jobs
            #expect(jobs.map(\.id) == ["d", "c", "b", "a"])
            #expect(jobs.map(\.datasetID) == ["a", "a", "b", "a"])
            #expect(jobs.allSatisfy { $0.datasetBytes == 99 && $0.labels == nil })
        }
    }

    @Test func keepsAllElseOfAJob() throws {
        try Self.withMigrated([Self.row("a", .succeeded, sha256: "one")]) { store throws in
            let job = try #require(try store.job("a"))
            #expect(job.state == .succeeded && job.fence == 3 && job.attempt == 2)
            #expect(job.revision == 5 && job.createdAt == 1_000 && job.finishedAt == 3_000)
            #expect(job.options == #"{"seed":1}"# && job.datasetImages == 12)
            #expect(job.archiveBytes == 70 && job.archiveSHA256 == "cd")
        }
    }

    /// A finished job of version 1 may have lost its upload to a crash; one that waits has it.
    @Test(arguments: [JobState.queued, .running, .cancelling])
    func takesTheUploadOfAJobThatIsNotDone(state: JobState) throws {
        let rows = [
            Self.row("a", .failed, sha256: "one"), Self.row("b", state, sha256: "one"),
            Self.row("c", .queued, sha256: "one"),
        ]
        try Self.withMigrated(rows) { store throws in
            #expect(try store.datasetFiles() == ["b.zip"])
            _ = try store.recover(now: 9_000)
            let claimed = try #require(try store.claim(now: 9_001))
            #expect(claimed.datasetID == "b")
        }
    }

    @Test func goesOnCountingWhereItWas() throws {
        let row = Self.row("a", .failed, sha256: "one")
        try Self.withMigrated([row, "DELETE FROM jobs"]) { store throws in
            #expect(try store.listDatasets(limit: 9).datasets.isEmpty)
            try store.submit(sample: "b")
            #expect(try store.job("b")?.sequence == 2)
        }
    }

    @Test func lastJobsTakeTheirMigratedDatasetsWithThem() throws {
        let rows = [Self.row("a", .failed, sha256: "x"), Self.row("b", .succeeded, sha256: "x")]
        try Self.withMigrated(rows) { store throws in
            #expect(try store.delete("a")?.datasetFile == nil)
            #expect(try store.delete("b")?.datasetFile == "a.zip")
        }
    }

    // MARK: Version 2, where there were no tenants

    private static func withVersion2(
        _ script: String,
        _ body: (JobStore) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "jobs.db")
            let old = try JobStore(
                path: path,
                limits: JobStoreLimits(),
                migrations: [.jobs, .datasets]
            )
            try old.withConnection { (connection) throws(JobStoreError) in
                try connection.execute(script)
            }
            try old.close()
            let store = try JobStore(path: path)
            defer { try? store.close() }
            try body(store)
        }
    }

    private static let twoJobs = """
        INSERT INTO datasets (sequence, id, file, bytes, sha256, created_at, kept, inspection,
            revision)
        VALUES (3, 'd', 'd.zip', 9, 'ab', 900, 1, '{}', 4), (7, 'e', 'e.zip', 8, 'cd', 950, 0,
            NULL, 1), (20, 'f', 'f.zip', 8, 'ef', 960, 0, NULL, 1);
        INSERT INTO jobs (id, state, created_at, options, dataset_id, dataset_bytes, dataset_sha256)
        VALUES ('a', 'queued', 1000, '{}', 'd', 9, 'ab'), ('b', 'queued', 1001, '{}', 'e', 8, 'cd');
        DELETE FROM datasets WHERE id = 'f';
        """

    @Test func makesWhatWasThereNobodysInParticular() throws {
        try Self.withVersion2(Self.twoJobs) { store throws in
            #expect(try store.list(limit: 9).jobs.map(\.tenant) == ["", ""])
            let dataset = try #require(try store.dataset("d"))
            #expect(dataset.tenant == "" && dataset.isKept && dataset.inspection == "{}")
            #expect(dataset.revision == 4 && dataset.createdAt == 900 && dataset.sequence == 3)
            #expect(try store.view(of: Tenancy(tenant: "ann")).job("a") == nil)
        }
    }

    @Test func keepsReferencesAndTheOrderOfArrival() throws {
        try Self.withVersion2(Self.twoJobs) { store throws in
            #expect(try store.claim(now: 2_000)?.datasetID == "d")
            let broken = try store.withConnection { (connection) throws(JobStoreError) in
                try connection.rows("PRAGMA foreign_key_check") { (row) throws(JobStoreError) in
                    row.text()
                }
            }
            #expect(broken.isEmpty)
            // The number of a dataset that is gone is not given again.
            #expect(try store.addDataset(.sample("g", sha256: "gh")).dataset.sequence == 21)
            let error = #expect(throws: JobStoreError.self) { () throws in
                try store.withConnection { (connection) throws(JobStoreError) in
                    try connection.execute("DELETE FROM datasets WHERE id = 'd'")
                }
            }
            #expect(error?.kind == .constraint, "jobs still refer to the table")
        }
    }

    @Test func inspectsWhatWasNot() throws {
        try Self.withVersion2(Self.twoJobs) { store throws in
            #expect(try store.nextUninspected()?.id == "e")
        }
    }
}

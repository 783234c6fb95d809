// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import JobStore

/// What the file refuses, whatever the code asks.
struct SchemaTests {
    private static func run(_ sql: String, in store: JobStore) throws {
        try store.withConnection { (connection) throws(JobStoreError) in
            try connection.execute(sql)
        }
    }

    @Test(arguments: [
        "created_at = 'soon'", "dataset_bytes = 1.5", "dataset_bytes = -1", "fence = -1",
        "state = 'paused'", "phase = 'resting'", "id = ''", "id = NULL", "options = NULL",
        // A job that contradicts itself.
        "state = 'running'", "state = 'succeeded'", "state = 'failed'", "state = 'cancelled'",
        "finished_at = 1", "started_at = 1", "phase = 'packing'", "error = '{}'",
        "archive_bytes = 1", "archive_sha256 = 'ab'",
        "state = 'failed', finished_at = 1", "state = 'succeeded', finished_at = 1",
        "state = 'running', phase = 'packing'", "state = 'cancelled', phase = 'packing'",
        "state = 'failed', finished_at = 1, error = '{}', archive_bytes = 1",
        "dataset_id = NULL", "dataset_id = 'none'", "labels_file = 'x'", "labels_sha256 = 'ab'",
    ])
    func refusesARowThatIsWrong(assignment: String) throws {
        try withStore { store throws in
            try store.submit(sample: "a")
            #expect {
                try Self.run("UPDATE jobs SET \(assignment)", in: store)
            } throws: { ($0 as? JobStoreError)?.kind == .constraint }
        }
    }

    @Test(arguments: [
        "id = ''", "id = NULL", "bytes = -1", "kept = 2", "sha256 = NULL", "created_at = 'soon'",
        "inspection = '{}', inspection_error = '{}'", "sha256 = 'ab12-b'", "file = 'dataset-b.zip'",
        "id = 'other'",
    ])
    func refusesADatasetThatIsWrong(assignment: String) throws {
        try withStore { store throws in
            try store.submitSamples(["a", "b"])
            #expect {
                try Self.run("UPDATE datasets SET \(assignment) WHERE id = 'dataset-a'", in: store)
            } throws: { ($0 as? JobStoreError)?.kind == .constraint }
        }
    }

    @Test(arguments: [
        "DELETE FROM datasets",
        "INSERT INTO jobs (id, state, created_at, options, dataset_bytes, dataset_sha256) "
            + "VALUES ('b', 'queued', 1, '{}', 1, 'ab')",
    ])
    func keepsJobsAndTheirDatasetsTogether(sql: String) throws {
        try withStore { store throws in
            try store.submit(sample: "a")
            #expect {
                try Self.run(sql, in: store)
            } throws: { ($0 as? JobStoreError)?.kind == .constraint }
        }
    }

    /// The statements that run often have an index to run on.
    @Test(arguments: [
        ("SELECT id FROM jobs WHERE state = 'queued' ORDER BY sequence LIMIT 1", "jobs_by_state"),
        (
            "SELECT id FROM jobs WHERE sequence < 9 AND state = 'x' ORDER BY sequence DESC",
            "jobs_by_state"
        ),
        ("SELECT state, count(*) FROM jobs GROUP BY state", "jobs_by_state"),
        ("SELECT id FROM jobs WHERE sequence < 9 ORDER BY sequence DESC", "PRIMARY KEY"),
        ("SELECT state FROM jobs WHERE id = 'a'", "sqlite_autoindex"),
        ("SELECT id FROM jobs WHERE dataset_id = 'a' ORDER BY sequence", "jobs_by_dataset"),
        ("SELECT id FROM datasets WHERE tenant = 'a' AND sha256 = 'a'", "sqlite_autoindex"),
        (
            "SELECT id FROM datasets WHERE sequence < 9 AND tenant = 'a' ORDER BY sequence DESC",
            "datasets_by_tenant"
        ),
        (
            "SELECT id FROM jobs WHERE sequence < 9 AND tenant = 'a' ORDER BY sequence DESC",
            "jobs_by_tenant"
        ),
        ("SELECT id FROM jobs WHERE id = 'a' AND (NULL IS NULL OR tenant = 'b')", "autoindex"),
        (
            "SELECT tenant, count(*) FROM jobs INDEXED BY jobs_that_wait WHERE state = 'queued' "
                + "GROUP BY tenant", "USING COVERING INDEX jobs_that_wait"
        ),
        ("SELECT tenant, sum(bytes) FROM datasets GROUP BY tenant", "datasets_by_tenant"),
        (
            "SELECT tenant, sum(archive_bytes) FROM jobs INDEXED BY jobs_with_archives "
                + "WHERE state = 'succeeded' GROUP BY tenant",
            "USING COVERING INDEX jobs_with_archives"
        ),
        (
            "SELECT id FROM datasets WHERE inspection IS NULL AND inspection_error IS NULL "
                + "ORDER BY sequence LIMIT 1", "datasets_uninspected"
        ),
    ])
    func findsRowsByAnIndex(sql: String, index: String) throws {
        try withStore { store throws in
            let steps = try store.withConnection { (connection) throws(JobStoreError) in
                try connection.rows("EXPLAIN QUERY PLAN " + sql) { (row) throws(JobStoreError) in
                    for _ in 0..<3 { _ = row.integer() }
                    return row.text()
                }
            }
            #expect(steps.contains { $0.contains(index) })
            #expect(!steps.contains { $0.contains("TEMP B-TREE") })
        }
    }
}

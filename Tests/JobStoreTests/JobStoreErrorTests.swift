// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import JobStore

struct JobStoreErrorTests {
    private static func error(_ body: () throws -> Void) -> JobStoreError? {
        do {
            try body()
            return nil
        } catch {
            return error as? JobStoreError
        }
    }

    private static func setLargestFile(pages: Int, of store: JobStore) throws {
        try store.withConnection { (connection) throws(JobStoreError) in
            try connection.execute("PRAGMA max_page_count = \(pages)")
        }
    }

    @Test func saysThatTheDiskIsFullAndGoesOnOnceThereIsRoom() throws {
        try withStore { store throws in
            try store.submit(sample: "a")
            try Self.setLargestFile(pages: 1, of: store)
            let large = NewJob(
                id: "b",
                createdAt: 1,
                options: String(repeating: "x", count: 1 << 20),
                dataset: .existing("dataset-a")
            )
            let error = Self.error { _ = try store.submit(large) }
            #expect(error?.isFull == true)
            #expect(error?.isBusy == false)
            #expect(try store.states() == ["a": .queued])
            try Self.setLargestFile(pages: 1_000_000, of: store)
            _ = try store.submit(large)
            #expect(try store.job("b")?.options == large.options)
        }
    }

    @Test func tellsNoValueOfAStatementThatFailed() throws {
        try withStore { store throws in
            try store.submit(sample: "secret-id")
            let error = try #require(Self.error { try store.submit(sample: "secret-id") })
            #expect(error.description.contains("jobs.id"))
            #expect(!error.description.contains("secret"))
            #expect(!error.description.contains("ab12"))
        }
    }

    /// The extended codes of SQLite's documentation: the primary code is the low byte.
    @Test(
        arguments: [
            (5, .busy), (261, .busy), (13, .full), (11, .corrupt), (779, .corrupt),
            (10, .inputOutput),
            (1034, .inputOutput), (14, .cannotOpen), (1032, .cannotOpen), (19, .constraint),
            (2067, .constraint), (26, .foreignFile), (1, .other), (7, .other),
        ] as [(Int32, JobStoreError.Kind)]
    )
    func sortsCodesIntoKinds(code: Int32, kind: JobStoreError.Kind) {
        #expect(JobStoreError(code: code, message: "").kind == kind)
    }

    @Test func rollsBackWhatFailsHalfway() throws {
        struct Outcome: Error {}
        try withStore { store throws in
            let error = Self.error {
                try store.withConnection { (connection) throws(JobStoreError) in
                    try connection.transaction { () throws(JobStoreError) in
                        try connection.change(
                            "INSERT INTO datasets (id, tenant, file, created_at, bytes, sha256) "
                                + "VALUES (?1, '', '', 1, 1, 'ab12-a')",
                            [.text("a")]
                        )
                        throw JobStoreError(kind: .other, message: "stop")
                    }
                }
            }
            #expect(error?.message == "stop")
            #expect(try store.datasetFiles().isEmpty)
            try store.submit(sample: "a")
        }
    }

    @Test func keepsEmptyTextsAndTextsWithNulApartFromNull() throws {
        try withStore { store throws in
            let job = NewJob(
                id: "a",
                createdAt: 1,
                options: "",
                dataset: .new(.sample("d", sha256: "é")),
                labels: JobLabels(file: "x\u{0}y", sha256: "")
            )
            _ = try store.submit(job)
            let kept = try #require(try store.job("a"))
            #expect(kept.options == "" && kept.datasetSHA256 == "é" && kept.labels == job.labels)
        }
    }
}

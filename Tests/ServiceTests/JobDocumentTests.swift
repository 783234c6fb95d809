// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// A job as clients see it, in each of its states.
@Suite struct JobDocumentTests {
    private func submit(to store: JobStore) throws {
        _ = try store.submit(
            NewJob(
                id: "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM",
                createdAt: 1_763_928_131_500,
                options: "{\"seed\":5}",
                dataset: .new(
                    NewDataset(
                        id: "01JD8Z6E0ZKQ0W3Y5T1N8V4RXN",
                        createdAt: 1_763_928_131_500,
                        file: "x.zip",
                        bytes: 10,
                        sha256: "ab",
                        isKept: false
                    )
                )
            )
        )
    }

    private func document(_ store: JobStore, now: Int64 = 0) throws -> JSONValue {
        let job = try #require(try store.job("01JD8Z6E0ZKQ0W3Y5T1N8V4RXM"))
        return try JSONValue.parse(JobDocument(job: job, now: now).json())
    }

    private func withStore(_ body: (JobStore) throws -> Void) throws {
        try withTemporaryDirectory { directory in
            let store = try JobStore(path: directory.path(of: "jobs.sqlite"))
            try submit(to: store)
            try body(store)
            try store.close()
        }
    }

    @Test func aQueuedJob() throws {
        try withStore { store in
            let job = try document(store)
            #expect(job["state"]?.asString == "queued")
            #expect(job["done"]?.asBool == false)
            #expect(job["phase"]?.isNull == true)
            #expect(job["created_at"]?.asString == "2025-11-23T20:02:11Z")
            #expect(job["started_at"]?.isNull == true)
            #expect(job["options"]?["seed"]?.asInteger == 5)
            #expect(job["dataset"]?["id"]?.asString == "01JD8Z6E0ZKQ0W3Y5T1N8V4RXN")
            #expect(job["dataset"]?["images"]?.isNull == true)
            #expect(job["classes"] == nil)
            #expect(job["archive"]?.isNull == true && job["error"]?.isNull == true)
            #expect(job["links"]?["archive"]?.asString?.hasSuffix("RXM/archive") == true)
        }
    }

    @Test func aRunningJobKnowsHowLongItWillTake() throws {
        try withStore { store in
            let job = try #require(try store.claim(now: 1_000_000))
            _ = try store.planned(
                job.id,
                fence: job.fence,
                images: 9,
                ignored: 1,
                summary: "{\"classes\":[],\"totals\":{\"images\":8}}",
                total: 400
            )
            _ = try store.report(job.id, fence: job.fence, phase: .rendering, done: 100, total: 400)
            let running = try document(store, now: 1_010_000)
            #expect(running["state"]?.asString == "running")
            #expect(running["phase"]?.asString == "rendering")
            #expect(running["progress"]?["fraction"]?.asNumber == 0.25)
            #expect(running["progress"]?["eta_seconds"]?.asInteger == 30)
            #expect(running["totals"]?["images"]?.asInteger == 8)
            #expect(running["dataset"]?["images"]?.asInteger == 9)
        }
    }

    @Test func aJobThatSucceeded() throws {
        try withStore { store in
            let job = try #require(try store.claim(now: 1_000_000))
            _ = try store.succeed(
                job.id,
                fence: job.fence,
                archiveBytes: 77,
                archiveEntries: 5,
                archiveSHA256: "cd",
                now: 2_000_000
            )
            let done = try document(store)
            #expect(done["state"]?.asString == "succeeded" && done["done"]?.asBool == true)
            #expect(done["archive"]?["bytes"]?.asInteger == 77)
            #expect(done["finished_at"]?.asString == "1970-01-01T00:33:20Z")
            #expect(done["progress"]?["eta_seconds"]?.isNull == true)
        }
    }

    @Test func aJobThatFailedSaysWhy() throws {
        try withStore { store in
            let job = try #require(try store.claim(now: 1_000_000))
            var writer = JSONWriter()
            Problem(.tooFewImages, "Too few.").write(to: &writer)
            _ = try store.fail(
                job.id,
                fence: job.fence,
                error: String(decoding: writer.take(), as: UTF8.self),
                now: 2_000_000
            )
            let failed = try document(store)
            #expect(failed["error"]?["type"]?.asString == "/problems/too-few-images")
            #expect(failed["error"]?["request_id"] == nil)
            #expect(failed["archive"]?.isNull == true)
        }
    }
}

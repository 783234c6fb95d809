// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import HTTPWire
import Hashing
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// Polls of a job that has not changed are answered without the store, and never late.
@Suite struct JobAnswersTests {
    /// A job that waits.
    private func withJob(
        _ limits: ServiceLimits = ServiceLimits(),
        _ body: (TestService, RandomID) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory, limits: limits)
            let posted = try service.post()
            let id = try #require(posted.json?["id"]?.asString)
            try body(service, try #require(RandomID(id)))
        }
    }

    @Test func sendsAgainWhatTheStoreWasAskedForOnce() throws {
        try withJob { service, id in
            let jobs = service.jobResource
            let head = try RequestHead("GET /")
            let before = try jobs.showReady(id, head)
            #expect(before == nil)
            let first = try jobs.show(id, head)
            // Not even a store that is closed is missed.
            try service.store.close()
            let again = try #require(try jobs.showReady(id, head))
            #expect(again.status == .ok)
            #expect(again.fields == first.fields)
            #expect(again.json == first.json)
            #expect(again.fields[.cacheControl] == "private, no-cache")
            #expect(again.fields[.retryAfter] == "1")
        }
    }

    @Test func knowsTheConditionsOfARequest() throws {
        try withJob { service, id in
            let jobs = service.jobResource
            let tag = try #require(try jobs.show(id, RequestHead("GET /")).fields[.eTag])
            #expect(tag.hasPrefix("W/"))
            for (field, status) in [
                ("If-None-Match: \(tag)", 304), ("If-None-Match: \(tag.dropFirst(2))", 304),
                ("If-None-Match: *", 304), ("If-None-Match: \"x\"", 200), ("If-Match: *", 200),
            ] {
                let head = try RequestHead("HEAD /", [field])
                let answer = try #require(try jobs.showReady(id, head))
                #expect(answer.status.code == status, "\(field)")
                #expect(answer.fields[.eTag] == tag)
            }
            // A weak tag matches none strongly (RFC 9110 §13.1.1).
            let head = try RequestHead("GET /", ["If-Match: \(tag)"])
            #expect(throws: Problem.self) { () throws in try jobs.showReady(id, head) }
        }
    }

    /// Changes of the job, in an order in which each is one.
    @Test func forgetsWhatHasChanged() throws {
        try withJob { service, id in
            let jobs = service.jobResource
            let store = service.store
            let head = try RequestHead("GET /")
            var fence: Int64 = 0
            let name = id.description
            let changes: [(String, () throws -> Void)] = [
                ("claimed", { fence = try store.claim(now: 5)?.fence ?? 0 }),
                (
                    "progress",
                    {
                        let isOurs = try store.report(
                            name,
                            fence: fence,
                            phase: .rendering,
                            done: 1,
                            total: 9
                        )
                        #expect(isOurs)
                    }
                ),
                ("parked", { _ = try store.requeue(name, fence: fence) }),
                ("cancelled", { _ = try store.cancel(name, now: 5) }),
                ("removed", { _ = try store.delete(name) }),
            ]
            for (what, change) in changes {
                let tag = try jobs.show(id, head).fields[.eTag]
                let ready = try jobs.showReady(id, head)
                #expect(ready?.fields[.eTag] == tag, "before it was \(what)")
                try change()
                let late = try jobs.showReady(id, head)
                #expect(late == nil, "\(what)")
            }
            #expect(throws: Problem.self) { () throws in try jobs.show(id, head) }
        }
    }

    @Test func keepsNoneWhereThereIsNoMemoryForThem() throws {
        var limits = ServiceLimits()
        limits.jobAnswerBytes = 0
        try withJob(limits) { service, id in
            let head = try RequestHead("GET /")
            _ = try service.jobResource.show(id, head)
            let ready = try service.jobResource.showReady(id, head)
            #expect(ready == nil)
        }
    }

    @Test func tellsAPollerOfTheEndOnce() throws {
        try withService { service in
            let posted = try service.call(
                "POST",
                "/v1/jobs",
                fields: ["Content-Type: application/zip"],
                body: service.zip
            )
            let path = try #require(posted.field("Location"))
            #expect(try service.wait(path)["state"]?.asString == "succeeded")
            let tag = try #require(try service.call("GET", path).field("ETag"))
            let same = try service.call("GET", path, fields: ["If-None-Match: \(tag)"])
            #expect(same.status == 304 && same.body.isEmpty)
            #expect(try service.call("HEAD", path).field("ETag") == tag)
            #expect(try service.call("DELETE", path).status == 204)
            #expect(try service.call("GET", path).status == 404)
        }
    }

    @Test func tellsWhoeverKnowsAJobThatWaitsWhenToAskAgain() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let id = try #require(try service.post().json?["id"]?.asString)
            let job = try #require(RandomID(id))
            let whole = try service.jobResource.show(job, RequestHead("GET /"))
            let tag = try #require(whole.fields[.eTag])
            let known = try RequestHead("GET /", ["If-None-Match: \(tag)"])
            let same = try service.jobResource.show(job, known)
            #expect(same.status == .notModified)
            #expect(same.fields[.retryAfter] == "1" && whole.fields[.retryAfter] == "1")
        }
    }
}

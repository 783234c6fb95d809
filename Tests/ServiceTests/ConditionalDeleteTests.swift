// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Hashing
import JSON
import JobStore
import TestSupport
import Testing

@testable import Service

/// DELETE does nothing where the request's conditions do not hold (RFC 9110 §13.1.1).
@Suite struct ConditionalDeleteTests {
    @Test(arguments: [true, false])
    func doesNothingWhereAConditionFails(ofJob: Bool) throws {
        try withService { service throws in
            let posted = try service.call(
                "POST",
                ofJob ? "/v1/jobs?size=16" : "/v1/datasets",
                body: service.zip
            )
            let path = try #require(posted.field("Location"), "\(posted)")
            _ = ofJob ? try service.wait(path) : try service.inspected(path)
            let tag = try #require(try service.call("GET", path).field("ETag"))
            let strong = String(tag.dropFirst("W/".count))
            for field in [
                // None is strong, so none is as strongly the same.
                "If-Match: \(tag)", "If-Match: \(strong)", "If-Match: \"x\"", "If-Match: nonsense",
                "If-None-Match: \(tag)", "If-None-Match: *",
            ] {
                let answer = try service.call("DELETE", path, fields: [field])
                #expect(answer.status == 412, "\(field)")
                #expect(answer.json["type"]?.asString == "/problems/precondition-failed")
                #expect(try service.call("GET", path).field("ETag") == tag, "\(field)")
            }
            let other = path.replacing("/0", with: "/1")
            let none = try service.call("DELETE", other, fields: ["If-Match: *"])
            #expect(none.status == 404, "what is not there comes first")
            // A date counts only where the document has one.
            let fields = ["If-Match: *", "If-None-Match: W/\"old\""]
            #expect(try service.call("DELETE", path, fields: fields).status == 204)
        }
    }

    @Test func cancelsNothingWhereAConditionFails() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let id = try #require(try service.post().json?["id"]?.asString)
            let job = try #require(RandomID(id))
            let head = try RequestHead("DELETE /", ["If-Match: \"x\""])
            let problem = #expect(throws: Problem.self) { () throws in
                _ = try service.jobResource.delete(job, head)
            }
            #expect(problem?.kind == .preconditionFailed)
            #expect(try service.store.view(of: .everyone).job(id)?.state == .queued)
        }
    }
}

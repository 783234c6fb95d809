// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import TestSupport
import Testing

@testable import Service

/// A whole service tells a job from its place in the queue to its archive.
@Suite struct FollowedJobTests {
    private func post(_ service: RunningService) throws -> JSONValue {
        let posted = try service.call(
            "POST",
            "/v1/jobs",
            fields: ["Content-Type: application/zip"],
            body: service.zip
        )
        #expect(posted.status == 202, "\(posted)")
        return posted.json
    }

    @Test func tellsAJobToItsEnd() throws {
        try withService { service throws in
            let job = try post(service)
            let path = try #require(job["links"]?["events"]?.asString)
            let client = try EventClient(path, port: service.port)
            #expect(client.status == 200)
            let events = try client.events()
            let ids = events.compactMap(\.id)
            #expect(ids == Set(ids).sorted(), "each once, in order")
            #expect(events.dropLast().allSatisfy { $0.data["done"]?.asBool == false })
            let last = try #require(events.last)
            #expect(last.name == "end")
            // What a poll says, from the same row.
            let whole = try service.call("GET", try #require(job["links"]?["self"]?.asString))
            #expect(last.data == whole.json)
            #expect(whole.field("ETag")?.hasSuffix("-\(try #require(last.id))\"") == true)
            let again = try service.call("GET", path, fields: ["Last-Event-ID: \(last.id ?? 0)"])
            #expect(again.status == 204 && again.body.isEmpty)
        }
    }

    /// In chunks, behind which the connection serves another request.
    @Test func keepsTheConnectionWhenTheStreamIsOver() throws {
        try withService { service throws in
            let job = try post(service)
            let path = try #require(job["links"]?["events"]?.asString)
            let client = try RawClient(port: service.port)
            try client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nAccept: image/png\r\n\r\n")
            let head = try client.receive(through: "\r\n\r\n")
            #expect(head.hasPrefix("HTTP/1.1 200 "))
            #expect(head.contains("Transfer-Encoding: chunked\r\n"))
            let body = try client.receive(through: "0\r\n\r\n")
            #expect(body.contains("event: end\n"))
            try client.send("GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(try client.receiveAll().hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func refusesWhatIsNoQuestionForEvents() throws {
        try withService { service throws in
            let path = try #require(try post(service)["links"]?["events"]?.asString)
            #expect(try service.call("POST", path).status == 405)
            #expect(try service.call("GET", path + "?since=1").status == 422)
            #expect(try service.call("OPTIONS", path).field("Allow") == "GET, HEAD, OPTIONS")
            let none = path.replacing("/v1/jobs/0", with: "/v1/jobs/1")
            #expect(try service.call("GET", none).status == 404)
        }
    }

    @Test func tellsWhenToComeAgainBeforeItStops() throws {
        try withTemporaryDirectory { directory in
            let service = try RunningService(in: directory)
            // A job that nobody begins while so many others come first.
            for _ in 0..<30 { _ = try post(service) }
            let path = try #require(try post(service)["links"]?["events"]?.asString)
            let client = try EventClient(path, port: service.port)
            #expect(try client.event()?.name == "state")
            try service.stop()
            var last: EventClient.Message?
            while let message = try client.next() { last = message }
            #expect((last?.retry ?? 0) >= 3000, "\(String(describing: last))")
        }
    }
}

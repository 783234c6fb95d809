// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import JSON
import POSIX
import TestSupport
import Testing

@testable import Service

/// A POST with an Idempotency-Key can be sent again without harm.
@Suite struct IdempotencyTests {
    @Test(
        arguments: [
            ("\"abc\"", "abc"), ("abc", "abc"), (#""a\"b\\c""#, #"a"b\c"#), ("!~", "!~"),
            ("a\"", "a\""),
            (String(repeating: "x", count: 255), String(repeating: "x", count: 255)),
            ("", nil), ("\"\"", nil), ("a b", nil), ("\"a b\"", nil), ("\"a", nil), ("\"a\"b", nil),
            (#""a\b""#, nil), (#""a\"#, nil), ("é", nil), ("\u{7f}", nil), ("\"a\", \"b\"", nil),
            (String(repeating: "x", count: 256), nil),
        ] as [(String, String?)]
    )
    func readsKeys(value: String, key: String?) {
        #expect(IdempotencyKey.read(value) == key)
    }

    private func post(
        _ service: RunningService,
        _ target: String = "/v1/jobs?size=16",
        key: String = "k",
        body: [UInt8]? = nil,
        fields: [String] = []
    ) throws -> RunningService.Answer {
        try service.call(
            "POST",
            target,
            fields: ["Idempotency-Key: \(key)"] + fields,
            body: body ?? service.zip
        )
    }

    private func form(_ zip: [UInt8], size: String) -> [UInt8] {
        let head =
            "--b\r\nContent-Disposition: form-data; name=\"size\"\r\n\r\n\(size)\r\n--b\r\n"
            + "Content-Disposition: form-data; name=\"dataset\"; filename=\"x.zip\"\r\n\r\n"
        return Array(head.utf8) + zip + Array("\r\n--b--\r\n".utf8)
    }

    @Test func givesTheSameJobHoweverTheRequestIsSent() throws {
        try withService { service throws in
            let first = try post(service)
            #expect(first.status == 202, "\(first)")
            let path = try #require(first.field("Location"))
            _ = try service.wait(path)
            let again = [
                try post(service), try post(service, key: "\"k\""),
                // Another order, and a default that is said.
                try post(service, "/v1/jobs?seed=32&size=16"),
                try post(
                    service,
                    "/v1/jobs",
                    body: form(service.zip, size: "16"),
                    fields: ["Content-Type: multipart/form-data; boundary=b"]
                ),
            ]
            for answer in again {
                #expect(answer.status == 202 && answer.field("Location") == path, "\(answer)")
                #expect(answer.json["state"]?.asString == "succeeded", "as it is now")
            }
            #expect(try service.files("datasets").count == 1)
            #expect(try service.call("GET", "/v1/jobs").json["jobs"]?.asArray?.count == 1)
        }
    }

    @Test func refusesTheKeyOfAnotherRequest() throws {
        try withService { service throws in
            #expect(try post(service).status == 202)
            let other = try SampleZip.bytes([4, 11])
            for answer in [
                try post(service, "/v1/jobs?size=32"), try post(service, body: other),
                try post(service, "/v1/datasets"),
            ] {
                #expect(answer.status == 422, "\(answer)")
                #expect(answer.json["type"]?.asString == "/problems/idempotency-conflict")
            }
            #expect(try service.files("datasets").count == 1)
            #expect(try post(service, "/v1/jobs?size=32", key: "l").status == 202)
            #expect(try post(service, key: "a b").status == 400)
        }
    }

    @Test func givesTheSameAfterARestart() throws {
        try withTemporaryDirectory { directory in
            var id: String?
            func post(_ service: RunningService) throws -> [RunningService.Answer] {
                let job = try self.post(service)
                let dataset = try self.post(service, "/v1/datasets", key: "d")
                id = id ?? dataset.json["id"]?.asString
                let order = #"{"dataset": "\#(id ?? "")", "size": 16}"#
                let json = ["Content-Type: application/json"]
                let body = Array(order.utf8)
                let ordered = try self.post(service, "/v1/jobs", key: "o", body: body, fields: json)
                return [job, dataset, ordered]
            }
            let firsts = try withService(in: directory, post)
            #expect(firsts.map(\.status) == [202, 200, 202])
            let answers = try withService(in: directory, post)
            for (first, again) in zip(firsts, answers) {
                #expect(again.status == first.status, "\(again)")
                #expect(again.field("Location") == first.field("Location"))
            }
        }
    }

    @Test func keepsNothingOfWhatFailedOrWasDryOrIsGone() throws {
        try withService { service throws in
            #expect(try post(service, body: Array("no zip".utf8)).status == 422)
            #expect(try post(service, "/v1/jobs?dry_run=true&size=16").status == 200)
            let first = try post(service)
            #expect(first.status == 202, "\(first)")
            let path = try #require(first.field("Location"))
            _ = try service.wait(path)
            #expect(try service.call("DELETE", path).status == 204)
            let second = try post(service)
            #expect(second.status == 202 && second.field("Location") != path)
        }
    }

    @Test func refusesASecondWhileTheFirstArrivesBeforeItsBody() throws {
        try withService { service throws in
            let head = [
                "POST /v1/jobs?size=16 HTTP/1.1", "Host: localhost", "Idempotency-Key: k",
                "Content-Length: \(service.zip.count)", "Connection: close", "", "",
            ].joined(separator: "\r\n")
            let first = try RawClient(port: service.port)
            try first.send(head)
            try first.send(Array(service.zip.prefix(100)))
            // The first may not have been read yet when the second comes: until it is, ask.
            let second = try RawClient(port: service.port)
            var answer = try post(service, "/v1/jobs?size=16&nonsense=1")
            while answer.status != 409 { answer = try post(service, "/v1/jobs?size=16&nonsense=1") }
            #expect(answer.json["type"]?.asString == "/problems/idempotency-conflict")
            #expect(answer.field("Retry-After") != nil)
            try second.send(
                head.replacing("Connection", with: "Expect: 100-continue\r\nConnection")
            )
            let early = try second.receiveAll()
            #expect(early.hasPrefix("HTTP/1.1 409"), "no body was asked for: \(early)")
            try first.send(Array(service.zip.dropFirst(100)))
            let done = try first.receiveAll()
            #expect(done.hasPrefix("HTTP/1.1 202"), "\(done)")
            #expect(try post(service).status == 202)
        }
    }

    @Test func eightClientsWithOneKeyMakeOneJob() throws {
        try withService { service throws in
            let places = Locked<[String]>([])
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                while true {
                    guard let answer = try? post(service) else { continue }
                    if answer.status == 409 { continue }
                    let place = "\(answer.status) \(answer.field("Location") ?? "")"
                    places.withLock { $0.append(place) }
                    return
                }
            }
            let all = places.withLock { $0 }
            #expect(all.count == 8 && Set(all).count == 1, "\(all)")
            #expect(all.first?.hasPrefix("202 /v1/jobs/") == true)
            #expect(try service.call("GET", "/v1/jobs").json["jobs"]?.asArray?.count == 1)
            #expect(try service.files("datasets").count == 1)
        }
    }
}

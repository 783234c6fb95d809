// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HTTPWire
import JSON
import POSIX
import TestSupport
import Testing

@testable import Service

/// Who gets what from a running service, over real sockets.
@Suite struct AccessTests {
    private static let someJob = "/v1/jobs/01JD8Z6E0ZKQ0W3Y5T1N8V4RXM"

    /// A service with tokens of two tenants.
    private struct Guarded {
        let service: RunningService
        let file: TokenFile
        let ann: String
        let annReads: String
        let bob: String
        let admin: String

        func call(
            _ method: String,
            _ target: String,
            as token: String?,
            fields: [String] = [],
            body: [UInt8] = []
        ) throws -> RunningService.Answer {
            let credentials = token.map { ["Authorization: Bearer \($0)"] } ?? []
            return try service.call(method, target, fields: credentials + fields, body: body)
        }

        /// Waits for a job of Ann's.
        func finish(_ path: String) throws {
            while try call("GET", path, as: ann).json["done"]?.asBool != true {
                Bell().wait(milliseconds: 5)
            }
        }
    }

    private func withTokens(
        _ configure: (inout Configuration) -> Void = { _ in },
        _ body: (Guarded) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let file = try TokenFile(in: directory.path)
            let ann = try file.make("ann", tenant: "ann", scope: .submit)
            let reads = try file.make("ann-reads", tenant: "ann", scope: .read)
            let bob = try file.make("bob", tenant: "bob", scope: .submit)
            let admin = try file.make("root", tenant: "root", scope: .admin)
            let service = try RunningService(in: directory, configure: configure)
            let result = Result {
                try body(
                    Guarded(
                        service: service,
                        file: file,
                        ann: ann.text,
                        annReads: reads.text,
                        bob: bob.text,
                        admin: admin.text
                    )
                )
            }
            try service.stop()
            try result.get()
        }
    }

    // MARK: Tokens

    @Test func asksForATokenWhereOneIsNeeded() throws {
        try withTokens { guarded throws in
            let guardedOnes = try Self.guardedOnes()
            #expect(guardedOnes.count > 20)
            for (method, path) in guardedOnes {
                let none = try guarded.call(method, path, as: nil)
                #expect(none.status == 401, "\(method) \(path)")
                #expect(none.field("WWW-Authenticate") == #"Bearer realm="equipoise""#)
                let wrong = try guarded.call(method, path, as: guarded.ann + "0")
                #expect(wrong.status == 401)
                #expect(wrong.field("WWW-Authenticate")?.contains("invalid_token") == true)
            }
            let answer = try guarded.call("GET", "/v1/jobs", as: nil)
            #expect(answer.json["type"]?.asString == "/problems/unauthorized")
            let basic = try guarded.service.call(
                "GET",
                "/v1/jobs",
                fields: ["Authorization: Basic YTpi"]
            )
            #expect(basic.status == 401)
        }
    }

    /// The methods and paths of the contract that are not open to all.
    private static func guardedOnes() throws -> [(method: String, path: String)] {
        var ones: [(method: String, path: String)] = []
        for line in ContractText().lines where line.hasPrefix("  /") && line.hasSuffix(":") {
            let path = line.dropFirst(2).dropLast()
                .replacing("{id}", with: "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM")
                .replacing("{name}", with: "internal")
            let route = try #require(Route(try RequestHead("GET \(path)").target), "\(path)")
            for method in route.methods where route.scope(for: method) != nil {
                ones.append((method.rawValue, String(path)))
            }
        }
        return ones
    }

    @Test(arguments: [
        "/livez", "/readyz", "/version", "/openapi.yaml", "/problems/unauthorized", "/",
    ])
    func asksForNoneWhereNothingIsToldOfAnybody(path: String) throws {
        try withTokens { guarded throws in
            #expect(try guarded.call("GET", path, as: nil).status == 200)
            #expect(try guarded.call("OPTIONS", path, as: nil).status == 204)
            #expect(try guarded.call("OPTIONS", "/v1/jobs", as: nil).status == 204)
        }
    }

    @Test func refusesWhatATokenDoesNotAllow() throws {
        try withTokens { guarded throws in
            for (method, path) in [
                ("POST", "/v1/jobs"), ("POST", "/v1/datasets"), ("DELETE", Self.someJob),
            ] {
                let answer = try guarded.call(method, path, as: guarded.annReads)
                #expect(answer.status == 403)
                #expect(answer.json["type"]?.asString == "/problems/forbidden")
                let challenge = answer.field("WWW-Authenticate")
                #expect(challenge?.contains(#"error="insufficient_scope", scope="submit""#) == true)
            }
            #expect(try guarded.call("GET", "/v1/jobs", as: guarded.annReads).status == 200)
        }
    }

    @Test func followsTokensThatComeAndGo() throws {
        try withTokens { guarded throws in
            let carl = try guarded.file.make("carl", tenant: "carl", scope: .read).text
            while try guarded.call("GET", "/v1/jobs", as: carl).status != 200 {
                Bell().wait(milliseconds: 50)
            }
            try guarded.file.update { try $0.revoke("carl") }
            while try guarded.call("GET", "/v1/jobs", as: carl).status != 401 {
                Bell().wait(milliseconds: 50)
            }
            #expect(try guarded.call("GET", "/v1/jobs", as: guarded.ann).status == 200)
        }
    }

    /// Neither 401 nor 403 nor 429 asks for a body first.
    @Test func refusesFromTheHeadAlone() throws {
        try withTokens({ $0.limits.quotas.storedBytes = 1000 }) { guarded throws in
            for (token, status) in [("none", 401), (guarded.annReads, 403), (guarded.ann, 429)] {
                let client = try RawClient(port: guarded.service.port)
                try client.send(
                    "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n"
                        + "Authorization: Bearer \(token)\r\nExpect: 100-continue\r\n\r\n"
                )
                let answer = try client.receiveAll()
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
                #expect(!answer.contains("100 Continue"))
            }
            #expect(try guarded.service.files("datasets").isEmpty)
        }
    }

    // MARK: Tenants

    @Test func keepsJobsAndDatasetsToTheirTenant() throws {
        try withTokens { guarded throws in
            let zip = guarded.service.zip
            let posted = try guarded.call("POST", "/v1/jobs?size=16", as: guarded.ann, body: zip)
            #expect(posted.status == 202)
            let job = try #require(posted.field("Location"))
            let id = try #require(posted.json["dataset"]?["id"]?.asString)
            let dataset = "/v1/datasets/\(id)"
            try guarded.finish(job)
            let unknown = try guarded.call("GET", Self.someJob, as: guarded.bob)
            let below = ["", "/events", "/archive", "/manifest", "/weights"]
            for path in below.map({ job + $0 }) + [dataset] {
                for token in [guarded.ann, guarded.annReads, guarded.admin] {
                    #expect(try guarded.call("GET", path, as: token).status == 200, "\(path)")
                }
                let tag = try guarded.call("GET", path, as: guarded.ann).field("ETag") ?? ""
                for fields in [
                    [], ["If-None-Match: *"], ["If-None-Match: \(tag)"],
                    ["If-Match: \(tag)"], ["Range: bytes=0-1"],
                ] {
                    let answer = try guarded.call("GET", path, as: guarded.bob, fields: fields)
                    #expect(answer.status == 404, "\(path) \(fields)")
                    #expect(answer.field("ETag") == nil)
                }
            }
            let others = try guarded.call("GET", job, as: guarded.bob)
            #expect(others.json["detail"] == unknown.json["detail"], "no word tells them apart")
            for (path, member) in [("/v1/jobs", "jobs"), ("/v1/datasets", "datasets")] {
                for (token, count) in [
                    (guarded.ann, 1), (guarded.bob, 0), (guarded.admin, 1), (guarded.annReads, 1),
                ] {
                    let list = try guarded.call("GET", path, as: token).json[member]?.asArray
                    #expect(list?.count == count)
                }
            }
            let ofDataset = try guarded.call("GET", "/v1/jobs?dataset=\(id)", as: guarded.bob)
            #expect(ofDataset.json["jobs"]?.asArray?.isEmpty == true)
            for path in [job, dataset] {
                #expect(try guarded.call("DELETE", path, as: guarded.bob).status == 404)
                #expect(try guarded.call("GET", path, as: guarded.ann).status == 200)
            }
            #expect(try guarded.call("DELETE", job, as: guarded.admin).status == 204)
            #expect(try guarded.call("GET", job, as: guarded.ann).status == 404)
        }
    }

    @Test func doesNotTellWhetherAnotherHasTheSameBytes() throws {
        try withTokens { guarded throws in
            let zip = guarded.service.zip
            let anns = try guarded.call("POST", "/v1/datasets", as: guarded.ann, body: zip)
            let bobs = try guarded.call("POST", "/v1/datasets", as: guarded.bob, body: zip)
            #expect(anns.status == 201 && bobs.status == 201)
            #expect(anns.field("Location") != bobs.field("Location"))
            let again = try guarded.call("POST", "/v1/datasets", as: guarded.ann, body: zip)
            #expect(again.status == 200 && again.field("Location") == anns.field("Location"))
        }
    }

    @Test func makesNoJobOfAnothersDataset() throws {
        try withTokens { guarded throws in
            let zip = guarded.service.zip
            let posted = try guarded.call("POST", "/v1/datasets", as: guarded.ann, body: zip)
            let id = try #require(posted.json["id"]?.asString)
            func order(_ token: String, _ query: String = "") throws -> RunningService.Answer {
                try guarded.call(
                    "POST",
                    "/v1/jobs" + query,
                    as: token,
                    fields: ["Content-Type: application/json"],
                    body: Array(#"{"dataset": "\#(id)", "size": 16}"#.utf8)
                )
            }
            for query in ["", "?dry_run=true"] {
                let refused = try order(guarded.bob, query)
                #expect(refused.status == 422)
                #expect(refused.json["detail"]?.asString?.contains("there is no dataset") == true)
            }
            let admins = try order(guarded.admin)
            let path = try #require(admins.field("Location"), "\(admins)")
            #expect(try guarded.call("GET", path, as: guarded.ann).status == 200)
        }
    }

    // MARK: Without tokens

    @Test func answersForItsOwnNamesAlone() throws {
        try withService(configure: { $0.names = ["box.example"] }) { service throws in
            for (host, status) in [
                ("localhost", 200), ("127.0.0.1:8080", 200), ("[::1]", 200), ("box.example", 200),
                ("evil.example", 421), ("evil.example:\(service.port)", 421),
            ] {
                for path in ["/v1/jobs", "/livez", "/openapi.yaml"] {
                    let answer = try service.call("GET", path, host: host)
                    #expect(answer.status == status, "\(host)")
                }
            }
            let answer = try service.call("GET", "/nothing", host: "evil.example")
            #expect(answer.json["type"]?.asString == "/problems/misdirected-request")
        }
    }

    @Test func lendsItselfToNoForeignPage() throws {
        try withService { service throws in
            for field in [
                "Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site",
            ] {
                let posted = try service.call(
                    "POST",
                    "/v1/datasets",
                    fields: [field],
                    body: service.zip
                )
                #expect(posted.status == 403)
                #expect(posted.json["type"]?.asString == "/problems/forbidden")
                #expect(try service.call("DELETE", Self.someJob, fields: [field]).status == 403)
                #expect(try service.call("GET", Self.someJob, fields: [field]).status == 404)
            }
            #expect(try service.files("datasets").isEmpty)
        }
    }

    @Test func letsAllowedPagesInByTheRulesOfTheBrowser() throws {
        let friend = try #require(Origin("https://friend.example"))
        try withService(configure: { $0.corsOrigins = [friend] }) { service throws in
            let origin = "Origin: https://friend.example"
            let preflight = try service.call(
                "OPTIONS",
                "/v1/jobs",
                fields: [origin, "Access-Control-Request-Method: POST"]
            )
            #expect(preflight.status == 204)
            #expect(
                preflight.field("Access-Control-Allow-Methods") == "GET, HEAD, POST, OPTIONS"
            )
            #expect(preflight.field("Access-Control-Allow-Origin") == "https://friend.example")
            let posted = try service.call(
                "POST",
                "/v1/datasets",
                fields: [origin, "Sec-Fetch-Site: cross-site"],
                body: service.zip
            )
            #expect(posted.status == 201)
            #expect(posted.field("Access-Control-Allow-Origin") == "https://friend.example")
            let foreign = try service.call("GET", "/v1/jobs", fields: ["Origin: https://a.b"])
            #expect(foreign.field("Access-Control-Allow-Origin") == nil)
            #expect(foreign.field("Vary") == "Origin")
        }
    }

    @Test func tellsBrowsersToTrustNothingInEveryAnswer() throws {
        try withService { service throws in
            for (method, path) in [
                ("GET", "/livez"), ("GET", "/v1/jobs"), ("GET", "/nothing"), ("PUT", "/livez"),
                ("OPTIONS", "/v1/jobs"), ("NONSENSE", "/"), ("GET", "/openapi.yaml"),
            ] {
                let answer = try service.call(method, path)
                #expect(answer.field("X-Content-Type-Options") == "nosniff", "\(method) \(path)")
                #expect(answer.field("Content-Security-Policy")?.hasPrefix("default-src") == true)
                #expect(answer.field("Referrer-Policy") == "no-referrer")
                #expect(answer.field("Cross-Origin-Resource-Policy") == "same-origin")
            }
        }
    }

    @Test func refusesToListenWhereOthersReachIt() throws {
        try withTemporaryDirectory { directory in
            let error = #expect(throws: ExposureError.self) { () throws in
                try RunningService(in: directory) { $0.host = "0.0.0.0" }.stop()
            }
            #expect(error?.description.contains("--first-token") == true)
            _ = try TokenFile(in: directory.path).makeFirst()
            try RunningService(in: directory) { $0.host = "0.0.0.0" }.stop()
        }
    }
}

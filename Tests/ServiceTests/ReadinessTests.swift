// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import Testing

@testable import Service

/// Whether jobs are taken, and what is said of each condition.
@Suite struct ReadinessTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var isStopping = false
        var queued: Int? = 3
        var free: UInt64 = 5000
        var hasFailed = false
        var isHeldBack = false
        var reasons: [String] = []
    }

    static let cases = [
        Case(testDescription: "ready"),
        Case(testDescription: "stopping", isStopping: true, reasons: ["shutting-down"]),
        Case(testDescription: "a full queue", queued: 4, reasons: ["queue-full"]),
        Case(testDescription: "no store", queued: nil, reasons: ["store-unavailable"]),
        Case(testDescription: "a failed store", hasFailed: true, reasons: ["store-failed"]),
        Case(testDescription: "just enough disk", free: 1000),
        Case(testDescription: "a low disk", free: 999, reasons: ["disk-full"]),
        Case(testDescription: "a job too large", isHeldBack: true, reasons: ["work-paused"]),
        Case(
            testDescription: "an exhausted disk",
            free: 99,
            reasons: ["disk-full", "work-paused"]
        ),
        Case(
            testDescription: "all at once",
            isStopping: true,
            queued: 9,
            free: 0,
            reasons: ["shutting-down", "queue-full", "disk-full", "work-paused"]
        ),
    ]

    @Test(arguments: cases) func namesWhatKeepsJobsAway(_ one: Case) throws {
        let readiness = Readiness(
            isStopping: one.isStopping,
            queued: one.queued,
            room: 4,
            hasFailed: one.hasFailed,
            free: one.free,
            floor: 1000,
            stop: 100,
            isHeldBack: one.isHeldBack
        )
        #expect(readiness.reasons == one.reasons)
        var writer = JSONWriter()
        readiness.write(to: &writer)
        let document = try JSONValue.parse(writer.take())
        #expect(document["status"]?.asString == (one.reasons.isEmpty ? "ready" : "not ready"))
        let checks = document["checks"]?.asArray ?? []
        let names = ["running", "store", "queue", "disk", "work", "files"]
        #expect(checks.map { $0["name"]?.asString } == names)
        #expect(checks.filter { $0["ok"]?.asBool == false }.count == one.reasons.count)
        #expect(checks.allSatisfy { $0["detail"]?.asString?.hasSuffix(".") == true })
    }

    @Test func isToldByAService() throws {
        try withService { service throws in
            let ready = try service.call("GET", "/readyz")
            #expect(ready.status == 200)
            #expect(ready.json["reasons"]?.asArray?.isEmpty == true)
            let version = try service.call("GET", "/version").json
            for name in ["opencv", "libjpeg-turbo", "libdeflate", "sqlite", "openssl", "jansson"] {
                let text = version["libraries"]?[name]?.asString ?? ""
                #expect(text.prefixMatch(of: /[0-9]+\.[0-9]+/) != nil, "\(name): \(text)")
            }
            #expect(version["swift"]?.asString?.prefixMatch(of: /[0-9]+\.[0-9]+/) != nil)
        }
    }
}

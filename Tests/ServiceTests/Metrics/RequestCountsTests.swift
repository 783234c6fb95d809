// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

@testable import Service

/// Requests by route and status, and how long they took.
@Suite struct RequestCountsTests {
    @Test func countsByRouteAndStatus() {
        var counts = RequestCounts()
        counts.add(.jobs, status: 200, nanoseconds: 1)
        counts.add(.jobs, status: 200, nanoseconds: 1)
        counts.add(.jobs, status: 503, nanoseconds: 1)
        counts.add(.job, status: 0, nanoseconds: 1)
        counts.add(.unreadable, status: 599, nanoseconds: 1)
        counts.add(.other, status: 100, nanoseconds: 1)
        counts.add(.other, status: 1000, nanoseconds: 1)
        let metrics = metrics(counts)
        func requests(_ route: String, _ status: String) -> Double? {
            metrics.value("equipoise_http_requests_total", ["route": route, "status": status])
        }
        #expect(requests("/v1/jobs", "200") == 2)
        #expect(requests("/v1/jobs", "503") == 1)
        #expect(requests("/v1/jobs/{id}", "none") == 1)
        #expect(requests("unreadable", "599") == 1)
        #expect(requests("other", "100") == 1)
        #expect(requests("other", "none") == 1)
        #expect(metrics.families["equipoise_http_requests_total"]?.samples.count == 6)
    }

    @Test(
        arguments: [
            (0, 0.0005), (500_000, 0.0005), (500_001, 0.001), (9_999_999, 0.01),
            (600_000_000_000, 600), (600_000_000_001, nil),
        ] as [(UInt64, Double?)]
    )
    func putsATimeIntoItsBucketAndThoseAbove(nanoseconds: UInt64, first: Double?) {
        var counts = RequestCounts()
        counts.add(.live, status: 200, nanoseconds: nanoseconds)
        let metrics = metrics(counts)
        let name = "equipoise_http_request_duration_seconds"
        for sample in metrics.families[name]?.samples ?? [] where sample.name == name + "_bucket" {
            let bound = sample.labels["le"].flatMap { Double($0 == "+Inf" ? "inf" : $0) } ?? 0
            #expect(sample.value == (bound >= first ?? .infinity ? 1 : 0), "\(bound)")
        }
        #expect(metrics.value(name + "_sum", ["route": "/livez"]) == Double(nanoseconds) / 1e9)
        #expect(metrics.value(name + "_count", ["route": "/livez"]) == 1)
    }

    private func metrics(_ counts: RequestCounts) -> ExpositionGrammar {
        var exposition = Exposition()
        counts.write(to: &exposition)
        let metrics = ExpositionGrammar(exposition.text)
        #expect(metrics.faults == [])
        return metrics
    }
}

/// Every route has a label, and no client makes one.
@Suite struct RouteLabelTests {
    private func label(_ path: String, method: String = "GET") throws -> RouteLabel {
        var parser = RequestHeadParser()
        let text = Array("\(method) \(path) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        guard case .complete(let head, _) = try parser.parse(text.span) else {
            throw HTTPViolation(status: 400, code: "bad-request", detail: "no whole head")
        }
        return RouteLabel(head.target)
    }

    @Test func isThePathOfTheContract() throws {
        let contract = ContractText()
        let paths = contract.lines.filter { $0.hasPrefix("  /") && $0.hasSuffix(":") }
            .map { String($0.dropFirst(2).dropLast()) }
        for path in paths {
            let filled = path.replacing("{id}", with: "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM")
                .replacing("{name}", with: "internal")
            #expect(try label(filled).text == path)
        }
        let others = RouteLabel.allCases.map(\.text).filter { !paths.contains($0) }
        #expect(Set(others).isSubset(of: ["*", "other", "unreadable"]))
    }

    @Test(arguments: [
        "/nothing", "/v1", "/v2/jobs", "/v1/jobs/a/b", "/v1/datasets/a/b", "/v1/jobs/a/archive/b",
        "/livez/a", "/v1/a/b/c/d/e/f",
    ])
    func isOtherWhereNothingIsServed(path: String) throws {
        #expect(try label(path) == .other)
    }

    @Test func isTheServersForItsOptions() throws {
        #expect(try label("*", method: "OPTIONS") == .server)
        #expect(try label("/") == .page)
    }
}

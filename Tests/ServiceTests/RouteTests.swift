// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HTTPWire
import Hashing
import JobStore
import Testing

@testable import Service

/// Paths are matched whole; what is in them is checked where they are read.
@Suite struct RouteTests {
    private static let id = "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM"

    private func target(_ path: String) throws -> RequestTarget {
        var parser = RequestHeadParser()
        let text = Array("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        guard case .complete(let head, _) = try parser.parse(text.span) else {
            throw Problem(.badRequest, "no whole head")
        }
        return head.target
    }

    @Test func findsEveryResource() throws {
        let id = try #require(RandomID(Self.id))
        let routes: [(String, Route)] = [
            ("/v1/jobs", .jobs), ("/v1/jobs/\(Self.id)", .job(id)),
            ("/v1/jobs/\(Self.id)/archive", .archive(id)),
            ("/v1/jobs/\(Self.id)/events", .events(id)),
            ("/v1/jobs/\(Self.id)/manifest", .manifest(id)),
            ("/v1/jobs/\(Self.id)/weights", .weights(id)), ("/v1/datasets", .datasets),
            ("/v1/datasets/\(Self.id)", .dataset(id)),
            ("/problems/one-class", .problem(.oneClass)), ("/livez", .live), ("/readyz", .ready),
            ("/version", .version), ("/metrics", .metrics), ("/openapi.yaml", .contract),
            ("/%6civez", .live), ("/", .page),
        ]
        for (path, route) in routes { #expect(try Route(target(path)) == route, "\(path)") }
    }

    @Test(arguments: [
        "/v1", "/v2/jobs", "/v1/job", "/v1/jobs/short", "/v1/jobs/\(id)/nothing",
        "/v1/jobs/\(id.lowercased())", "/v1/jobs/\(id)/archive/more", "/problems/none", "/problems",
        "/livez/x", "/LIVEZ", "/v1/datasets/short", "/v1/datasets/\(id)/archive",
    ])
    func findsNothingElse(path: String) throws {
        #expect(try Route(target(path)) == nil)
    }

    @Test func takesHeadWhereverGet() throws {
        for path in ["/v1/jobs", "/livez", "/v1/jobs/\(Self.id)/archive"] {
            let route = try #require(Route(target(path)))
            #expect(route.methods.contains(.get) && route.methods.contains(.head))
            #expect(route.allow.contains("OPTIONS"))
        }
    }

    @Test(
        arguments: [
            ("/v1/jobs", .read, .submit), ("/v1/jobs/\(id)", .read, .submit),
            ("/v1/jobs/\(id)/events", .read, nil), ("/v1/jobs/\(id)/archive", .read, nil),
            ("/v1/jobs/\(id)/manifest", .read, nil),
            ("/v1/jobs/\(id)/weights", .read, nil), ("/v1/datasets", .read, .submit),
            ("/v1/datasets/\(id)", .read, .submit), ("/livez", nil, nil), ("/readyz", nil, nil),
            ("/version", nil, nil), ("/openapi.yaml", nil, nil), ("/problems/poison", nil, nil),
        ] as [(String, Scope?, Scope?)]
    )
    func asksForAScope(path: String, toRead: Scope?, toChange: Scope?) throws {
        let route = try #require(Route(target(path)))
        for method in route.methods {
            let scope = route.scope(for: method)
            switch method {
            case .get, .head: #expect(scope == toRead)
            case .options: #expect(scope == nil)
            default: #expect(scope == toChange)
            }
        }
    }

    @Test func readsAPageRequest() throws {
        let page = try PageRequest([
            QueryItem(name: "state", value: "failed"), QueryItem(name: "limit", value: "100"),
            QueryItem(name: "dataset", value: Self.id),
        ])
        #expect(page.dataset == RandomID(Self.id))
        #expect(page.state == .failed && page.limit == 100 && page.after == nil)
        #expect(try PageRequest([]).limit == 20)
    }

    @Test(arguments: [
        ("limit", "0"), ("limit", "101"), ("limit", "+5"), ("state", "done"), ("page", "x"),
        ("page", ""), ("dataset", "x"),
    ])
    func refusesAPageRequest(name: String, value: String) {
        let problem = #expect(throws: Problem.self) { () throws in
            _ = try PageRequest([QueryItem(name: name, value: value)])
        }
        #expect(problem?.kind == .invalidOptions)
        #expect(problem?.errors.count == 1)
    }

    @Test func refusesAParameterGivenTwice() {
        #expect(throws: Problem.self) { () throws in
            _ = try PageRequest([
                QueryItem(name: "limit", value: "5"), QueryItem(name: "limit", value: "5"),
            ])
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HTTPWire
import Testing

@testable import Service

/// Which hosts are answered for, and which pages may have a browser ask.
struct SourceTests {
    private func head(_ method: String, host: String, _ fields: [String]) throws -> RequestHead {
        var parser = RequestHeadParser()
        let lines = ["\(method) /v1/jobs HTTP/1.1", "Host: \(host)"] + fields + ["", ""]
        let text = Array(lines.joined(separator: "\r\n").utf8)
        guard case .complete(let head, _) = try parser.parse(text.span) else {
            throw Problem(.badRequest, "no whole head")
        }
        return head
    }

    // MARK: Hosts

    @Test(arguments: [
        ("localhost", true), ("localhost:8080", true), ("LOCALHOST:1", true), ("127.0.0.1", true),
        ("127.0.0.1:8080", true), ("[::1]", true), ("[::1]:8080", true), ("127.0.0.2", true),
        ("", true),
        ("127.0.0.3", false), ("localhost.", false), ("localhost.evil.example", false),
        ("evil.example", false), ("evil.example:8080", false), ("127.0.0.1.evil.example", false),
        ("[::2]", false), ("0.0.0.0", false),
    ])
    func onTheLoopbackServesThisMachinesNames(host: String, isServed: Bool) {
        #expect(Names([], host: "127.0.0.2", isLoopback: true).serve(host) == isServed)
    }

    @Test(arguments: [
        (["a.example"], "a.example", true), (["a.example"], "A.EXAMPLE:443", true),
        (["a.example"], "b.example", false), (["a.example"], "localhost", true),
        (["A.example", "[fd00::1]"], "[FD00::1]:80", true), ([], "anything.example", true),
    ])
    func elsewhereServesTheNamesItIsGiven(names: [String], host: String, isServed: Bool) {
        #expect(Names(names, host: "0.0.0.0", isLoopback: false).serve(host) == isServed)
    }

    @Test(arguments: [
        ("a", true), ("a-b.c_d", true), ("127.0.0.1", true), ("[::1]", true), ("", false),
        ("a:80", false), ("a b", false), ("::1", false), ("[a]", false), ("[gg::1]", false),
        ("http://a", false), ("*", false),
    ])
    func takesNamesWithoutPorts(text: String, isName: Bool) {
        #expect(Names.isName(text) == isName)
    }

    // MARK: Origins

    @Test(arguments: [
        ("http://a.example", "http://a.example"), ("HTTPS://A.example", "https://a.example"),
        ("http://a:80", "http://a"), ("https://a:443", "https://a"),
        ("http://a:443", "http://a:443"), ("http://[::1]:8080", "http://[::1]:8080"),
        ("null", nil), ("", nil), ("a.example", nil), ("file://a", nil), ("http://", nil),
        ("http://a/", nil), ("http://a b", nil), ("http://a:x", nil), ("http://a:", nil),
        ("http://a:70000", nil), ("http://a@b", nil), ("http://a, http://b", nil), ("*", nil),
    ])
    func readsAnOrigin(text: String, spelled: String?) {
        #expect(Origin(text)?.description == spelled)
    }

    private static let own = "Origin: http://localhost:8080"
    private static let foreign = "Origin: https://evil.example"
    private static let friend = "Origin: https://friend.example"

    @Test(
        arguments: [
            ([], true), ([own], true), (["Origin: https://localhost:8080"], true),
            (["Origin: http://LOCALHOST:8080"], true), ([foreign], false),
            (["Origin: http://localhost"], false), (["Origin: http://localhost:8081"], false),
            (["Origin: null"], false), (["Origin: http://localhost:8080/"], false),
            (["Sec-Fetch-Site: same-origin"], true), (["Sec-Fetch-Site: none"], true),
            (["Sec-Fetch-Site: same-site"], false), (["Sec-Fetch-Site: cross-site"], false),
            (["Sec-Fetch-Site: "], false), ([own, "Sec-Fetch-Site: same-origin"], true),
            ([own, "Sec-Fetch-Site: cross-site"], false),
            ([foreign, "Sec-Fetch-Site: same-origin"], false),
            ([friend], true), ([friend, "Sec-Fetch-Site: cross-site"], true),
            (["Origin: http://friend.example"], false),
        ] as [([String], Bool)]
    )
    func letsOwnAndAllowedPagesChangeThings(fields: [String], isAllowed: Bool) throws {
        let friend = try #require(Origin("https://friend.example"))
        let policy = OriginPolicy(allowed: [friend])
        for method in ["POST", "DELETE", "PUT"] {
            let head = try head(method, host: "localhost:8080", fields)
            #expect(policy.permits(head) == isAllowed, "\(method)")
        }
        for method in ["GET", "HEAD", "OPTIONS"] {
            #expect(policy.permits(try head(method, host: "localhost:8080", fields)))
        }
    }

    // MARK: What answers tell browsers

    private func text(_ lines: FieldLines) -> String {
        String(
            decoding: ResponseHeadWriter.serialize(status: .ok, fields: [:], lines: lines),
            as: UTF8.self
        )
    }

    @Test func tellsEveryBrowserToTrustNothing() throws {
        let lines = text(AnswerLines(OriginPolicy(allowed: [])).lines(for: nil))
        for line in [
            "X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none'",
            "Referrer-Policy: no-referrer", "Cross-Origin-Resource-Policy: same-origin",
        ] {
            #expect(lines.contains("\r\n\(line)"))
        }
        #expect(!lines.contains("Vary") && !lines.contains("Access-Control"))
    }

    @Test func letsAllowedPagesReadAndNoOther() throws {
        let friend = try #require(Origin("https://friend.example"))
        let lines = AnswerLines(OriginPolicy(allowed: [friend]))
        let allowed = text(lines.lines(for: try head("GET", host: "a", [Self.friend])))
        #expect(allowed.contains("\r\nAccess-Control-Allow-Origin: https://friend.example\r\n"))
        #expect(allowed.contains("\r\nVary: Origin\r\n"))
        let exposed =
            allowed.split(separator: "\r\n")
            .first { $0.hasPrefix("Access-Control-Expose-Headers: ") } ?? ""
        for name in ["Accept-Post", "Location", "Retry-After"] { #expect(exposed.contains(name)) }
        for fields in [[], [Self.foreign], ["Origin: null"]] {
            let other = text(lines.lines(for: try head("GET", host: "a", fields)))
            #expect(other.contains("\r\nVary: Origin\r\n") && !other.contains("Access-Control"))
        }
    }

    @Test(arguments: [
        ([friend, "Access-Control-Request-Method: POST"], true), ([friend], false),
        ([foreign, "Access-Control-Request-Method: POST"], false),
        (["Access-Control-Request-Method: POST"], false),
    ])
    func answersThePreflightOfAnAllowedPage(fields: [String], isAnswered: Bool) throws {
        let friend = try #require(Origin("https://friend.example"))
        let lines = AnswerLines(OriginPolicy(allowed: [friend]))
        let head = try head("OPTIONS", host: "a", fields)
        let answer = lines.preflight(head, allow: "GET, POST")
        #expect(answer?[.accessControlAllowMethods] == (isAnswered ? "GET, POST" : nil))
        let headers = answer?[.accessControlAllowHeaders] ?? ""
        #expect(headers.contains("Authorization") == isAnswered)
        #expect(headers.contains("Idempotency-Key") == isAnswered)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HTTPWire
import Testing
import WireFeeding

struct RequestTargetTests {
    private static func parse(_ target: String, method: String = "GET") -> HeadOutcome {
        parseHead("\(method) \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
    }

    @Test(
        arguments: [
            ("/", []), ("/?a=b", []), ("/v1/jobs", ["v1", "jobs"]), ("/a%20b", ["a b"]),
            ("/%C3%A4", ["ä"]), ("/%25", ["%"]), ("/%252F", ["%2F"]), ("/a+b", ["a+b"]),
            ("/...", ["..."]), ("/.a", [".a"]), ("/%3F%23", ["?#"]),
            ("/~a;b=c,d:e@f!$&'()*", ["~a;b=c,d:e@f!$&'()*"]),
        ] as [(String, [String])]
    )
    func decodesSegmentsOnce(target: String, segments: [String]) {
        #expect(Self.parse(target).head?.target.segments == segments)
    }

    @Test(arguments: [
        "/a//b", "//", "/a/", "/./a", "/a/.", "/../a", "/a/..", "/%2e%2E/a", "/%2e", "/a%2Fb",
        "/a%2fb", "/a%5Cb", "/a%5cb", "/a\\b", "/%00", "/%0A", "/%0d", "/%7F", "/%", "/%4", "/%zz",
        "/%+1", "/%C3", "/%FF", "/%C0%AE", "/%ED%A0%80", "/ä", "/a#b", "/a\"b", "/<a>", "/a{b}",
        "/a|b", "/a^b", "/a`b", "/[a]", "/a\u{7F}", "a/b", "", "?a=b", "#a",
    ])
    func refusesPathsThatCouldBeReadInTwoWays(target: String) {
        #expect(Self.parse(target).violation?.status == 400)
    }

    @Test(
        arguments: [
            ("/?", []), ("/?a", ["a="]), ("/?a=", ["a="]), ("/?=b", ["=b"]), ("/?a=b=c", ["a=b=c"]),
            ("/?b=1&a=2&b=3", ["b=1", "a=2", "b=3"]), ("/?&a=1&&b=2&", ["a=1", "b=2"]),
            ("/?a+b=c+d", ["a b=c d"]), ("/?a%2Bb=%26%3D", ["a+b=&="]), ("/?a=%C3%A4", ["a=ä"]),
            ("/?a=/?:@!$'()*,;", ["a=/?:@!$'()*,;"]), ("/?a=%7Bid%7D_*%7Cx", ["a={id}_*|x"]),
            ("/?a=%0A", ["a=\n"]),
        ] as [(String, [String])]
    )
    func readsTheQueryInOrder(target: String, pairs: [String]) throws {
        let query = try #require(Self.parse(target).head?.target.query)
        #expect(query.map { "\($0.name)=\($0.value)" } == pairs)
    }

    @Test(arguments: [
        "/?a=%", "/?a=%f", "/?%zz=1", "/?a=%00", "/?a=%FF", "/?a=ä", "/?a#b", "/?a\\b",
        "/?a=\u{7F}", "/?a={b}", "/?a=b|c", "/?a=\"b\"", "/?a=<b>", "/?a=[b]", "/?a=b^c", "/?a=`b`",
        "/?a=\0", "/?a=\tb",
    ])
    func refusesBrokenQueries(target: String) {
        #expect(Self.parse(target).violation?.status == 400)
    }

    /// RFC 9112 §3.2.2: the authority of an absolute-form target stands in for Host.
    @Test(arguments: [
        ("http://b/c?d=e", "b", "/c"), ("HTTP://b:80/c", "b:80", "/c"), ("https://b", "b", "/"),
        ("http://b?d=e", "b", "/"), ("http://[::1]:8080/", "[::1]:8080", "/"),
    ])
    func acceptsAbsoluteForm(target: String, host: String, path: String) throws {
        let head = try #require(Self.parse(target).head)
        #expect(head.host == host)
        #expect(head.target.path == path)
        #expect(head.target.query.count == (target.contains("?") ? 1 : 0))
    }

    @Test(arguments: [
        "http://", "http:///a", "http:/b/c", "http:b", "ftp://b/", "file:///etc/passwd",
        "http://user@b/", "http://b:99999/", "http://b#c", "http://b/#c", "http://b%2F/", "b:443",
        "http://b\\c/", "://b/",
    ])
    func refusesOtherAbsoluteForms(target: String) {
        #expect(Self.parse(target).violation?.status == 400)
    }

    @Test func wantsHostBesideAnAbsoluteForm() {
        #expect(parseHead("GET http://b/ HTTP/1.1\r\n\r\n").violation?.status == 400)
        #expect(parseHead("GET http://b/ HTTP/1.1\r\nHost: a b\r\n\r\n").violation?.status == 400)
        #expect(parseHead("GET http://b/ HTTP/1.0\r\n\r\n").head?.host == "b")
    }

    @Test func acceptsTheAsteriskForOptionsOnly() throws {
        let target = try #require(Self.parse("*", method: "OPTIONS").head?.target)
        #expect(target.isAsterisk)
        #expect(target.segments.isEmpty)
        #expect(Self.parse("*").violation?.status == 400)
        #expect(Self.parse("**", method: "OPTIONS").violation?.status == 400)
        #expect(Self.parse("/*", method: "OPTIONS").head?.target.isAsterisk == false)
    }
}

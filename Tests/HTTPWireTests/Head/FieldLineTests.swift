// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HTTPWire
import Testing
import WireFeeding

struct FieldLineTests {
    @Test(arguments: [
        ("X:", ""), ("X: ", ""), ("X:a", "a"), ("X: a", "a"), ("X: \t a b\t \t", "a b"),
        ("X: a\tb", "a\tb"), ("X: ::", "::"), ("X: ä", "ä"), ("x: a", "a"),
    ])
    func readsValues(line: String, value: String) throws {
        let name = try #require(HTTPField.Name("X"))
        let fields = try #require(parseHead(lines: line).head?.fields)
        #expect(fields[values: name] == [value])
    }

    @Test func acceptsEveryTokenCharacterInNames() throws {
        let name = "!#$%&'*+-.^_`|~09azAZ"
        let fields = try #require(parseHead(lines: "\(name): x").head?.fields)
        #expect(fields.map(\.name.rawName) == ["Host", name])
    }

    @Test func keepsBytesThatAreNotUTF8() throws {
        let bytes = Array("GET / HTTP/1.0\r\nX: ".utf8) + [0xE4] + Array("\r\n\r\n".utf8)
        let outcome = parseHead(bytes, lengths: CollectionOfOne(bytes.count))
        #expect(outcome.head?.fields.count == 1)
    }

    @Test(arguments: [
        "X : a", "X\t: a", " X: a", "\tX: a", "X", ": a", "X Y: a", "X\0: a", "Ä: a", "X(: a",
        "X\u{7F}: a", "\"X\": a", "X;: a", ":authority: a",
    ])
    func refusesBrokenNames(line: String) {
        #expect(parseHead(lines: line).violation?.status == 400)
    }

    @Test(arguments: [
        "X: a\0b", "X: a\u{1}", "X: \u{B}", "X: a\u{C}b", "X: \u{1B}[31m", "X: a\u{7F}", "X: \u{8}",
    ])
    func refusesControlCharactersInValues(line: String) {
        #expect(parseHead(lines: line).violation?.status == 400)
    }

    @Test(arguments: [
        "X: a\r\n b", "X: a\r\n\tb", "X: a\rb", "X: a\nb", "X: a\r", "X: a\n", "X: a\r\r\nY: b",
    ])
    func refusesFoldsAndBareLineEnds(line: String) {
        #expect(parseHead(lines: line).violation?.status == 400)
    }

    /// RFC 9112 §2.2: white space between the request line and the first field line.
    @Test func refusesWhiteSpaceBeforeTheFirstField() {
        #expect(parseHead("GET / HTTP/1.1\r\n Host: a\r\n\r\n").violation?.status == 400)
    }

    /// RFC 9112 §3.2: Host is there once and valid, or the answer is 400.
    @Test(arguments: [
        "", "Host:\r\n", "Host: a\r\nHost: a\r\n", "Host: a\r\nhost: b\r\n", "Host: a b\r\n",
        "Host: a,b\r\n", "Host: a/b\r\n", "Host: u@a\r\n", "Host: a:b\r\n", "Host: a:1:2\r\n",
        "Host: a:65536\r\n", "Host: a:-1\r\n", "Host: a:+80\r\n", "Host: :80\r\n", "Host: [::1\r\n",
        "Host: [::1]a\r\n", "Host: [g::1]\r\n", "Host: []\r\n", "Host: a%2f\r\n", "Host: ä\r\n",
        "Host: http://a\r\n", "Host: [1]\r\n", "Host: [:::]\r\n", "Host: [1:2:3:4:5:6:7]\r\n",
        "Host: [1:2:3:4:5:6:7:8:9]\r\n", "Host: [1::2::3]\r\n", "Host: [1:2:3:4::5:6:7:8]\r\n",
        "Host: [:1::]\r\n", "Host: [1::2:]\r\n", "Host: [12345::]\r\n", "Host: [::1.2.3]\r\n",
        "Host: [::1.2.3.256]\r\n", "Host: [::01.2.3.4]\r\n", "Host: [1.2.3.4::]\r\n",
        "Host: [1.2.3.4]\r\n", "Host: [fe80::1%25eth0]\r\n", "Host: [v1.a]\r\n",
        "Host: [1:2:3:4:5:6:7:1.2.3.4]\r\n",
    ])
    func refusesBrokenHosts(lines: String) {
        #expect(parseHead("GET / HTTP/1.1\r\n\(lines)\r\n").violation?.status == 400)
    }

    @Test(arguments: [
        "a", "a.b-c_d~", "127.0.0.1:8080", "[::1]", "[::ffff:1.2.3.4]:80", "A:", "a:0", "[::]",
        "[1:2:3:4:5:6:7:8]", "[1:2:3:4:5:6:1.2.3.4]", "[1:2:3:4:5:6:7::]", "[::2:3:4:5:6:7:8]",
        "[fe80::ABCD:0001]",
    ])
    func acceptsHosts(host: String) {
        #expect(parseHead("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n").head?.host == host)
    }

    @Test func wantsNoHostInHTTP10() {
        #expect(parseHead("GET / HTTP/1.0\r\n\r\n").head?.host == "")
        #expect(parseHead("GET / HTTP/1.0\r\nHost: a b\r\n\r\n").violation?.status == 400)
        #expect(parseHead("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n").violation?.status == 400)
    }

    @Test(arguments: [
        "Content-Type", "Authorization", "Range", "If-Range", "If-Modified-Since",
        "If-Unmodified-Since", "Content-Range", "Idempotency-Key", "X-Request-ID", "Last-Event-ID",
        "Content-Length", "Origin", "Referer", "User-Agent", "Date", "Sec-Fetch-Site",
    ])
    func refusesRepeatedSingletons(name: String) {
        let violation = parseHead(lines: "\(name): 1", "\(name.lowercased()): 1").violation
        #expect(violation?.status == 400)
        #expect(parseHead(lines: "\(name): 1").head != nil)
    }

    @Test func acceptsRepeatedLists() throws {
        let fields = try #require(parseHead(lines: "Accept: a/b", "Accept: c/d").head?.fields)
        #expect(fields[.accept] == "a/b, c/d")
    }

    /// What is said to the client never repeats what the client sent.
    @Test func doesNotEchoBytes() {
        let violations = [
            parseHead(lines: "X<script>: a"),
            parseHead("GET /<script> HTTP/1.1\r\nHost: a\r\n\r\n"),
            parseHead("script / HTTP/1.1\r\n\r\n"), parseHead(lines: "Transfer-Encoding: script"),
        ].map(\.violation)
        for violation in violations {
            #expect(violation?.detail.contains("script") == false)
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing
import WireFeeding

/// Every way known to us in which readers of HTTP/1.1 have disagreed, rule by rule.
///
/// RFC 9112 leaves some of these to the recipient; all are refused, because where two readers
/// on a request's way differ, one of them has been told where to find a second request.
struct StrictnessTests {
    static let framing: [RefusalRow] = [
        RefusalRow(
            "Content-Length beside Transfer-Encoding",
            fields: [
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "content-LengtH: 5\r\nTransFer-Encoding: chunked",
                "Content-Length: 0\r\nTransfer-Encoding: chunked",
                "Content-Length: 5\r\nTransfer-Encoding: identity",
                "Content-Length: 5\r\nTransfer-Encoding:",
            ]
        ),
        RefusalRow(
            "Transfer-Encoding in HTTP/1.0",
            fields: [
                "Transfer-Encoding: chunked", "Connection: keep-alive\r\nTransfer-Encoding: x",
            ],
            version: "1.0"
        ),
        RefusalRow(
            "a last coding other than chunked, or chunked more than once",
            fields: [
                "gzip", "identity", "chunked, identity", "chunked, gzip", "chunked, chunked",
                "chunked\r\nTransfer-Encoding: chunked", "chunked\r\nTransfer-Encoding: identity",
                "identity\r\nTransfer-Encoding: chunked", "gzip, chunked, chunked",
            ].map { "Transfer-Encoding: \($0)" }
        ),
        RefusalRow(
            "what only looks like chunked",
            fields: [
                "xchunked", "chunkedx", "x chunked", "chunked x", "chunked;q=1", "chunked;a=b",
                "\"chunked\"", "'chunked", ",chunked", "chunked,", ", chunked", "chunked, ,chunked",
                "chunked\u{B}", "\u{B}chunked", "chunked\u{C}", "\u{C}chunked", "\u{85}chunked",
                "chunked\u{A0}", "chun\u{212A}ed", "chunked\0", "chunked\u{1F}", "chunked\u{8}",
                "chunked\u{7F}", "chunked/1", "[chunked]", "",
            ].map { "Transfer-Encoding: \($0)" }
        ),
        RefusalRow(
            "Transfer-Encoding by a name that is none",
            fields: [
                "Transfer-Encoding : chunked", "Transfer-Encoding\t: chunked",
                "Transfer-Encoding\u{B}: chunked", "Transfer Encoding: chunked",
                "X: y\rTransfer-Encoding: chunked", "X: y\nTransfer-Encoding: chunked",
                " Transfer-Encoding: chunked", "Transfer-Encoding\r\n: chunked",
                "\u{FEFF}Transfer-Encoding: chunked", "Transfer-Encoding:\r\n chunked",
                "Transfer-Encoding:\n chunked", "Transfer-Encoding: chu\r\n nked",
                "\0Transfer-Encoding: chunked", "Transfer-Encoding\0: chunked",
            ]
        ),
        RefusalRow(
            "a coding that is not implemented, before chunked",
            501,
            fields: ["gzip, chunked", "x-chunked,chunked", "deflate\t,\tchunked"].map {
                "Transfer-Encoding: \($0)"
            }
        ),
        RefusalRow(
            "Content-Length more than once or as a list",
            fields: [
                "Content-Length: 5\r\nContent-Length: 5", "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nContent-Length:", "Content-Length: 5,5",
                "Content-Length: 5, 5", "Content-Length: 5,", "Content-Length: ,5",
                "Content-Length: 0\r\nX: y\r\nCONTENT-LENGTH: 0",
            ]
        ),
        RefusalRow(
            "Content-Length that is not digits",
            fields: [
                "", "+5", "-5", "-0", "+0", "0x5", "5h", "0b1", "0o7", "5.0", "5e0", "1_0", "5 0",
                "5;5", "5\t5", "\"5\"", "(5)", "\u{660}", "\u{FF15}", "5\u{A0}", "5\0", "5\u{B}",
                "\u{B}5", "Infinity", "NaN", "five", "5\r\n 5",
            ].map { "Content-Length: \($0)" }
        ),
        RefusalRow(
            "Content-Length beyond 19 digits",
            fields: [
                "18446744073709551616", "18446744073709551621", "99999999999999999999",
                "00000000000000000005",
                "4294967301000000000000000000000000000000000000000000000001",
            ].map { "Content-Length: \($0)" }
        ),
    ]

    static let lines: [RefusalRow] = [
        RefusalRow(
            "a line feed without carriage return, or the other way round",
            [
                "GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nHost: a\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\n", "GET / HTTP/1.1\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\rHost: a\r\r", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n",
                "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n\rX: y\r\n\r\n", "GET / HTTP/1.1\n\rHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nX: a\rb\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nX: a\nb\r\nHost: a\r\n\r\n",
            ]
        ),
        RefusalRow(
            "more than one empty line before the request line, or another kind of one",
            [
                "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "\rGET / HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                " \r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "\0GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            ]
        ),
        RefusalRow(
            "a folded line",
            fields: ["X: a\r\n b", "X: a\r\n\tb", "X:\r\n a", "X: a\r\n \r\nY: b", "X: a\r\n "]
        ),
        RefusalRow(
            "white space before the first field or before a colon",
            [
                "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "GET / HTTP/1.1\r\n\tHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n \r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost\t: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n",
            ]
        ),
        RefusalRow(
            "a field without a name, or with one that is no token",
            fields: [
                ":", ": a", ":a: b", "X", "X Y: a", "X(Y: a", "X[]: a", "X/Y: a", "X{: a", "X@: a",
                "X,Y: a", "X;: a", "X=Y: a", "\"X\": a", "<X>: a", "X\\: a", "X?: a", "Ä: a",
                "X\0: a", "X\u{7F}: a", "X\u{1}: a", "X\u{B}: a", "GET / HTTP/1.1",
            ]
        ),
        RefusalRow(
            "a control character in a value",
            fields: (Array(0...0x1F) + [0x7F]).filter { $0 != 9 }.map {
                "X: a\(Character(Unicode.Scalar(UInt8($0))))b"
            }
        ),
    ]

    static let startLine: [RefusalRow] = [
        RefusalRow(
            "a request line that is not three parts one space apart",
            [
                "GET / HTTP/1.1 ", " GET / HTTP/1.1", "GET  / HTTP/1.1", "GET /  HTTP/1.1",
                "GET\t/ HTTP/1.1", "GET /\tHTTP/1.1", "GET\u{B}/ HTTP/1.1", "GET\u{C}/ HTTP/1.1",
                "GET / x HTTP/1.1", "GET /HTTP/1.1", "GET/ HTTP/1.1", "GET HTTP/1.1",
                "GET  HTTP/1.1",
                "GET / HTTP/1.1 x", "GET / HTTP/1.1\t", "GET / HTTP/1.1\0", "GET\r/ HTTP/1.1",
                "GET /\u{A0}HTTP/1.1", "Extra lineGET / HTTP/1.1",
            ].map { "\($0)\r\nHost: a\r\n\r\n" }
        ),
        RefusalRow(
            "HTTP/0.9",
            ["GET /\r\n\r\n", "GET /\r\nHost: a\r\n\r\n", "GET / \r\n\r\n", "GET\r\n\r\n"]
        ),
        RefusalRow(
            "a version that is not HTTP/ and two digits",
            [
                "http/1.1", "Http/1.1", "HTTP/1", "HTTP/1.", "HTTP/.1", "HTTP/11", "HTTP/1.10",
                "HTTP/01.1", "HTTP/1.01", "HTTP/1,1", "HTTP/-1.1", "HTTP/+1.1", "HTTP/1.1x",
                "HTTP /1.1", "HTTP/ 1.1", "HTTP/1 .1", "HTTP\\1.1", "HTTPS/1.1", "XTTP/1.1", "1.1",
                "HTTP/1.\u{661}", "HTTP/A.B", "HTTP/0x1.1", "RTSP/1.0", "ICY", "HTTP/",
            ].map { "GET / \($0)\r\nHost: a\r\n\r\n" }
        ),
        RefusalRow(
            "another version",
            505,
            ["HTTP/0.9", "HTTP/1.2", "HTTP/1.9", "HTTP/2.0", "HTTP/3.0", "HTTP/9.9", "HTTP/0.0"]
                .map { "GET / \($0)\r\nHost: a\r\n\r\n" }
                + ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]
        ),
        RefusalRow(
            "a method that is no token",
            ["G(T", "GET,", "GET:", "G/T", "\"GET\"", "G\0T", "G\u{7F}T", "GÉT", "{}", "<x>", "@"]
                .map { "\($0) / HTTP/1.1\r\nHost: a\r\n\r\n" } + ["\u{16}\u{3}\u{1}\u{2}"]
        ),
        RefusalRow(
            "a method that is not implemented",
            501,
            [
                "get /", "Get /", "GETT /", "BREW /", "CONNECT a:443", "CONNECT /", "M-SEARCH *",
                "0 /",
            ]
            .map { "\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
        ),
        RefusalRow(
            "a target of another form",
            targets: [
                "*", "a", "a:443", "a/b", "?a", "#a", "..", "\\", "//", "a@b", "host:80/a", "[::1]",
                "**", "*/", ".", "/*a#", "http:", "http:/", "http:///", "http://", "http:a",
                "ftp://a/", "javascript:a", "file:///a", "://a", "ws://a/", "httpx://a/",
            ]
        ),
        RefusalRow(
            "the asterisk with another method than OPTIONS",
            ["GET", "HEAD", "POST", "PUT", "DELETE", "TRACE"].map {
                "\($0) * HTTP/1.1\r\nHost: a\r\n\r\n"
            }
        ),
        RefusalRow(
            "an absolute form with user information, fragment or a broken authority",
            targets: [
                "http://u@a/", "http://u:p@a/", "http://@a/", "http://a@/", "http://a#b",
                "http://a/#b", "http://a:b/", "http://a:65536/", "http://a:-1/", "http://a:1:2/",
                "http://:80/", "http://a%2Fb/", "http://a b/", "http://a\\b/", "http://[::1/",
                "http://::1/", "http://[]/", "http://a,b/", "http://ä/", "http://a;b/", "http:///a",
            ]
        ),
        RefusalRow(
            "percent-encoding that is broken, or hides what a path may not hold",
            targets: [
                "/%", "/%a", "/%zz", "/%0", "/%%41", "/%u0041", "/%00", "/%0d%0a", "/%09", "/%7f",
                "/%2f", "/%2F", "/%5c", "/%5C", "/%2e", "/%2E%2e", "/a/%2e%2e/b", "/%c0%ae", "/%ff",
                "/%ed%a0%80", "/%f5%80%80%80", "/?%", "/?a=%", "/?a=%4", "/?a=%00", "/?a=%ff",
            ]
        ),
        RefusalRow(
            "a byte that a URI does not hold",
            targets: [
                "/\"", "/<a>", "/{a}", "/a|b", "/a^b", "/a`b", "/[a]", "/a\\b", "/a#b", "/ä",
                "/a\u{7F}", "/a\u{1}", "/a\u{B}b", "/?\"", "/?<a>", "/?{a}", "/?a|b", "/?a^b",
                "/?a`b", "/?[a]", "/?a\\b", "/?a#b", "/?ä", "/?a\u{7F}", "/?a\u{1}",
            ]
        ),
        RefusalRow(
            "segments that lead elsewhere",
            targets: ["/..", "/.", "/a/../b", "/a/./b", "/a/..", "//a", "/a//b", "/a/", "//"]
        ),
    ]

    static let fields: [RefusalRow] = [
        RefusalRow(
            "Host that is missing, doubled or invalid",
            [
                "", "Host:", "Host: ", "Host: a\r\nHost: a", "Host: a\r\nhost: b", "Host: a, b",
                "Host: a b", "Host: a/", "Host: a/b", "Host: a?b", "Host: a#b", "Host: u@a",
                "Host: u:p@a", "Host: @a", "Host: http://a", "Host: a:b", "Host: a:-1",
                "Host: a:+1",
                "Host: a:65536", "Host: a:99999999999", "Host: a:80:80", "Host: a: 80", "Host: :80",
                "Host: a:80a", "Host: [::1", "Host: ::1", "Host: [::1]]", "Host: [a]", "Host: []",
                "Host: [::1]80", "Host: a\\b", "Host: a%00", "Host: a\0", "Host: ä", "Host: \"a\"",
                "Host: a\tb", "Hos: a", "Host : a", "Host: a\u{A0}", "Host: a;b", "Host: <a>",
            ].map { "GET / HTTP/1.1\r\n\($0)\($0.isEmpty ? "" : "\r\n")\r\n" }
        ),
        RefusalRow(
            "Host that is invalid beside an absolute form, or in HTTP/1.0",
            [
                "GET http://a/ HTTP/1.1\r\n\r\n", "GET http://a/ HTTP/1.1\r\nHost: b c\r\n\r\n",
                "GET http://a/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: a/b\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n",
            ]
        ),
        RefusalRow(
            "a field twice that has one value",
            fields: [
                "Content-Type", "Authorization", "Range", "If-Range", "If-Modified-Since", "Origin",
                "Content-Range", "Content-Disposition", "Max-Forwards", "Idempotency-Key",
            ].map { "\($0): 1\r\n\($0.uppercased()): 1" }
        ),
        RefusalRow(
            "Connection that is no list of options",
            fields: ["close;", "\"close\"", "clo se", "close\u{A0}", "(close)"].map {
                "Connection: \($0)"
            }
        ),
        RefusalRow(
            "an expectation that is not met",
            417,
            fields: ["", "100-continu", "100-continue, x", "x", "100-continue=1", "200-ok"].map {
                "Expect: \($0)\r\nContent-Length: 5"
            }
        ),
        RefusalRow(
            "a line or a head that is too long",
            431,
            fields: [
                "X: " + String(repeating: "a", count: 9000),
                String(repeating: "X", count: 9000) + ": a",
                Array(repeating: "X: y", count: 101).joined(separator: "\r\n"),
                (0..<5).map { "X\($0): " + String(repeating: "a", count: 7000) }
                    .joined(separator: "\r\n"),
            ]
        ),
        RefusalRow(
            "a request line that is too long",
            414,
            targets: ["/" + String(repeating: "a", count: 9000)]
        ),
    ]

    static let chunks: [RefusalRow] = [
        RefusalRow(
            "a chunk size that is not hexadecimal digits",
            chunks: [
                "\r\n", "0x5\r\nhello\r\n", "0X5\r\n", "x5\r\n", "+5\r\n", "-5\r\n", "-0\r\n\r\n",
                " 5\r\n", "5 \r\n", "\t5\r\n", "5\t\r\n", "5\u{B}\r\n", "5_0\r\n", "5,0\r\n",
                "5.0\r\n", "5h\r\n", "g\r\n", "\"5\"\r\n", "#5\r\n", "\u{FF15}\r\n", "5\0\r\n",
                "\0\r\n", "\u{663}\r\n", "5 0\r\n", "zz\r\n",
            ]
        ),
        RefusalRow(
            "a chunk size beyond 16 digits",
            chunks: [
                "00000000000000005\r\nhello\r\n", "10000000000000005\r\n", "FFFFFFFFFFFFFFFFF\r\n",
                String(repeating: "0", count: 5000) + "5\r\n",
            ]
        ),
        RefusalRow(
            "a chunk line that does not end in both of its bytes",
            chunks: [
                "5\nhello\r\n0\r\n\r\n", "5\rhello\r\n", "5\r\r\nhello\r\n", "5;a\nhello\r\n",
                "5;a\rhello", "5;a\r\r\n", "0\n\r\n", "0\r\n\n", "0\r\r\n\r\n", "5\n\rhello",
            ]
        ),
        RefusalRow(
            "chunk data of another length than its size says",
            chunks: [
                "5\r\nhello0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "5\r\nhello\r0\r\n\r\n",
                "5\r\nhello!\r\n0\r\n\r\n", "5\r\nhello \r\n0\r\n\r\n", "4\r\nhello\r\n0\r\n\r\n",
                "6\r\nhello\r\n0\r\n\r\n", "5\r\nhello\n\r0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n",
            ]
        ),
        RefusalRow(
            "chunk extensions that are none",
            chunks: [
                "5;\r\nhello\r\n", "5;;\r\n", "5;=\r\n", "5;a=\r\n", "5;a=\"b\r\n",
                "5;a=\"\r\n\"\r\n",
                "5;a=\"\n\"\r\n", "5;a=\"\0\"\r\n", "5;\0\r\n", "5;a\u{7F}\r\n", "5;a b\r\n",
                "5;a=\"b\"c\r\n", "5 ;a\r\n", "5;a \r\n", "5 a\r\n", "5;a,b\r\n", "5;a=b,c\r\n",
                "5:a\r\n", "5&a\r\n", "5;\u{1}\r\n", "5;a=\"\\\r\n",
            ]
        ),
        RefusalRow(
            "chunk extensions without end",
            chunks: [
                "5;" + String(repeating: "a", count: 2000),
                "5;a=\"" + String(repeating: ";", count: 2000),
            ]
        ),
        RefusalRow(
            "trailers that are no field lines",
            chunks: [
                "0\r\nX\r\n\r\n", "0\r\nX : y\r\n\r\n", "0\r\n X: y\r\n\r\n",
                "0\r\nX: y\r\n z\r\n\r\n",
                "0\r\nX: y\n\r\n", "0\r\nX: \0\r\n\r\n", "0\r\n: y\r\n\r\n", "0\r\nX: y\r\n\n",
                "0\r\nX: y\r\r\n", "0\r\nGET / HTTP/1.1\r\n\r\n", "0\r\n\rX",
            ]
        ),
        RefusalRow(
            "trailers that would frame, route or authorise",
            chunks: [
                "Content-Length: 5", "Transfer-Encoding: chunked", "Host: b", "Content-Type: a/b",
                "X: y\r\ncontent-length: 0", "Authorization: Bearer x", "Connection: close",
                "Content-Encoding: gzip", "Expect: 100-continue",
            ].map { "0\r\n\($0)\r\n\r\n" }
        ),
        RefusalRow(
            "trailers without end",
            431,
            chunks: [
                "0\r\nX: " + String(repeating: "a", count: 9000),
                "0\r\n" + String(repeating: "X: y\r\n", count: 101),
            ]
        ),
    ]

    @Test(arguments: framing + lines + startLine + fields + chunks)
    func refuses(row: RefusalRow) {
        for message in row.messages {
            #expect(Self.violation(message)?.status == row.status, "\(message.debugDescription)")
        }
    }

    /// What breaks a message, in its head or in its body.
    private static func violation(_ message: String) -> HTTPViolation? {
        let bytes = Array(message.utf8)
        switch parseHead(message) {
        case .incomplete: return nil
        case .refused(let violation): return violation
        case .complete(let head, let length):
            guard head.framing == .chunked else { return nil }
            return decodeChunked(Array(bytes[length...]), cuts: EmptyCollection()).violation
        }
    }
}

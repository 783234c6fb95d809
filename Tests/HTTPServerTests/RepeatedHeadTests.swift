// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

@testable import HTTPServer

struct RepeatedHeadTests {
    private func parse(_ bytes: [UInt8]) throws -> (RequestHead, Int) {
        var parser = RequestHeadParser()
        guard case .complete(let head, let length) = try parser.parse(bytes.span) else {
            throw HTTPViolation(status: 400, code: "bad-request", detail: "no whole head")
        }
        return (head, length)
    }

    private func kept(_ text: String) throws -> RepeatedHead {
        let bytes = Array(text.utf8)
        let (head, length) = try parse(bytes)
        var repeated = RepeatedHead()
        repeated.keep(head, bytes.span.extracting(..<length))
        return repeated
    }

    private let get = "GET /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test(arguments: ["", "GET / HT", "\r\n\r\nrubbish"])
    func knowsTheSameBytesWhateverIsBehindThem(rest: String) throws {
        let bytes = Array((get + rest).utf8)
        let repeated = try kept(get)
        let found = repeated.match(bytes.span)
        let match = try #require(found)
        let (head, length) = try parse(bytes)
        #expect(match.head == head)
        #expect(match.length == length)
    }

    @Test(
        arguments: [
            "", "GET /a?b=c HTTP/1.1\r\nHost: a\r\n\r", "GET /a?b=d HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /a?b=c HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n",
            "\r\nGET /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n",
        ]
    )
    func knowsNoOthers(text: String) throws {
        let bytes = Array(text.utf8)
        let repeated = try kept(get)
        let match = repeated.match(bytes.span)
        #expect(match == nil)
    }

    @Test func keepsNoLongOnesAndNoneWithABody() throws {
        let filler = String(repeating: "x", count: 1100)
        for text in [
            "GET / HTTP/1.1\r\nHost: a\r\nX: \(filler)\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n",
        ] {
            let bytes = Array(text.utf8)
            let repeated = try kept(text)
            let match = repeated.match(bytes.span)
            #expect(match == nil)
        }
    }
}

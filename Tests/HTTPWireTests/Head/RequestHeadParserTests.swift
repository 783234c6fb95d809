// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HTTPWire
import Testing
import WireFeeding

struct RequestHeadParserTests {
    static let sound = [
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\r\nPOST /v1/jobs?size=256&augment=rotate:25,flip HTTP/1.1\r\nHost: localhost:8080\r\n"
            + "User-Agent: curl/7.88.1\r\nAccept: */*\r\nContent-Length: 794464315\r\n"
            + "Content-Type: application/zip\r\nExpect: 100-continue\r\n\r\nPK",
        "GET http://b/%C3%A4/x HTTP/1.1\r\nHost: a\r\nX:\r\nY: \t z \t\r\n\r\nGET / HTTP/1.1",
        "OPTIONS * HTTP/1.0\r\n\r\n",
        "PUT /x HTTP/1.1\r\nHost: [::1]:80\r\nTransfer-Encoding: chunked\r\nA: \u{E4}\r\n\r\n0\r\n",
    ]

    static let broken = [
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", "GET / HTTP/3.0\r\nHost: a\r\n\r\n",
        "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        "\u{16}\u{03}\u{01}",
    ]

    @Test func readsAHead() throws {
        let outcome = parseHead(Self.sound[1])
        let head = try #require(outcome.head)
        #expect(head.method == .post)
        #expect(head.target.segments == ["v1", "jobs"])
        #expect(head.target.path == "/v1/jobs")
        #expect(
            head.target.query == [
                QueryItem(name: "size", value: "256"),
                QueryItem(name: "augment", value: "rotate:25,flip"),
            ]
        )
        #expect(head.minorVersion == 1)
        #expect(head.fields[.userAgent] == "curl/7.88.1")
        #expect(head.fields.count == 6)
        #expect(head.framing == .length(794_464_315))
        #expect(head.keepsAlive)
        #expect(head.expectsContinue)
        #expect(head.host == "localhost:8080")
        #expect(outcome == .complete(head, length: Self.sound[1].utf8.count - 2))
    }

    /// The outcome of a head must not depend on how the network cut it.
    @Test(arguments: sound + broken)
    func doesNotDependOnHowTheInputIsCut(text: String) {
        let bytes = Array(text.utf8)
        let whole = parseHead(bytes, lengths: CollectionOfOne(bytes.count))
        #expect(whole != .incomplete)
        #expect(parseHead(bytes, lengths: 0...bytes.count) == whole)
        for cut in bytes.indices {
            #expect(parseHead(bytes, lengths: [cut, bytes.count]) == whole, "cut at \(cut)")
        }
    }

    @Test(arguments: sound)
    func isIncompleteUntilTheLastByte(text: String) throws {
        let bytes = Array(text.utf8)
        guard case .complete(_, let length) = parseHead(text) else {
            Issue.record("the head is sound")
            return
        }
        #expect(parseHead(bytes, lengths: 0..<length) == .incomplete)
    }

    @Test func readsPipelinedHeadsOneAfterTheOther() throws {
        let bytes = Array("GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.0\r\n\r\n".utf8)
        var parser = RequestHeadParser()
        guard case .complete(let first, let length) = try parser.parse(bytes.span) else {
            Issue.record("the first head is complete")
            return
        }
        #expect(!parser.hasStarted)
        let rest = bytes.span.extracting(length..<bytes.count)
        guard case .complete(let second, let end) = try parser.parse(rest) else {
            Issue.record("the second head is complete")
            return
        }
        #expect([first.target.path, second.target.path] == ["/a", "/b"])
        #expect(length + end == bytes.count)
    }

    @Test func knowsWhetherAMessageHasBegun() throws {
        var parser = RequestHeadParser()
        #expect(try parser.parse([UInt8]().span) == .incomplete)
        #expect(!parser.hasStarted)
        #expect(try parser.parse(Array("G".utf8).span) == .incomplete)
        #expect(parser.hasStarted)
    }

    /// RFC 9112 §2.2: one empty line before the request line, and no more.
    @Test func toleratesOneLeadingLineEnd() {
        #expect(parseHead("\r\nGET / HTTP/1.0\r\n\r\n").head != nil)
        #expect(parseHead("\r\n\r\nGET / HTTP/1.0\r\n\r\n").violation?.status == 400)
        #expect(parseHead("\nGET / HTTP/1.0\r\n\r\n").violation?.status == 400)
        #expect(parseHead("\rGET / HTTP/1.0\r\n\r\n").violation?.status == 400)
    }

    /// A TLS handshake or a binary protocol never gets to a line's end; it is refused at once.
    @Test(arguments: ["\u{16}", "\0", " GET", "\"", "{"])
    func refusesWhatCannotBecomeAMethod(text: String) {
        #expect(parseHead(text).violation?.status == 400)
    }
}

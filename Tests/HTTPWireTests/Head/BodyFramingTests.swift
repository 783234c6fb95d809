// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing
import WireFeeding

struct BodyFramingTests {
    @Test(
        arguments: [
            ("0", 0), ("5", 5), ("005", 5), ("  7 ", 7),
            ("9999999999999999999", 9_999_999_999_999_999_999),
        ] as [(String, UInt64)]
    )
    func readsContentLength(value: String, length: UInt64) {
        let head = parseHead(lines: "Content-Length: \(value)").head
        #expect(head?.framing == .length(length))
    }

    @Test(arguments: [
        "", "+5", "-5", "-0", "0x5", "5a", "a", "5 5", "5,5", "5, 5", "5;", "1_000", "5.0", "1e3",
        "10000000000000000000", "18446744073709551616", "00000000000000000005", "٥", "\"5\"",
    ])
    func refusesOtherContentLengths(value: String) {
        #expect(parseHead(lines: "Content-Length: \(value)").violation?.status == 400)
    }

    @Test(arguments: [("5", "5"), ("5", "7")])
    func refusesTwoContentLengths(first: String, second: String) {
        let outcome = parseHead(lines: "Content-Length: \(first)", "content-length: \(second)")
        #expect(outcome.violation?.status == 400)
    }

    @Test func hasNoBodyWithoutEitherField() {
        #expect(parseHead(lines: "X: y").head?.framing == BodyFraming.none)
    }

    @Test(arguments: ["chunked", "Chunked", " chunked\t"])
    func readsTransferEncoding(value: String) {
        #expect(parseHead(lines: "Transfer-Encoding: \(value)").head?.framing == .chunked)
    }

    @Test(arguments: [
        "", "identity", "xchunked", "chunkedx", ",chunked", "chunked,", "chunked, chunked",
        "chunked, gzip", "gzip", "identity, chunked", "chunked;q=1", "chunked; a", "chunked\u{B}",
        "\u{C}chunked", "\"chunked\"", "chunked chunked", "gzip;q=1, chunked", "chunked\0",
    ])
    func refusesCodingsThatDoNotEndInChunked(value: String) {
        #expect(parseHead(lines: "Transfer-Encoding: \(value)").violation?.status == 400)
    }

    @Test(arguments: ["gzip, chunked", "br,chunked", "x , chunked"])
    func answers501ForOtherCodings(value: String) {
        #expect(parseHead(lines: "Transfer-Encoding: \(value)").violation?.status == 501)
    }

    /// Several lines are one list (RFC 9110 §5.3).
    @Test func joinsLinesOfTransferEncoding() {
        func status(_ first: String, _ second: String) -> Int? {
            let lines = (
                first: "Transfer-Encoding: \(first)", second: "transfer-encoding: \(second)"
            )
            return parseHead(lines: lines.first, lines.second).violation?.status
        }
        #expect(status("chunked", "chunked") == 400)
        #expect(status("chunked", "gzip") == 400)
        #expect(status("gzip", "chunked") == 501)
        #expect(status("", "chunked") == 400)
    }

    @Test func refusesBothFields() {
        let outcomes = [
            parseHead(lines: "Content-Length: 5", "Transfer-Encoding: chunked"),
            parseHead(lines: "Transfer-Encoding: chunked", "Content-Length: 5"),
            parseHead(lines: "Transfer-Encoding: chunked", "Content-Length: x"),
        ]
        for outcome in outcomes { #expect(outcome.violation?.status == 400) }
    }

    @Test func refusesTransferEncodingInHTTP10() {
        let outcome = parseHead(lines: "Transfer-Encoding: chunked", version: "1.0")
        #expect(outcome.violation?.status == 400)
    }

    @Test(
        arguments: [
            ("1.1", nil, true), ("1.1", "close", false), ("1.1", "Close", false),
            ("1.1", "x, close", false), ("1.1", "keep-alive", true),
            ("1.1", "keep-alive, close", false),
            ("1.1", "closed", true), ("1.0", nil, false), ("1.0", "keep-alive", true),
            ("1.0", "Keep-Alive", true), ("1.0", "keep-alive,close", false), ("1.0", "x", false),
            ("1.1", "", true), ("1.1", " , ,\tclose ,", false), ("1.1", "Upgrade, TE", true),
        ] as [(String, String?, Bool)]
    )
    func keepsTheConnectionAlive(version: String, connection: String?, expected: Bool) {
        let line = connection.map { "Connection: \($0)" } ?? "X: y"
        #expect(parseHead(lines: line, version: version).head?.keepsAlive == expected)
    }

    @Test(arguments: [
        "cl ose", "close;q=1", "\"close\"", "close, (x)", "close\u{A0}", "keep-alive=5",
    ])
    func refusesBrokenConnectionOptions(value: String) {
        #expect(parseHead(lines: "Connection: \(value)").violation?.status == 400)
    }

    @Test(arguments: [
        ("100-continue", "Content-Length: 5", true), ("100-Continue", "Content-Length: 5", true),
        ("100-continue", "Transfer-Encoding: chunked", true),
        ("100-continue", "Content-Length: 0", false), ("100-continue", "X: y", false),
    ])
    func expectsContinueOnlyBeforeABody(expect: String, framing: String, expected: Bool) {
        let head = parseHead(lines: "Expect: \(expect)", framing).head
        #expect(head?.expectsContinue == expected)
    }

    @Test(arguments: ["", "200-ok", "100-continue, x", "100-continue;q=1", "100continue"])
    func answers417ForOtherExpectations(value: String) {
        let outcome = parseHead(lines: "Expect: \(value)", "Content-Length: 5")
        #expect(outcome.violation?.status == 417)
    }

    /// RFC 9110 §10.1.1: an expectation in HTTP/1.0 is ignored.
    @Test(arguments: ["100-continue", "x"])
    func ignoresExpectationsInHTTP10(value: String) {
        let outcome = parseHead(lines: "Expect: \(value)", "Content-Length: 5", version: "1.0")
        #expect(outcome.head?.expectsContinue == false)
    }
}

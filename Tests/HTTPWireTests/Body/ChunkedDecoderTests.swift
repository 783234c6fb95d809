// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing
import WireFeeding

struct ChunkedDecoderTests {
    static let sound: [(text: String, content: String)] = [
        ("0\r\n\r\n", ""), ("5\r\nhello\r\n0\r\n\r\n", "hello"),
        ("1\r\na\r\n2\r\n\r\n\r\n00\r\n\r\n", "a\r\n"),
        ("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789"),
        ("0000000000000005\r\nhello\r\n0000000000000000\r\n\r\n", "hello"),
        ("5;a=b;c=\"d\"\r\nhello\r\n0;x\r\n\r\n", "hello"),
        ("5; a \t=\tb ; c= \"\\\"; d\" ;e\r\nhello\r\n0\r\n\r\n", "hello"),
        ("2\r\nab\r\n0\r\nX: y\r\nDigest: z\r\n\r\n", "ab"),
        ("3\r\n0\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n", "0\r\n"),
    ]

    static let broken = [
        "\r\n", "g\r\n", "-1\r\n", "+5\r\nhello\r\n", "0x5\r\nhello\r\n", " 5\r\nhello\r\n",
        "5 \r\nhello\r\n", "5\t;a\r\nhello\r\n", ";a\r\n", "5\nhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n", "5\rhello", "5\r\nhello0\r\n\r\n", "5\r\nhello\r0\r\n",
        "5\r\nhello!\r\n", "5\r\nhello \n0\r\n\r\n", "5\r\nhello\r\r\n0\r\n\r\n",
        "00000000000000005\r\nhello", "FFFFFFFFFFFFFFFFF\r\n", "5;a\nhello",
        "5;a\rb\r\nhello", "5;\0\r\nhello", "5;\u{7F}\r\n", "0\r\n\n", "0\r\nX\r\n\r\n",
        "0\r\n X: y\r\n\r\n", "0\r\nX : y\r\n\r\n", "0\r\nX: y\n\r\n", "0\r\nX: \0\r\n\r\n",
        "1_0\r\n", "5;\r\nhello\r\n", "5;;a\r\n", "5;a;\r\n", "5;=b\r\n", "5;a=\r\n", "5;a \r\n",
        "5;a=b \r\n", "5;a b\r\n", "5;a=b c\r\n", "5;a=b=c\r\n", "5;a=\"b\r\n", "5;a=\"b\"c\r\n",
        "5;a=\"\r\nhello\r\n0\r\n\r\n", "5;a=\"\\\r\n", "5;a=\"b\nc\"\r\n", "5;(\r\n", "5;a=(\r\n",
        "5;\"a\"\r\n", "5;ä\r\n",
    ]

    @Test(arguments: sound)
    func decodes(text: String, content: String) {
        let outcome = decodeChunked(text)
        #expect(String(decoding: outcome.content, as: UTF8.self) == content)
        #expect(outcome.ended)
        #expect(outcome.violation == nil)
    }

    @Test(arguments: broken)
    func refusesBrokenFrames(text: String) {
        #expect(decodeChunked(text).violation?.status == 400)
    }

    @Test(arguments: sound.map(\.text) + broken)
    func doesNotDependOnHowTheInputIsCut(text: String) {
        let bytes = Array(text.utf8)
        let whole = decodeChunked(text)
        #expect(decodeChunked(bytes, cuts: bytes.indices) == whole)
        for cut in bytes.indices {
            #expect(decodeChunked(bytes, cuts: [cut]) == whole, "cut at \(cut)")
        }
    }

    @Test(arguments: sound.map(\.text))
    func doesNotEndBeforeTheLastByte(text: String) {
        let end = decodeChunked(text).consumed
        let bytes = Array(text.utf8.prefix(end - 1))
        let outcome = decodeChunked(bytes, cuts: EmptyCollection())
        #expect(!outcome.ended)
        #expect(outcome.violation == nil)
    }

    @Test func leavesTheNextMessageAlone() {
        let text = "1\r\na\r\n0\r\n\r\n"
        #expect(decodeChunked(text + "GET / HTTP/1.1\r\n\r\n").consumed == text.utf8.count)
    }

    @Test func staysAtTheEnd() throws {
        var decoder = ChunkedDecoder()
        let bytes = Array("0\r\n\r\nrest".utf8)
        let end = try decoder.decode(bytes.span)
        #expect(end.consumed == 5)
        #expect(end.event == .end)
        let after = try decoder.decode(bytes.span.extracting(5..<bytes.count))
        #expect(after.consumed == 0)
        #expect(after.event == .end)
    }

    @Test func acceptsTheLargestSize() throws {
        var decoder = ChunkedDecoder()
        let bytes = Array("FFFFFFFFFFFFFFFF\r\nab".utf8)
        let step = try decoder.decode(bytes.span)
        #expect(step.consumed == 20)
        #expect(step.event == .data(18..<20))
    }

    /// RFC 9112 §7.1.1 asks for a bound on extensions; it holds for the body, not for a chunk.
    @Test func limitsExtensionsOverTheWholeBody() {
        let half = ";" + String(repeating: "a", count: 511)
        #expect(decodeChunked("1\(half)\r\na\r\n1\(half)\r\nb\r\n0\r\n\r\n").ended)
        let outcome = decodeChunked("1\(half)\r\na\r\n1\(half)\r\nb\r\n0;a\r\n\r\n")
        #expect(outcome.violation?.status == 400)
    }

    @Test func limitsTrailers() {
        var limits = ChunkedLimits()
        limits.trailers.fieldCount = 2
        limits.trailers.headBytes = 20
        #expect(decodeChunked("0\r\nA: b\r\nC: d\r\n\r\n", limits: limits).ended)
        let many = decodeChunked("0\r\nA:\r\nC:\r\nE:\r\n\r\n", limits: limits)
        #expect(many.violation?.status == 431)
        // Twenty bytes: a line of eighteen and the empty one.
        let exact = decodeChunked("0\r\nA: 4567890123456\r\n\r\n", limits: limits)
        #expect(exact.ended)
        let long = decodeChunked("0\r\nA: 45678901234567\r\n\r\n", limits: limits)
        #expect(long.violation?.status == 431)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing
import WireFeeding

struct HeadLimitsTests {
    private static func request(lineBytes: Int) -> String {
        let frame = "GET /  HTTP/1.1\r\n".utf8.count - 1
        let path = String(repeating: "a", count: lineBytes - frame)
        return "GET /\(path) HTTP/1.1\r\nHost: a\r\n\r\n"
    }

    private static func request(fieldBytes: Int) -> String {
        let value = String(repeating: "a", count: fieldBytes - 4)
        return "GET / HTTP/1.1\r\nHost: a\r\nX:\(value)\r\n\r\n"
    }

    private static func request(fieldCount: Int) -> String {
        let lines = String(repeating: "X: y\r\n", count: fieldCount - 1)
        return "GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n"
    }

    /// RFC 9112 §3: at least 8000 octets are supported, a longer line is 414.
    @Test func limitsTheRequestLine() {
        #expect(parseHead(Self.request(lineBytes: 8192)).head != nil)
        let violation = parseHead(Self.request(lineBytes: 8193)).violation
        #expect(violation?.status == 414)
        #expect(violation?.code == "uri-too-long")
    }

    @Test func limitsTheLengthOfAFieldLine() {
        #expect(parseHead(Self.request(fieldBytes: 8192)).head != nil)
        let violation = parseHead(Self.request(fieldBytes: 8193)).violation
        #expect(violation?.status == 431)
        #expect(violation?.code == "headers-too-large")
    }

    @Test func limitsTheNumberOfFieldLines() {
        #expect(parseHead(Self.request(fieldCount: 100)).head?.fields.count == 100)
        #expect(parseHead(Self.request(fieldCount: 101)).violation?.status == 431)
    }

    @Test func limitsTheWholeHead() {
        let value = String(repeating: "a", count: 8000)
        let lines = (0..<4).map { "X\($0): \(value)\r\n" }.joined()
        let start = "GET / HTTP/1.1\r\nHost: a\r\n\(lines)"
        let room = 32768 - start.utf8.count - 4
        let filler = String(repeating: "b", count: room - 2)
        #expect(parseHead("\(start)Y:\(filler)\r\n\r\n").head != nil)
        #expect(parseHead("\(start)Y:\(filler)b\r\n\r\n").violation?.status == 431)
    }

    /// A line that has no end in sight is refused as soon as it is too long.
    @Test func refusesBeforeTheEndOfTheLine() {
        let line = "GET /" + String(repeating: "a", count: 8187)
        #expect(parseHead(String(line.dropLast(2))) == .incomplete)
        #expect(parseHead(line).violation?.status == 414)
    }

    @Test func doesNotDependOnHowTheInputIsCut() {
        var limits = HeadLimits()
        limits.requestLineBytes = 24
        limits.fieldBytes = 16
        limits.fieldCount = 3
        limits.headBytes = 48
        let texts = [
            "GET /aaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nXXXXXXXXXXXXX: yyyyyyyyy\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX:\r\nX:\r\nX:\r\nX:\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: yyyyyyyyyy\r\nX: yy\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: yyyyy\u{0}yyyy\nX: y\r\n\r\n",
        ]
        for text in texts {
            let bytes = Array(text.utf8)
            let whole = parseHead(bytes, lengths: CollectionOfOne(bytes.count), limits: limits)
            #expect(whole.violation != nil)
            for cut in bytes.indices {
                #expect(parseHead(bytes, lengths: [cut, bytes.count], limits: limits) == whole)
            }
            #expect(parseHead(bytes, lengths: 0...bytes.count, limits: limits) == whole)
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPWire
import POSIX
import Testing

/// Bodies over a real socket: every framing, early ends, and clients that go away.
@Suite struct UploadTests {
    private static func post(_ path: String, _ fields: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(fields)\r\n"
    }

    @Test(arguments: [0, 1, 10, 16_384, 300_000, 1_000_000])
    func receivesABodyOfAKnownLength(count: Int) throws {
        try LiveServer.run { live in
            let head = Self.post("/echo", "Content-Length: \(count)\r\n")
            let answer = try live.exchange(head + String(repeating: "a", count: count))
            #expect(body(answer) == "\(count) \(97 * count)")
        }
    }

    @Test(arguments: [1, 7, 1000, 200_000])
    func receivesAChunkedBody(chunk: Int) throws {
        try LiveServer.run { live in
            let data = String(repeating: "b", count: chunk)
            let chunks = String(repeating: "\(String(chunk, radix: 16))\r\n\(data)\r\n", count: 3)
            let head = Self.post("/echo", "Transfer-Encoding: chunked\r\n")
            let answer = try live.exchange(head + chunks + "0\r\n\r\n")
            #expect(body(answer) == "\(3 * chunk) \(3 * chunk * 98)")
        }
    }

    @Test func receivesABodyByteByByte() throws {
        try LiveServer.run { live in
            let stream = try live.connect()
            let text =
                Self.post("/echo", "Transfer-Encoding: chunked\r\n")
                + "5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n"
            for byte in text.utf8 { try stream.send([byte]) }
            let answer = String(decoding: try stream.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(body(answer) == "6 565")
        }
    }

    @Test func readsTheNextRequestBehindABody() throws {
        try LiveServer.run { live in
            for first in [
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n0\r\n\r\n",
            ] {
                let answer = try live.exchange(
                    first + "GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                )
                #expect(answer.contains("3 294"))
                #expect(answer.hasSuffix("hello /next"))
            }
        }
    }

    @Test func asksAClientThatWaitsToGoOn() throws {
        try LiveServer.run { live in
            let stream = try live.connect()
            try stream.send(Self.post("/echo", "Content-Length: 2\r\nExpect: 100-continue\r\n"))
            let interim = String(decoding: try stream.receive(limit: 1000), as: UTF8.self)
            #expect(interim == "HTTP/1.1 100 Continue\r\n\r\n")
            try stream.send("ok")
            let answer = String(decoding: try stream.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(body(answer) == "2 218")
        }
    }

    @Test func refusesBeforeTheBodyIsSent() throws {
        try LiveServer.run { live in
            let answer = try live.exchange(
                Self.post("/refuse", "Content-Length: 99999999\r\nExpect: 100-continue\r\n")
            )
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(!answer.contains("100 Continue"))
        }
    }

    /// RFC 9112 §9.6: closing while the client sends would reset the connection under the answer.
    @Test func aClientThatIsStillSendingReadsTheRefusal() throws {
        try LiveServer.run { live in
            let stream = try live.connect()
            try stream.send(Self.post("/limited", "Content-Length: 50000000\r\n"))
            try stream.send(String(repeating: "x", count: 4 << 20))
            let answer = String(decoding: try stream.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
        }
    }

    /// The whole body may have arrived when its receiver ends the upload early.
    @Test func anEarlyEndIsAnsweredAlsoWhenTheBodyIsThereAlready() throws {
        try LiveServer.run { live in
            for fields in ["Content-Length: 20\r\n", "Transfer-Encoding: chunked\r\n"] {
                let text = String(repeating: "x", count: 20)
                let data = fields.contains("chunked") ? "14\r\n\(text)\r\n0\r\n\r\n" : text
                let answer = try live.exchange(Self.post("/limited", fields) + data)
                #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer)")
            }
        }
    }

    @Test func aBodyThatBreaksItsFramingIsRefused() throws {
        try LiveServer.run { live in
            let answer = try live.exchange(
                Self.post("/echo", "Transfer-Encoding: chunked\r\n") + "3\r\nabcd\r\n"
            )
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(live.waitForEvents(1) == ["abandon"])
        }
    }

    @Test(arguments: [("5;x=12345\r\nhello\r\n0\r\n\r\n", 400), ("0\r\na: b\r\nc: d\r\n\r\n", 431)])
    func boundsWhatAChunkedBodyCarriesBesideItsData(chunks: String, status: Int) throws {
        let head = Self.post("/echo", "Transfer-Encoding: chunked\r\n")
        var limits = ServerLimits()
        try LiveServer.run(limits) { live in
            let answer = try live.exchange(head + chunks)
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
        }
        limits.chunkExtensionBytes = 5
        // The head's own lines are three.
        limits.head.fieldCount = 3
        try LiveServer.run(limits) { live in
            let more = chunks.replacing("c: d\r\n", with: "c: d\r\ne: f\r\ng: h\r\n")
            let answer = try live.exchange(head + more)
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
        }
    }

    @Test func anUploadThatIsCutShortIsAbandoned() throws {
        try LiveServer.run { live in
            let stream = try live.connect()
            try stream.send(Self.post("/echo", "Content-Length: 100\r\n") + "part")
            stream.endSending()
            #expect(try stream.receiveAll(limit: 1000).isEmpty)
            #expect(live.waitForEvents(1) == ["abandon"])
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import POSIX
import Testing

/// Refusals over a real socket: the answer comes, is the last one, and is read by a client that
/// still sends; what stands behind a broken message is never taken for a request.
@Suite struct StrictnessTests {
    private static let smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let chunked =
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

    static let refusals: [(String, Int)] = [
        ("GET / HTTP/1.1\nHost: a\n\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\n\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", 400), ("GET /\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 400),
        ("GET / http/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505), ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        ("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", 501),
        ("GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc", 400),
        (
            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"
                + "\r\n0\r\n\r\n", 400
        ),
        ("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            501
        ),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
        ("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: x\r\nContent-Length: 3\r\n\r\nabc", 417),
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 9000))\r\n\r\n", 431),
        (chunked + "0x3\r\nabc\r\n0\r\n\r\n", 400), (chunked + "3\nabc\r\n0\r\n\r\n", 400),
        (chunked + "3\r\nabc\n0\r\n\r\n", 400), (chunked + "3\r\nabcd\r\n0\r\n\r\n", 400),
        (chunked + "3;a=\"\r\nabc\r\n0\r\n\r\n", 400), (chunked + "-1\r\n", 400),
        (chunked + "00000000000000003\r\nabc\r\n0\r\n\r\n", 400),
        (chunked + "0\r\nX : y\r\n\r\n", 400), (chunked + "0\r\n\n", 400),
    ]

    @Test(arguments: refusals)
    func answersOnceAndCloses(message: String, status: Int) throws {
        try LiveServer.run { live in
            let answer = try live.exchange(message + Self.smuggled)
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
            #expect(answer.contains("\r\nConnection: close\r\n"))
            #expect(answer.ranges(of: "\r\nContent-Length: ").count == 1, "\(answer)")
            #expect(!answer.contains("smuggled"))
        }
    }

    /// RFC 9112 §9.6: half-closed first, so that what still comes does not reset the connection
    /// before the client has read why.
    @Test(arguments: ["GET / HTTP/1.1\r\nHost: a b\r\n\r\n", chunked + "x"])
    func aClientThatGoesOnSendingReadsTheRefusal(start: String) throws {
        try LiveServer.run { live in
            let stream = try live.connect()
            try stream.send(start)
            for _ in 0..<16 { try stream.send(String(repeating: "x", count: 1 << 15)) }
            let answer = String(decoding: try stream.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
            try stream.send("the server has ended its sending, not its receiving")
            stream.endSending()
        }
    }

    @Test(arguments: [
        "\r\nGET /x HTTP/1.1\r\nHost: a\r\n", "GET http://b/x HTTP/1.1\r\nHost: a\r\n",
        "GET /x HTTP/1.1\r\nhOsT:\ta\t\r\nX:\r\n", "GET /%78 HTTP/1.1\r\nHost: [::1]:80\r\n",
        "GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n",
        "GET /x HTTP/1.1\r\nHost: a\r\nTE: trailers, gzip;q=0.5\r\nConnection: TE\r\n",
        "GET /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n",
    ])
    func servesWhatIsUnusualAndSound(head: String) throws {
        try LiveServer.run { live in
            let next = "GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            let answer = try live.exchange("\(head)\r\n\(next)")
            #expect(answer.ranges(of: "HTTP/1.1 200 OK\r\n").count == 2, "\(answer)")
            #expect(answer.contains("hello /x") || answer.contains("hello /%78"), "\(answer)")
            #expect(answer.hasSuffix("hello /next"))
        }
    }
}

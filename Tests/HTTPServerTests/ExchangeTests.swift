// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import POSIX
import Testing

/// Requests and answers over a real socket.
@Suite struct ExchangeTests {
    private let close = "Host: a\r\nConnection: close\r\n\r\n"

    @Test func answersAndCloses() throws {
        try LiveServer.run { live in
            let answer = try live.exchange("GET /x HTTP/1.1\r\nX-Request-Id: mine\r\n\(close)")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.contains("\r\nX-Request-Id: mine\r\n"))
            #expect(answer.contains("\r\nContent-Length: 8\r\n"))
            #expect(answer.contains("\r\nConnection: close\r\n"))
            #expect(answer.contains("\r\nDate: "))
            #expect(body(answer) == "hello /x")
        }
    }

    @Test func tellsTheHandlerWhoAsks() throws {
        try LiveServer.run { live in
            let answer = try live.exchange("GET /client HTTP/1.1\r\n\(close)")
            #expect(body(answer) == "127.0.0.1")
        }
    }

    @Test func answersManyPipelinedRequestsInOrder() throws {
        try LiveServer.run { live in
            let count = 2000
            let requests = (0..<count).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined()
            let answer = try live.exchange(requests + "GET /end HTTP/1.1\r\n\(close)")
            let bodies = answer.split(separator: "HTTP/1.1 200 OK\r\n").map { body(String($0)) }
            #expect(bodies == (0..<count).map { "hello /\($0)" } + ["hello /end"])
        }
    }

    /// Immediate answers do not make the stack deeper with each request.
    @Test func answersManyPipelinedRequestsThatNeedNoWork() throws {
        try LiveServer.run { live in
            let requests = String(
                repeating: "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n",
                count: 3000
            )
            let answer = try live.exchange(requests + "GET /end HTTP/1.1\r\n\(close)")
            #expect(answer.split(separator: "HTTP/1.1 304").count == 3000)
        }
    }

    @Test func readsAHeadThatDrips() throws {
        try LiveServer.run { live in
            let stream = try live.connect()
            for byte in "GET /drip HTTP/1.1\r\n\(close)".utf8 { try stream.send([byte]) }
            let answer = String(decoding: try stream.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(body(answer) == "hello /drip")
        }
    }

    @Test(
        arguments: [
            ("HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "200", "8"),
            ("HEAD /file HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "200", "5000"),
            ("GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "304", nil),
        ] as [(String, String, String?)]
    )
    func sendsNoBodyWhereNoneMayBe(request: String, status: String, length: String?) throws {
        try LiveServer.run(fileBytes: 5000) { live in
            let answer = try live.exchange(request)
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
            #expect(answer.contains("Content-Length: \(length ?? "")") == (length != nil))
            #expect(body(answer).isEmpty)
        }
    }

    @Test func closesAfterHTTP10UnlessAskedNotTo() throws {
        try LiveServer.run { live in
            let closing = try live.exchange("GET /x HTTP/1.0\r\n\r\n")
            #expect(closing.contains("Connection: close") && body(closing) == "hello /x")
            let kept = try live.exchange(
                "GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /y HTTP/1.0\r\n\r\n"
            )
            #expect(kept.contains("Connection: keep-alive") && kept.hasSuffix("hello /y"))
        }
    }

    @Test(arguments: ["GET /x HTTP/1.1", "GET /nothing HTTP/1.1", "NONSENSE"])
    func putsTheHandlersLinesIntoEveryAnswer(start: String) throws {
        try LiveServer.run { live in
            let answer = try live.exchange("\(start)\r\n\(close)")
            let name = start == "NONSENSE" ? "none" : "request"
            #expect(answer.contains("\r\nServer: \(name)\r\n"), "\(answer)")
        }
    }

    @Test func refusesWhatIsNoRequest() throws {
        try LiveServer.run { live in
            let answer = try live.exchange("NONSENSE\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(answer.contains("Connection: close"))
        }
    }

    @Test func sendsALargeFileToASlowReader() throws {
        try LiveServer.run(fileBytes: 8 << 20) { live in
            let stream = try live.connect()
            try stream.send("GET /file HTTP/1.1\r\n\(close)")
            Bell().wait(milliseconds: 200)
            let answer = try stream.receiveAll(limit: 1 << 24)
            #expect(answer.count > 8 << 20)
        }
    }

    @Test func answersAClientThatHasEndedItsSending() throws {
        try LiveServer.run { live in
            let stream = try live.connect()
            try stream.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            stream.endSending()
            live.handler.gate.ring()
            let answer = String(decoding: try stream.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(body(answer) == "slow")
        }
    }

    @Test func servesOthersWhileOneIsSlow() throws {
        try LiveServer.run { live in
            let slow = try live.connect()
            try slow.send("GET /slow HTTP/1.1\r\n\(close)")
            for _ in 0..<20 {
                #expect(body(try live.exchange("GET /x HTTP/1.1\r\n\(close)")) == "hello /x")
            }
            #expect(live.waitForEvents(1) == ["slow begins"])
            live.handler.gate.ring()
            let answer = String(decoding: try slow.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(body(answer) == "slow")
        }
    }
}

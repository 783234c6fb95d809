// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import POSIX
import Testing

/// Bodies that are made as time goes on, over real sockets.
@Suite struct StreamTests {
    private let get = "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"

    /// Connects, asks for the stream and waits until it has begun.
    private func open(_ live: LiveServer, _ request: String? = nil) throws -> (Stream, TestStream) {
        let client = try live.connect()
        try client.send(request ?? get)
        #expect(live.waitForEvents(1) == ["begin"])
        return (client, try #require(live.handler.streams.withLock { $0.last }))
    }

    /// Receives until the text ends so.
    private func receive(_ client: Stream, until end: String) throws -> String {
        var text = ""
        while !text.hasSuffix(end) {
            let more = try client.receive(limit: 100_000)
            if more.isEmpty { break }
            text += String(decoding: more, as: UTF8.self)
        }
        return text
    }

    @Test func sendsPiecesInChunksAsTheyCome() throws {
        try LiveServer.run { live in
            let (client, stream) = try open(live)
            let head = try receive(client, until: "\r\n\r\n")
            #expect(head.contains("Transfer-Encoding: chunked\r\n"))
            #expect(!head.contains("Content-Length"))
            #expect(stream.send("one"))
            #expect(try receive(client, until: "one\r\n") == "3\r\none\r\n")
            #expect(stream.send("a longer piece"))
            #expect(try receive(client, until: "piece\r\n") == "e\r\na longer piece\r\n")
            stream.finish()
            #expect(try receive(client, until: "0\r\n\r\n") == "0\r\n\r\n")
            #expect(live.waitForEvents(2) == ["begin", "ended"])
            #expect(!stream.send("late"))
            try client.send("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(try receive(client, until: "hello /x").hasSuffix("hello /x"))
        }
    }

    @Test func endsWithTheConnectionForHTTP10() throws {
        try LiveServer.run { live in
            let (client, stream) = try open(live, "GET /stream HTTP/1.0\r\n\r\n")
            #expect(stream.send("one") && stream.send("two"))
            stream.finish()
            let answer = String(decoding: try client.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(answer.contains("Connection: close\r\n"))
            #expect(!answer.contains("Transfer-Encoding"))
            #expect(body(answer) == "onetwo")
        }
    }

    @Test func isEndedAtOnceWhereThereIsNoBody() throws {
        try LiveServer.run { live in
            let answer = try live.exchange(
                "HEAD /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            #expect(answer.contains("Transfer-Encoding: chunked\r\n") && body(answer).isEmpty)
            #expect(live.waitForEvents(1) == ["ended"])
        }
    }

    /// What is refused is not lost: the producer is told when to come again.
    @Test func takesNoMoreThanTheClientReads() throws {
        var limits = ServerLimits()
        limits.streamBytes = 100_000
        try LiveServer.run(limits) { live in
            let (client, stream) = try open(live)
            let piece = [UInt8](repeating: 120, count: 50_000)
            var sent = 0
            while stream.send(piece) {
                sent += 1
                try #require(sent < 10_000, "somebody has to stop it")
            }
            var received = try client.receive(limit: 1 << 20)
            while live.handler.events.withLock({ $0.last }) != "room" {
                received += try client.receive(limit: 1 << 20)
            }
            #expect(stream.send("the end"))
            stream.finish()
            while !received.suffix(5).elementsEqual("0\r\n\r\n".utf8) {
                received += try client.receive(limit: 1 << 20)
            }
            #expect(received.count { $0 == 120 } == sent * piece.count)
            #expect(live.waitForEvents(3) == ["begin", "room", "ended"])
        }
    }

    @Test func saysThatItLivesWhenItIsSilent() throws {
        var limits = ServerLimits()
        limits.heartbeat = second / 2
        try LiveServer.run(limits) { live in
            let (client, _) = try open(live)
            let chunk = "9\r\n: lives\n\n\r\n"
            #expect(try receive(client, until: chunk).hasSuffix(chunk))
            #expect(try receive(client, until: chunk) == chunk)
        }
    }

    @Test func endsWhenItsClientTakesNothing() throws {
        var limits = ServerLimits()
        limits.writeStallTimeout = second / 2
        limits.streamBytes = 32 << 20
        try LiveServer.run(limits) { live in
            let (client, stream) = try open(live)
            #expect(stream.send([UInt8](repeating: 120, count: 16 << 20)))
            #expect(live.waitForEvents(2) == ["begin", "ended"])
            withExtendedLifetime(client) {}
        }
    }

    /// Nothing is read while a stream goes on: the next heartbeat finds that nobody is there.
    @Test func endsWhenItsClientHasGone() throws {
        var limits = ServerLimits()
        limits.heartbeat = second / 4
        try LiveServer.run(limits) { live in
            do { _ = try open(live) }
            #expect(live.waitForEvents(2) == ["begin", "ended"])
        }
    }

    @Test func hasItsEndWhenTheServerStops() throws {
        try LiveServer.run { live in
            let (client, stream) = try open(live)
            #expect(stream.send("one"))
            _ = try receive(client, until: "one\r\n")
            live.server.stop()
            #expect(try receive(client, until: "0\r\n\r\n") == "0\r\n\r\n")
            #expect(live.waitForEvents(2) == ["begin", "ended"])
        }
    }

    @Test func hasItsEndWhenItBeginsAfterTheStop() throws {
        try LiveServer.run { live in
            let client = try live.connect()
            try client.send("GET /slow-stream HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(live.waitForEvents(1) == ["slow begins"])
            let stopper = try Thread(named: "stopper") { live.server.stop() }
            while (try? live.connect()) != nil { Bell().wait(milliseconds: 10) }
            live.handler.gate.ring()
            let answer = String(decoding: try client.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(body(answer) == "0\r\n\r\n")
            #expect(live.waitForEvents(3) == ["slow begins", "begin", "ended"])
            stopper.join()
        }
    }

    @Test func isEndedWhenItsClientWentBeforeTheAnswer() throws {
        try LiveServer.run { live in
            do {
                let client = try live.connect()
                try client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
                // What nobody reads makes the close a reset, which the server sees at once.
                #expect(live.waitForStatistics { $0.sent > 0 }.sent > 0)
                try client.send("GET /slow-stream HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(live.waitForEvents(1) == ["slow begins"])
            }
            #expect(live.waitForStatistics { $0.open == 0 }.open == 0)
            live.handler.gate.ring()
            #expect(live.waitForEvents(2) == ["slow begins", "ended"])
        }
    }
}

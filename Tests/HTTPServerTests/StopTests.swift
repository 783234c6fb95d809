// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import HTTPServer

/// What a stop must not lose: answers on their way, and requests that have arrived.
struct StopTests {
    private let request = "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"

    private func loop(at listener: Listener) throws -> ServerLoop {
        try ServerLoop([listener], surroundings: Surroundings.testing())
    }

    /// More wait than one turn accepts, and the word to stop comes with them.
    @Test func answersWhoHasAskedBeforeIt() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let loop = try loop(at: listener)
        let clients = try (0..<40).map { _ in
            let client = try Stream(connectingTo: "127.0.0.1", port: listener.port, seconds: 20)
            try client.send(request)
            client.endSending()
            return client
        }
        loop.surroundings.mailbox.post(.stop)
        try loop.run()
        for client in clients {
            let answer = String(decoding: try client.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 304 "))
            #expect(answer.contains("Connection: close\r\n"))
        }
    }

    /// What has been received waits for its turn, and what has not is in the kernel.
    @Test(arguments: [0, 40])
    func answersOneMoreOfThoseThatHaveArrived(earlier: Int) throws {
        let (connection, far) = try Connection.pair(with: Surroundings.testing())
        if earlier > 0 {
            try SocketPair.send(String(repeating: request, count: earlier), on: far)
            connection.readable(now: 0)
            #expect(connection.mayHoldRequest)
            _ = try SocketPair.receive(on: far)
        } else {
            try SocketPair.send(request, on: far)
        }
        connection.stop(now: 0)
        #expect(connection.state.phase == .lingering)
        let answers = String(decoding: try SocketPair.receive(on: far), as: UTF8.self)
        #expect(answers.split(separator: "HTTP/1.1 304").count == 1)
        #expect(answers.contains("Connection: close\r\n"))
    }

    @Test func closesWhoHasAskedNothing() throws {
        let (connection, far) = try Connection.pair(with: Surroundings.testing())
        connection.stop(now: 0)
        #expect(connection.state.phase == .closed)
        #expect(try SocketPair.receive(on: far).isEmpty)
    }

    /// RFC 9112 §9.6: closing while the client sends would reset the connection under the answer.
    @Test func leavesTimeToReadARefusal() throws {
        try LiveServer.run { live in
            let client = try live.connect()
            try client.send("POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n")
            #expect(live.waitForStatistics { $0.sent > 0 }.sent > 0)
            let stopper = try Thread(named: "stopper") { live.server.stop() }
            while (try? live.connect()) != nil { Bell().wait(milliseconds: 10) }
            try client.send(String(repeating: "x", count: 100_000))
            try client.send(String(repeating: "x", count: 100_000))
            client.endSending()
            let answer = String(decoding: try client.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            stopper.join()
        }
    }
}

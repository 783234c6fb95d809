// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import POSIX
import TestSupport
import Testing

/// What a client meets that is slow, silent or one too many; and how a server ends.
@Suite struct LimitTests {
    private static let short: ServerLimits = {
        var limits = ServerLimits()
        limits.idleTimeout = second / 2
        limits.headTimeout = second / 2
        limits.bodyStallTimeout = second / 2
        limits.lingerTimeout = second / 2
        return limits
    }()

    @Test func closesASilentConnectionSilently() throws {
        try LiveServer.run(Self.short) { live in
            let answer = try live.connect().receiveAll(limit: 1000)
            #expect(answer.isEmpty)
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost:",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab",
    ])
    func answers408ToWhatDoesNotComeToItsEnd(start: String) throws {
        try LiveServer.run(Self.short) { live in
            let answer = try live.exchange(start)
            #expect(answer.hasPrefix("HTTP/1.1 408 "), "\(answer)")
            #expect(answer.contains("Connection: close"))
        }
    }

    @Test func keepsAConnectionBetweenRequestsForAWhile() throws {
        try LiveServer.run(Self.short) { live in
            let stream = try live.connect()
            try stream.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = String(decoding: try stream.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(body(answer) == "hello /x", "and then the server ends it")
        }
    }

    @Test func answersSoManyRequestsOfOneConnection() throws {
        var limits = ServerLimits()
        limits.connectionRequests = 3
        try LiveServer.run(limits) { live in
            let request = "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
            let answers = try live.exchange(String(repeating: request, count: 5))
                .split(separator: "HTTP/1.1 304")
            #expect(answers.map { $0.contains("Connection: close") } == [false, false, true])
        }
    }

    @Test func tellsOneConnectionTooManyWhy() throws {
        var limits = ServerLimits()
        limits.connections = 2
        try LiveServer.run(limits) { live in
            let held = try (0..<2).map { _ in
                let stream = try live.connect()
                try stream.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try !stream.receive(limit: 1000).isEmpty)
                return stream
            }
            let answer = try live.exchange("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 503 "))
            try held[0].send("GET /y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(try !held[0].receiveAll(limit: 1000).isEmpty, "the others are served on")
        }
    }

    /// Who looks after the service is answered whatever others do.
    @Test func answersControlAboveTheLimit() throws {
        var limits = ServerLimits()
        limits.connections = 2
        limits.controlConnections = 3
        try LiveServer.run(limits) { live in
            let held = try (0..<20).map { _ in try live.connect() }
            for _ in 0..<10 {
                let answer = try live.exchange("GET /control/x HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(body(answer) == "hello /control/x")
                #expect(answer.contains("Connection: close"))
                let refused = try live.exchange("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(refused.hasPrefix("HTTP/1.1 503 "))
            }
            try held[1].send("GET /y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(try !held[1].receiveAll(limit: 1000).isEmpty, "who came first is served on")
        }
    }

    @Test func tellsAClientThatHasTooMany() throws {
        var limits = ServerLimits()
        limits.clientConnections = 2
        try withTemporaryDirectory { root in
            let path = root.path(of: "socket")
            try LiveServer.run(limits, listeners: [Listener(path: path)]) { live in
                let held = try (0..<2).map { _ in try live.connect() }
                let answer = try live.exchange("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 429 "))
                let local = try (0..<5).map { _ in try Stream(connectingTo: path, seconds: 20) }
                try local[4].send("GET /client HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                let own = String(decoding: try local[4].receiveAll(limit: 1000), as: UTF8.self)
                #expect(body(own) == "local")
                withExtendedLifetime(held) {}
            }
            #expect(try root.names().isEmpty)
        }
    }

    @Test func finishesOpenRequestsWhenItStops() throws {
        try LiveServer.run { live in
            let busy = try live.connect()
            let idle = try live.connect()
            try busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(live.waitForEvents(1) == ["slow begins"])
            let stopper = try Thread(named: "stopper") { live.server.stop() }
            while (try? live.connect()) != nil { Bell().wait(milliseconds: 10) }
            live.handler.gate.ring()
            stopper.join()
            let answer = String(decoding: try busy.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(body(answer) == "slow")
            #expect(answer.contains("Connection: close"))
            #expect(try idle.receiveAll(limit: 1000).isEmpty)
            live.server.stop()
        }
    }

    @Test func leavesNoConnectionOpen() throws {
        try LiveServer.run { live in
            for _ in 0..<50 {
                let stream = try live.connect()
                try stream.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            for _ in 0..<50 { live.handler.gate.ring() }
            for _ in 0..<400 {
                if try openConnections(of: live.server.port) == 0 { return }
                Bell().wait(milliseconds: 50)
            }
            Issue.record("connections whose clients have gone are still open")
        }
    }

    /// The kernel's count of established or half-closed connections of a local port.
    private func openConnections(of port: UInt16) throws -> Int {
        let file = try File(reading: "/proc/net/tcp")
        var bytes = [UInt8](repeating: 0, count: 4 << 20)
        let count = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe file.descriptor.read(into: $0, at: 0)
        }
        let hex = String(port, radix: 16, uppercase: true)
        let suffix = ":" + String(repeating: "0", count: 4 - hex.count) + hex
        return String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: "\n")
            .filter { line in
                let columns = line.split(separator: " ")
                return columns.count > 3 && columns[1].hasSuffix(suffix)
                    && (columns[3] == "01" || columns[3] == "08")
            }.count
    }
}

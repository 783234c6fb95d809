// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPWire
import POSIX
import Testing

/// A server counts its connections, their bytes and the exchanges that are over.
@Suite struct StatisticsTests {
    @Test func countsConnectionsAndBytes() throws {
        try LiveServer.run { server throws in
            let request = "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            let answer = try server.exchange(request)
            let idle = try server.connect()
            let seen = server.waitForStatistics { $0.open == 1 && $0.accepted == 2 }
            #expect(seen.accepted == 2 && seen.open == 1 && seen.refused == 0)
            #expect(seen.received == UInt64(request.utf8.count))
            #expect(seen.sent == UInt64(answer.utf8.count))
            withExtendedLifetime(idle) {}
        }
    }

    @Test func countsUploadsAndFiles() throws {
        try LiveServer.run(fileBytes: 300_000) { server throws in
            let head =
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n"
                + "Connection: close\r\n\r\n"
            let body = String(repeating: "x", count: 200_000)
            let echo = try server.exchange(head + body)
            let file = try server.exchange(
                "GET /file HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            let sent = UInt64(echo.utf8.count + file.utf8.count)
            let seen = server.waitForStatistics { $0.sent >= sent && $0.open == 0 }
            #expect(seen.sent == sent && sent > 300_000)
            #expect(seen.received > 200_000 && seen.received < 201_000)
        }
    }

    @Test func countsWhomItRefuses() throws {
        var limits = ServerLimits()
        limits.connections = 1
        try LiveServer.run(limits) { server throws in
            let first = try server.connect()
            _ = server.waitForStatistics { $0.open == 1 }
            let answer = try server.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 503"))
            let seen = server.waitForStatistics { $0.refused == 1 }
            #expect(seen.refused == 1 && seen.accepted == 2)
            withExtendedLifetime(first) {}
        }
    }

    @Test func saysWhenItsLoopWentRound() throws {
        try LiveServer.run { server throws in
            let first = server.waitForStatistics { $0.turnedAt > 0 }.turnedAt
            let later = server.waitForStatistics { $0.turnedAt > first }
            #expect(later.turnedAt > first, "without any request")
        }
    }

    @Test func tellsOfEachExchangeThatIsOver() throws {
        try LiveServer.run { server throws in
            let close = "Host: a\r\nConnection: close\r\n\r\n"
            _ = try server.exchange("GET /nothing HTTP/1.1\r\n\(close)")
            _ = try server.exchange("nonsense\r\n\r\n")
            let gone = try server.connect()
            try gone.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
            _ = server.waitForStatistics { $0.open == 1 && $0.accepted == 3 }
            gone.endSending()
            for _ in 0..<400 where server.handler.ended.withLock({ $0.count }) < 3 {
                Bell().wait(milliseconds: 25)
            }
            let ended = server.handler.ended.withLock { $0 }
            #expect(ended.prefix(2) == ["/nothing 304", "- 400"], "\(ended)")
            #expect(ended.count == 3 && ended.last?.hasPrefix("/echo ") == true, "\(ended)")
        }
    }
}

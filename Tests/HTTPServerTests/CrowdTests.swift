// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import HTTPServer

/// Connections above the limits, many at once.
struct CrowdTests {
    /// The kernel hands over all that wait at once; who asks for health is among them.
    @Test func answersControlThatWasThereBeforeACrowd() throws {
        var limits = ServerLimits()
        limits.connections = 1
        let listener = try Listener(host: "127.0.0.1", port: 0)
        func connect() throws -> Stream {
            try Stream(connectingTo: "127.0.0.1", port: listener.port, seconds: 20)
        }
        let held = try connect()
        let probe = try connect()
        try probe.send("GET /control/x HTTP/1.1\r\nHost: a\r\n\r\n")
        let crowd = try (0..<limits.controlConnections + 20).map { _ in try connect() }
        try LiveServer.run(limits, listeners: [listener]) { _ in
            let answer = String(decoding: try probe.receiveAll(limit: 10_000), as: UTF8.self)
            #expect(body(answer) == "hello /control/x")
        }
        withExtendedLifetime((held, crowd)) {}
    }

    /// A client that is told that it has too many takes no place from those for control.
    @Test func keepsThePlacesForControlFromWhoIsRefused() throws {
        var limits = ServerLimits()
        limits.connections = 2
        limits.clientConnections = 1
        limits.controlConnections = 2
        limits.controlTimeout = 60 * second
        try withTemporaryDirectory { root in
            let path = root.path(of: "socket")
            try LiveServer.run(limits, listeners: [Listener(path: path)]) { live in
                let remote = try live.connect()
                let local = try Stream(connectingTo: path, seconds: 20)
                _ = live.waitForStatistics { $0.open == 2 }
                let probe = try Stream(connectingTo: path, seconds: 20)
                _ = live.waitForStatistics { $0.open == 3 }
                let refused = try (0..<5).map { _ in
                    let client = try live.connect()
                    let answer = String(decoding: try client.receive(limit: 1000), as: UTF8.self)
                    #expect(answer.hasPrefix("HTTP/1.1 429 "))
                    return client
                }
                try probe.send("GET /control/x HTTP/1.1\r\nHost: a\r\n\r\n")
                let answer = String(decoding: try probe.receiveAll(limit: 10_000), as: UTF8.self)
                #expect(body(answer) == "hello /control/x")
                withExtendedLifetime((remote, local, refused)) {}
            }
        }
    }

    /// Another thread may take the number while it is given up for a refusal.
    @Test func holdsAReserveAgainAfterItWasLost() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let loop = try ServerLoop([listener], surroundings: Surroundings.testing())
        loop.reserve = nil
        loop.pauseAccepting(SystemError(number: 24, call: "accept4"), now: 0)
        loop.acceptAgain(now: second / 8)
        #expect(loop.reserve == nil, "the pause goes on")
        loop.acceptAgain(now: second)
        #expect(loop.reserve != nil)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

struct StreamTests {
    @Test func talksToAServer() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let stream = try Stream(connectingTo: "127.0.0.1", port: listener.port, seconds: 30)
        let accepted = try #require(try listener.acceptWaiting())
        try stream.send("ping")
        #expect(try accepted.received(count: 4) == "ping")
        try accepted.append("pong")
        accepted.descriptor.shutdownSending()
        #expect(try stream.receiveAll(limit: 100) == Array("pong".utf8))
    }

    @Test func receivesNoMoreThanItsLimit() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let stream = try Stream(connectingTo: "localhost", port: listener.port, seconds: 30)
        let accepted = try #require(try listener.acceptWaiting())
        try accepted.append("0123456789")
        #expect(try stream.receiveAll(limit: 4) == Array("0123".utf8))
        #expect(try stream.receiveAll(limit: 0) == [])
    }

    @Test func givesUpOnAServerThatIsSilent() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let stream = try Stream(connectingTo: "127.0.0.1", port: listener.port, seconds: 1)
        let accepted = try #require(try listener.acceptWaiting())
        try accepted.append("some")
        #expect(throws: SystemError(number: ETIMEDOUT, call: "recv")) {
            try stream.receiveAll(limit: 100)
        }
    }

    @Test func givesUpOnAServerThatTakesNothing() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let stream = try Stream(connectingTo: "127.0.0.1", port: listener.port, seconds: 1)
        let accepted = try #require(try listener.acceptWaiting())
        #expect(throws: SystemError(number: ETIMEDOUT, call: "send")) {
            try stream.send(String(repeating: "x", count: 16 << 20))
        }
        accepted.descriptor.shutdownSending()
    }

    @Test func saysThatNobodyListens() throws {
        let port: UInt16
        do { port = try Listener(host: "127.0.0.1", port: 0).port }
        let error = #expect(throws: SystemError.self) {
            try Stream(connectingTo: "127.0.0.1", port: port, seconds: 30)
        }
        #expect(error?.number == ECONNREFUSED)
    }

    /// A write(2) to a connection that is broken raises SIGPIPE, which would end the tool.
    @Test func survivesAServerThatHasGone() async {
        await #expect(processExitsWith: .success) {
            let listener = try Listener(host: "127.0.0.1", port: 0)
            let stream = try Stream(connectingTo: "127.0.0.1", port: listener.port, seconds: 30)
            do { _ = try listener.acceptWaiting() }
            var error: SystemError?
            while error == nil {
                do throws(SystemError) { try stream.send("anybody?") } catch let caught {
                    error = caught
                }
            }
            #expect([EPIPE, ECONNRESET].contains(error?.number))
        }
    }
}

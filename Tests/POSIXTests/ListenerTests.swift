// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

struct ListenerTests {
    @Test func saysThePortTheKernelChose() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        #expect(listener.port != 0)
        var peer = PeerAddress.local
        let isEarly = try listener.socket.descriptor.accept(from: &peer) != nil
        #expect(!isEarly)
        let client = try RawClient(port: listener.port)
        let accepted = try #require(try listener.acceptWaiting())
        try client.send("hello")
        #expect(try accepted.received(count: 5) == "hello")
    }

    @Test func listensOnIPv6() throws {
        let listener = try Listener(host: "::1", port: 0)
        let client = try RawClient(port: listener.port, isIPv6: true)
        let accepted = try #require(try listener.acceptWaiting())
        client.endSending()
        #expect(try accepted.received(count: 5) == "")
    }

    @Test func refusesAnAddressInUse() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let error = #expect(throws: SystemError.self) {
            try Listener(host: "127.0.0.1", port: listener.port)
        }
        #expect(error?.number == EADDRINUSE)
    }

    /// A connection that we ended waits in the kernel for a minute; a restart must not.
    @Test func takesAPortAgainRightAfterItsConnections() throws {
        var listener: Listener? = try Listener(host: "127.0.0.1", port: 0)
        let port = try #require(listener).port
        let client = try RawClient(port: port)
        do {
            let accepted = try #require(try listener?.acceptWaiting())
            accepted.descriptor.shutdownSending()
        }
        client.endSending()
        #expect(try client.receiveAll() == "")
        listener = nil
        #expect(try Listener(host: "127.0.0.1", port: port).port == port)
    }

    @Test(arguments: ["no such host", "256.0.0.1", ""])
    func refusesAHostWithoutAddress(host: String) {
        let error = #expect(throws: SystemError.self) { try Listener(host: host, port: 0) }
        #expect(error?.number == EADDRNOTAVAIL)
    }

    /// tcp(7): an accepted socket has this option of its listener.
    @Test func handsOnHowLongAPeerMayConfirmNothing() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        listener.socket.descriptor.setUnconfirmedLimit(milliseconds: 1500)
        let client = try RawClient(port: listener.port)
        let accepted = try #require(try listener.acceptWaiting())
        var limit: UInt32 = 0
        var length = socklen_t(MemoryLayout<UInt32>.size)
        let number = accepted.descriptor.number
        let found = unsafe getsockopt(
            number,
            Int32(IPPROTO_TCP),
            TCP_USER_TIMEOUT,
            &limit,
            &length
        )
        #expect(found == 0 && limit == 1500)
        client.endSending()
    }

    @Test func acceptsSocketsThatDoNotWait() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let client = try RawClient(port: listener.port)
        let accepted = try #require(try listener.acceptWaiting())
        let nothing = try unsafe withUnsafeTemporaryAllocation(byteCount: 8, alignment: 1) {
            try unsafe accepted.descriptor.receive(into: $0)
        }
        #expect(nothing == nil)
        let flags = fcntl(accepted.descriptor.number, F_GETFD)
        #expect(flags & FD_CLOEXEC != 0)
        client.endSending()
    }
}

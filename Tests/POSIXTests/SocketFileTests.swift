// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

/// Listeners with a name in the file system.
struct SocketFileTests {
    @Test func acceptsProcessesOfThisMachine() throws {
        try withTemporaryDirectory { root in
            let path = root.path(of: "socket")
            let listener = try Listener(path: path)
            #expect(listener.port == 0)
            let client = try Stream(connectingTo: path, seconds: 30)
            var peer = PeerAddress.ip4(1)
            let isThere = try listener.socket.descriptor.accept(from: &peer) != nil
            #expect(isThere)
            #expect(peer == .local)
            client.endSending()
            var status = stat()
            #expect(unsafe lstat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o660)
        }
    }

    @Test func isGoneWhenItsListenerStops() throws {
        try withTemporaryDirectory { root in
            let path = root.path(of: "socket")
            let listener = try Listener(path: path)
            listener.stop()
            #expect(try root.names().isEmpty)
        }
    }

    @Test func replacesWhatAKilledProcessHasLeft() throws {
        try withTemporaryDirectory { root in
            let path = root.path(of: "socket")
            let left = try Listener(path: path)
            left.socket.descriptor.stopListening()
            let listener = try Listener(path: path)
            _ = try Stream(connectingTo: path, seconds: 30)
            // The first one's name is another's by now.
            left.stop()
            _ = try Stream(connectingTo: path, seconds: 30)
            listener.stop()
        }
    }

    @Test func leavesALivingOneAlone() throws {
        try withTemporaryDirectory { root in
            let path = root.path(of: "socket")
            let listener = try Listener(path: path)
            let error = #expect(throws: SystemError.self) { () throws in
                _ = try Listener(path: path)
            }
            #expect(error?.number == EADDRINUSE)
            _ = try Stream(connectingTo: path, seconds: 30)
            listener.stop()
        }
    }

    @Test func leavesAFileAlone() throws {
        try withTemporaryDirectory { root in
            let path = root.path(of: "file")
            _ = try File(creating: path)
            let error = #expect(throws: SystemError.self) { () throws in
                _ = try Listener(path: path)
            }
            #expect(error?.number == EEXIST)
            #expect(try root.names() == ["file"])
        }
    }

    @Test func refusesALongName() throws {
        let error = #expect(throws: SystemError.self) { () throws in
            _ = try Listener(path: "/tmp/" + String(repeating: "x", count: 120))
        }
        #expect(error?.number == ENAMETOOLONG)
    }
}

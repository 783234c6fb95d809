// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

struct SocketTests {
    @Test func tellsWaitingFromTheEnd() throws {
        let (near, far) = try SocketPair.make()
        var buffer = [UInt8](repeating: 0, count: 8)
        try unsafe buffer.withUnsafeMutableBytes { buffer in
            #expect(try unsafe near.descriptor.receive(into: buffer) == nil)
            try far.append("abc")
            #expect(try unsafe near.descriptor.receive(into: buffer) == 3)
            far.descriptor.shutdownSending()
            #expect(try unsafe near.descriptor.receive(into: buffer) == 0)
        }
        // Only one direction is over.
        try near.append("back")
        #expect(try far.received(count: 4) == "back")
    }

    @Test func sendsWhatTheKernelHasRoomFor() throws {
        let (near, far) = try SocketPair.make()
        let bytes = [UInt8](repeating: 1, count: 8 << 20)
        let sent = try unsafe bytes.withUnsafeBytes { try unsafe near.descriptor.send($0) }
        #expect(try #require(sent) > 0)
        #expect(try #require(sent) < bytes.count)
        let more = try unsafe bytes.withUnsafeBytes { try unsafe near.descriptor.send($0) }
        #expect(more == nil)
        far.descriptor.shutdownSending()
    }

    @Test func reportsAPeerThatHasGone() throws {
        let near: File
        do { near = try SocketPair.make().0 }
        let bytes: [UInt8] = [1]
        #expect(throws: SystemError(number: EPIPE, call: "send")) {
            try unsafe bytes.withUnsafeBytes { try unsafe near.descriptor.send($0) }
        }
    }

    @Test func sendsAPartOfAFile() throws {
        try withTemporaryDirectory { root in
            let file = try File(creating: root.path(of: "file"))
            try file.append("0123456789")
            let (near, far) = try SocketPair.make()
            #expect(try near.descriptor.send(file: file, from: 2, count: 5) == 5)
            #expect(try far.received(count: 5) == "23456")
            #expect(try near.descriptor.send(file: file, from: 8, count: 5) == 2)
            #expect(try far.received(count: 2) == "89")
            #expect(try near.descriptor.send(file: file, from: 10, count: 5) == 0)
        }
    }
}

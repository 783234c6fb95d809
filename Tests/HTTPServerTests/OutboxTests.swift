// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

@testable import HTTPServer

struct OutboxTests {
    /// Flushes and receives in turns until nothing is left to send.
    private static func exchange(
        _ outbox: inout Outbox,
        _ near: File,
        _ far: File
    ) throws -> (bytes: [UInt8], turns: [Int]) {
        var bytes: [UInt8] = []
        var turns: [Int] = []
        while !outbox.isEmpty {
            turns.append(try outbox.flush(to: near.descriptor))
            while true {
                let more = try SocketPair.receive(on: far)
                if more.isEmpty { break }
                bytes += more
            }
        }
        return (bytes, turns)
    }

    @Test func sendsBytesAndFilePartsInOrder() throws {
        try withTemporaryDirectory { root in
            let (near, far) = try SocketPair.make()
            let file = try File(creating: root.path(of: "file"))
            try SocketPair.send("0123456789", on: file)
            var outbox = Outbox()
            #expect(outbox.isEmpty)
            outbox.append(Array("head,".utf8))
            outbox.append(file, 2..<5)
            outbox.append([])
            outbox.append(file, 4..<4)
            outbox.append(Array(",tail".utf8))
            #expect(!outbox.isEmpty)
            #expect(try outbox.flush(to: near.descriptor) == 13)
            #expect(outbox.isEmpty)
            #expect(try SocketPair.receive(on: far) == Array("head,234,tail".utf8))
            #expect(try outbox.flush(to: near.descriptor) == 0)
        }
    }

    @Test func goesOnWhereASlowReaderStoppedIt() throws {
        try withTemporaryDirectory { root in
            let (near, far) = try SocketPair.make()
            let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let file = try File(creating: root.path(of: "file"))
            try unsafe content.withUnsafeBytes { try unsafe file.descriptor.write(all: $0) }
            var outbox = Outbox()
            outbox.append(content)
            outbox.append(file, 1_000..<3_000_000)
            let (bytes, turns) = try Self.exchange(&outbox, near, far)
            #expect(bytes == content + content[1_000...])
            #expect(turns.count > 2)
        }
    }

    @Test func takesNoMoreThanATurnFromOthers() throws {
        try withTemporaryDirectory { root in
            let target = try File(creating: root.path(of: "target"))
            let source = try File(creating: root.path(of: "source"))
            try source.descriptor.truncate(to: 5 << 20)
            var outbox = Outbox()
            outbox.append(source, 0..<5 << 20)
            // A file takes all it is given: only the turn ends a flush.
            #expect(try outbox.flush(to: target.descriptor) == 1 << 20)
            #expect(!outbox.isEmpty)
        }
    }

    @Test func reportsAFileShorterThanPromised() throws {
        try withTemporaryDirectory { root in
            let (near, far) = try SocketPair.make()
            let file = try File(creating: root.path(of: "file"))
            try SocketPair.send("0123", on: file)
            var outbox = Outbox()
            outbox.append(file, 0..<8)
            #expect(throws: SystemError.endOfFile) {
                while !outbox.isEmpty { _ = try outbox.flush(to: near.descriptor) }
            }
            #expect(try SocketPair.receive(on: far) == Array("0123".utf8))
        }
    }

    @Test func reportsAReaderThatHasGone() throws {
        let near: File
        do { near = try SocketPair.make().0 }
        var outbox = Outbox()
        outbox.append([1, 2, 3])
        #expect(throws: SystemError(number: EPIPE, call: "send")) {
            try outbox.flush(to: near.descriptor)
        }
        #expect(!outbox.isEmpty)
    }
}

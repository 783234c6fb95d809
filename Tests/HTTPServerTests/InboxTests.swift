// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

@testable import HTTPServer

struct InboxTests {
    private let scratch = Scratch()

    private static func text(_ inbox: borrowing Inbox) -> String {
        inbox.withUnread { span in
            String(decoding: (0..<span.count).map { span[$0] }, as: UTF8.self)
        }
    }

    @Test func growsByWhatTheSocketHas() throws {
        let (near, far) = try SocketPair.make()
        var inbox = Inbox()
        #expect(try inbox.receive(from: near.descriptor, by: scratch) == nil)
        #expect(inbox.isEmpty)
        try SocketPair.send("abc", on: far)
        #expect(try inbox.receive(from: near.descriptor, by: scratch) == 3)
        try SocketPair.send("def", on: far)
        #expect(try inbox.receive(from: near.descriptor, by: scratch) == 3)
        #expect(Self.text(inbox) == "abcdef")
        far.descriptor.shutdownSending()
        #expect(try inbox.receive(from: near.descriptor, by: scratch) == 0)
        #expect(Self.text(inbox) == "abcdef")
    }

    @Test func dropsFromTheFrontOnly() throws {
        let (near, far) = try SocketPair.make()
        var inbox = Inbox()
        try SocketPair.send("abcdef", on: far)
        _ = try inbox.receive(from: near.descriptor, by: scratch)
        inbox.drop(2)
        #expect(Self.text(inbox) == "cdef")
        try SocketPair.send("gh", on: far)
        _ = try inbox.receive(from: near.descriptor, by: scratch)
        #expect(Self.text(inbox) == "cdefgh")
        inbox.drop(6)
        #expect(inbox.isEmpty)
        inbox.append(Array("xyz".utf8))
        inbox.drop(1)
        inbox.append(Array("!".utf8))
        #expect(Self.text(inbox) == "yz!")
        #expect(Array(inbox.takeAll()) == Array("yz!".utf8))
        #expect(inbox.isEmpty)
    }

    @Test func keepsItsBytesWhenTheSocketBreaks() throws {
        var inbox = Inbox()
        inbox.append(Array("abc".utf8))
        let path = try File(reading: "/proc/self/comm")
        #expect(throws: SystemError(number: ENOTSOCK, call: "recv")) {
            try inbox.receive(from: path.descriptor, by: scratch)
        }
        #expect(Self.text(inbox) == "abc")
    }
}

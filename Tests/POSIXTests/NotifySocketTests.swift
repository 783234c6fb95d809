// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

/// A service manager hears what it is told, by either sort of name.
@Suite struct NotifySocketTests {
    /// What a manager does: binds a datagram socket, and reads.
    private final class Ear {
        let number: Int32

        init(_ name: [UInt8]) throws {
            number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            unsafe withUnsafeMutableBytes(of: &address.sun_path) {
                unsafe $0.copyBytes(from: name)
            }
            let length = socklen_t(2 + name.count)
            let result = unsafe withUnsafePointer(to: address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe bind(number, $0, length)
                }
            }
            try #require(result == 0)
        }

        deinit { close(number) }

        func read() -> String {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = unsafe recv(number, &bytes, bytes.count, Int32(MSG_DONTWAIT))
            return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        }
    }

    @Test func reachesAPath() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "notify")
            let manager = try Ear(Array(path.utf8) + [0])
            let socket = try NotifySocket(named: path)
            try socket.tell("READY=1\nSTATUS=à")
            try socket.tell("STOPPING=1")
            #expect(manager.read() == "READY=1\nSTATUS=à")
            #expect(manager.read() == "STOPPING=1")
        }
    }

    @Test func reachesAnAbstractName() throws {
        let name = "equipoise-test-\(UInt64.random(in: 0 ... .max))"
        let manager = try Ear([0] + Array(name.utf8))
        try NotifySocket(named: "@" + name).tell("READY=1")
        #expect(manager.read() == "READY=1")
    }

    @Test(arguments: ["", "/", "@", "relative", "vsock:2:1", "/a\0b"])
    func refusesAnotherName(name: String) {
        #expect(throws: SystemError.self) { () throws in _ = try NotifySocket(named: name) }
    }

    @Test(arguments: [(107, true), (108, false)])
    func takesAsLongANameAsThereIsRoomFor(length: Int, fits: Bool) {
        let name = "/" + String(repeating: "a", count: length - 1)
        #expect(((try? NotifySocket(named: name)) != nil) == fits)
    }

    @Test func saysThatNobodyListens() throws {
        try withTemporaryDirectory { directory in
            let socket = try NotifySocket(named: directory.path(of: "nobody"))
            let error = #expect(throws: SystemError.self) { () throws in
                try socket.tell("READY=1")
            }
            #expect(error?.isNotFound == true)
        }
    }
}

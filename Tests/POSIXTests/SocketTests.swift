// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

@Suite struct SocketTests {
    @Test(arguments: ["127.0.0.1", "localhost"])
    func listensOnAPortThatTheKernelChose(host: String) throws {
        let listener = try Listener(host: host, port: 0)
        #expect(listener.port > 0)
        let client = try Stream(connectingTo: host, port: listener.port, seconds: 5)
        try client.send("hello")
        let server = try accept(listener)
        var bytes = [UInt8](repeating: 0, count: 10)
        let count = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe server.descriptor.receive(into: $0)
        }
        #expect(count.map { Array(bytes.prefix($0)) } == Array("hello".utf8))
        let nothing = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe server.descriptor.receive(into: $0)
        }
        #expect(nothing == nil, "a call that would wait is no error")
        client.endSending()
        let end = try waitForEnd(server)
        #expect(end == 0)
    }

    @Test func saysThatAnAddressIsTaken() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let error = #expect(throws: SystemError.self) { () throws in
            _ = try Listener(host: "127.0.0.1", port: listener.port)
        }
        #expect(error?.description.contains("in use") == true)
    }

    @Test func saysThatAHostHasNoAddress() {
        #expect(throws: SystemError.self) { () throws in
            _ = try Listener(host: "300.1.1.1", port: 0)
        }
    }

    @Test func refusesWhenItListensNoMore() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        listener.socket.descriptor.stopListening()
        #expect(throws: SystemError.self) { () throws in
            _ = try Stream(connectingTo: "127.0.0.1", port: listener.port, seconds: 1)
        }
    }

    @Test func aStreamDoesNotWaitForEver() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let client = try Stream(connectingTo: "127.0.0.1", port: listener.port, seconds: 1)
        #expect(throws: SystemError.self) { () throws in _ = try client.receive(limit: 1) }
    }

    @Test func sendsAPartOfAFile() throws {
        let file = try File(temporaryIn: "/tmp")
        try unsafe Array("0123456789".utf8).withUnsafeBytes {
            try unsafe file.descriptor.write(all: $0, at: 0)
        }
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let client = try Stream(connectingTo: "127.0.0.1", port: listener.port, seconds: 5)
        let server = try accept(listener)
        #expect(try server.descriptor.send(file: file, from: 3, count: 4) == 4)
        #expect(try server.descriptor.send(file: file, from: 10, count: 4) == 0)
        #expect(try client.receive(limit: 100) == Array("3456".utf8))
    }

    private func accept(_ listener: Listener) throws -> File {
        for _ in 0..<500 {
            if let socket = try listener.socket.descriptor.accept() { return File(socket) }
            Bell().wait(milliseconds: 10)
        }
        throw SystemError.endOfFile
    }

    private func waitForEnd(_ socket: File) throws -> Int? {
        var byte: [UInt8] = [0]
        for _ in 0..<500 {
            let count = try unsafe byte.withUnsafeMutableBytes {
                try unsafe socket.descriptor.receive(into: $0)
            }
            if let count { return count }
            Bell().wait(milliseconds: 10)
        }
        return nil
    }
}

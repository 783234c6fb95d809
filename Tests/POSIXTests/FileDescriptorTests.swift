// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

struct FileDescriptorTests {
    @Test func readsAndWritesAtOffsets() throws {
        try withTemporaryDirectory { root in
            let file = try File(creating: root.path(of: "file"))
            try file.put("world", at: 6)
            try file.put("hello ", at: 0)
            #expect(try file.text() == "hello world")
            #expect(try file.text(at: 6, count: 3) == "wor")
            #expect(try file.text(at: 9, count: 3) == "ld")
            #expect(try file.text(at: 11) == "")
            #expect(try file.text(at: 4000) == "")
            #expect(try file.descriptor.size() == 11)
        }
    }

    @Test func readsOnFromItsPosition() throws {
        try withTemporaryDirectory { root in
            try File(creating: root.path(of: "file")).append("abcdef")
            let file = try File(reading: root.path(of: "file"))
            var bytes = [UInt8](repeating: 0, count: 4)
            let counts = try unsafe bytes.withUnsafeMutableBytes { buffer in
                try (0..<3).map { _ in try unsafe file.descriptor.read(into: buffer) }
            }
            #expect(counts == [4, 2, 0])
            #expect(bytes.prefix(2).elementsEqual("ef".utf8))
        }
    }

    @Test func cutsAndExtendsAFile() throws {
        try withTemporaryDirectory { root in
            let file = try File(creating: root.path(of: "file"))
            try file.append("abcdef")
            try file.descriptor.truncate(to: 2)
            try file.descriptor.truncate(to: 4)
            try file.descriptor.synchronize()
            #expect(try file.text() == "ab\0\0")
        }
    }

    @Test func reportsWhatTheKernelRefuses() throws {
        try withTemporaryDirectory { root in
            try File(creating: root.path(of: "file")).append("kept")
            let file = try File(reading: root.path(of: "file"))
            #expect(throws: SystemError(number: EBADF, call: "write")) { try file.append("no") }
            #expect(throws: SystemError(number: EBADF, call: "pwrite")) {
                try file.put("no", at: 0)
            }
            #expect(throws: SystemError.self) { try file.descriptor.truncate(to: 0) }
            // An offset beyond what a file can have is an error or its end, never a trap.
            #expect((try? file.text(at: .max)) ?? "" == "")
        }
    }

    /// A pipe takes its 64 KiB and a reader drains it: every write must go on where it stopped.
    @Test func writesAllThroughAPipe() throws {
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        let reader = FileDescriptor(owning: ends[0])
        let writer = File(FileDescriptor(owning: ends[1]))
        let text = String(repeating: "0123456789abcdef", count: 40_000)
        let thread = try Thread(named: "writer") { try? writer.append(text) }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 10_000)
        while received.count < text.utf8.count {
            let count = try unsafe buffer.withUnsafeMutableBytes {
                try unsafe reader.read(into: $0)
            }
            if count == 0 { break }
            received += buffer.prefix(count)
        }
        thread.join()
        #expect(received.elementsEqual(text.utf8))
    }

    @Test func copiesInsideTheKernel() throws {
        try withTemporaryDirectory { root in
            let source = try File(creating: root.path(of: "source"))
            try source.append("abcdefghij")
            let target = try File(creating: root.path(of: "target"))
            let copied = try target.descriptor.copy(4, of: source.descriptor, from: 3, to: 2)
            // A file system that cannot copy is none to fail on.
            #expect(copied == 4 || copied == 0)
            if copied == 4 { #expect(try target.text(at: 2) == "defg") }
            #expect(try target.descriptor.copy(9, of: source.descriptor, from: 10, to: 0) == 0)
        }
    }

    @Test func leavesItToTheCallerWhereTheKernelCannotCopy() throws {
        try withTemporaryDirectory { root in
            let file = try File(creating: root.path(of: "file"))
            try file.append("abcdefghij")
            // Onto itself, and onto a device.
            #expect(try file.descriptor.copy(4, of: file.descriptor, from: 0, to: 2) == 0)
            let null = try File(updating: "/dev/null")
            #expect(try null.descriptor.copy(4, of: file.descriptor, from: 0, to: 0) == 0)
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@Suite struct FileTests {
    private func text(_ file: File, at offset: UInt64, count: Int) throws -> String {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe file.descriptor.read(into: $0, at: offset)
        }
        return String(decoding: bytes.prefix(read), as: UTF8.self)
    }

    private func write(_ text: String, to file: File, at offset: UInt64) throws {
        try unsafe Array(text.utf8).withUnsafeBytes {
            try unsafe file.descriptor.write(all: $0, at: offset)
        }
    }

    @Test func readsAndWritesAtAbsoluteOffsets() throws {
        try withTemporaryDirectory { directory in
            let file = try File(creating: directory.path(of: "a"))
            try write("hello", to: file, at: 3)
            #expect(try file.descriptor.size() == 8)
            #expect(try text(file, at: 3, count: 5) == "hello")
            #expect(try text(file, at: 6, count: 100) == "lo", "less only at the end")
            #expect(try text(file, at: 100, count: 5).isEmpty)
            try file.descriptor.truncate(to: 4)
            #expect(try text(file, at: 3, count: 5) == "h")
            try file.descriptor.synchronize()
        }
    }

    @Test func makesAFileOnlyOnceUnlessItMayReplace() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "a")
            try write("old", to: File(creating: path), at: 0)
            let error = #expect(throws: SystemError.self) { () throws in
                _ = try File(creating: path)
            }
            #expect(error?.description.contains(path) == true)
            #expect(try File(creating: path, replacing: true).descriptor.size() == 0)
        }
    }

    @Test func namesTheFileThatIsNotThere() throws {
        let error = #expect(throws: SystemError.self) { () throws in
            _ = try File(reading: "/no/such/file")
        }
        #expect(error?.isNotFound == true)
        #expect(error?.description == "/no/such/file: No such file or directory")
    }

    @Test func aFileWithoutANameLeavesNone() throws {
        try withTemporaryDirectory { directory in
            let file = try File(temporaryIn: directory.path)
            try write("x", to: file, at: 0)
            #expect(try directory.names().isEmpty)
        }
    }

    @Test func oneOwnerAtATimeHasTheLock() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "lock")
            var first: File? = try File(updating: path)
            #expect(try first?.lock() == true)
            #expect(try File(updating: path).lock() == false)
            first = nil
            #expect(try File(updating: path).lock() == true)
        }
    }

    @Test func aFullDiskIsAnErrorOfItsOwn() throws {
        let full = try File(updating: "/dev/full")
        let error = #expect(throws: SystemError.self) { () throws in
            try write("x", to: full, at: 0)
        }
        #expect(error?.isOutOfSpace == true)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

struct FileTests {
    @Test func makesANewFileOnlyItsOwnerCanRead() throws {
        try withTemporaryDirectory { root in
            let path = root.path(of: "file")
            _ = try File(creating: path)
            var status = stat()
            #expect(unsafe stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
        }
    }

    @Test func takesNoNameThatIsTaken() throws {
        try withTemporaryDirectory { root in
            let path = root.path(of: "file")
            try File(creating: path).append("first")
            let error = #expect(throws: SystemError.self) { try File(creating: path) }
            #expect(error?.number == EEXIST)
            #expect(try File(reading: path).text() == "first")
            #expect(try File(creating: path, replacing: true).text() == "")
        }
    }

    @Test func makesAndUpdatesNothingThroughALink() throws {
        try withTemporaryDirectory { root in
            let target = root.path(of: "target")
            let link = root.path(of: "link")
            try File(creating: target).append("kept")
            #expect(unsafe symlink(target, link) == 0)
            #expect(throws: SystemError.self) { try File(creating: link) }
            #expect(throws: SystemError.self) { try File(creating: link, replacing: true) }
            #expect(throws: SystemError.self) { try File(updating: link) }
            #expect(try File(reading: link).text() == "kept")
        }
    }

    @Test func updatesWithoutEmptying() throws {
        try withTemporaryDirectory { root in
            let path = root.path(of: "file")
            try File(updating: path).append("abc")
            try File(updating: path).put("X", at: 1)
            #expect(try File(reading: path).text() == "aXc")
        }
    }

    @Test func leavesNoNameForATemporaryFile() throws {
        try withTemporaryDirectory { root in
            let file = try File(temporaryIn: root.path)
            try file.append("bytes")
            #expect(try file.text() == "bytes")
            #expect(try root.names() == [])
            #expect(throws: SystemError.self) { try File(temporaryIn: root.path(of: "nowhere")) }
        }
    }

    @Test func namesAMissingFileAsNotFound() throws {
        try withTemporaryDirectory { root in
            let error = #expect(throws: SystemError.self) {
                try File(reading: root.path(of: "nowhere"))
            }
            #expect(error?.isNotFound == true)
        }
    }

    @Test func letsOneHolderHaveTheLock() throws {
        try withTemporaryDirectory { root in
            let path = root.path(of: "lock")
            do {
                let first = try File(updating: path)
                let second = try File(updating: path)
                #expect(try first.lock())
                #expect(try !second.lock())
                #expect(try first.lock())
            }
            #expect(try File(updating: path).lock())
        }
    }

    @Test func closesItsDescriptorWithTheLastReference() throws {
        try withTemporaryDirectory { root in
            var file: File? = try File(creating: root.path(of: "file"))
            let name = "/proc/self/fd/\(try #require(file).descriptor.number)"
            #expect(linkTarget(name) == root.path(of: "file"))
            file = nil
            #expect(linkTarget(name) != root.path(of: "file"))
        }
    }

    private func linkTarget(_ path: String) -> String {
        var target = [CChar](repeating: 0, count: 512)
        let count = unsafe readlink(path, &target, target.count)
        let bytes = target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

struct DirectoryTests {
    @Test func makesTheFoldersAboveIt() throws {
        try withTemporaryDirectory { root in
            let made = try Directory(creating: root.path(of: "a/b/c/"))
            #expect(made.path == root.path(of: "a/b/c"))
            #expect(try Directory(existing: made.path + "//") == made)
            #expect(try Directory(existing: root.path(of: "a/b")).names() == ["c"])
            #expect(try Directory(creating: made.path) == made)
        }
    }

    @Test func makesAFolderOnlyItsOwnerCanEnter() throws {
        try withTemporaryDirectory { root in
            var status = stat()
            #expect(unsafe stat(root.path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700)
        }
    }

    @Test func refusesAFileInTheFoldersPlace() throws {
        try withTemporaryDirectory { root in
            _ = try File(creating: root.path(of: "file"))
            for path in ["file", "file/below"] {
                let path = root.path(of: path)
                let made = #expect(throws: SystemError.self) { try Directory(creating: path) }
                let named = #expect(throws: SystemError.self) { try Directory(existing: path) }
                #expect([made?.number, named?.number] == [ENOTDIR, ENOTDIR])
            }
        }
    }

    @Test func namesAMissingFolderAsNotFound() throws {
        try withTemporaryDirectory { root in
            let error = #expect(throws: SystemError.self) {
                try Directory(existing: root.path(of: "nowhere"))
            }
            #expect(error?.isNotFound == true)
        }
    }

    @Test func listsNamesInByteOrder() throws {
        try withTemporaryDirectory { root in
            let names = ["b", "Ab", "é", "a", "ab", "-", "z", ".hidden"]
            for name in names { _ = try File(creating: root.path(of: name)) }
            #expect(try root.names() == ["-", ".hidden", "Ab", "a", "ab", "b", "z", "é"])
        }
    }

    @Test func removesATreeButNothingThatALinkPointsTo() throws {
        try withTemporaryDirectory { root in
            let kept = try Directory(creating: root.path(of: "kept"))
            _ = try File(creating: kept.path(of: "file"))
            let doomed = try Directory(creating: root.path(of: "doomed/deep"))
            _ = try File(creating: doomed.path(of: "file"))
            #expect(unsafe symlink(kept.path, doomed.path(of: "to folder")) == 0)
            #expect(unsafe symlink(kept.path(of: "file"), doomed.path(of: "to file")) == 0)
            #expect(unsafe symlink("nowhere", doomed.path(of: "dangling")) == 0)

            try Directory(existing: root.path(of: "doomed")).removeTree()
            #expect(try root.names() == ["kept"])
            #expect(try kept.names() == ["file"])
        }
    }

    @Test func removesOnlyFiles() throws {
        try withTemporaryDirectory { root in
            _ = try File(creating: root.path(of: "file"))
            try root.remove("file")
            try root.remove("file")
            _ = try Directory(creating: root.path(of: "folder"))
            #expect(throws: SystemError.self) { try root.remove("folder") }
            #expect(try root.names() == ["folder"])
        }
    }

    @Test func detachesANameFromBytesThatAreHeld() throws {
        try withTemporaryDirectory { directory in
            let file = try File(creating: directory.path(of: "a"))
            try unsafe [1, 2, 3].withUnsafeBytes { try unsafe file.descriptor.write(all: $0) }
            let size = try directory.detach("a")?.size()
            #expect(size == 24)
            #expect(try directory.names().isEmpty)
            let isNone = try directory.detach("a") == nil
            #expect(isNone)
        }
    }

    @Test func renamesOverWhatHasTheName() throws {
        try withTemporaryDirectory { root in
            try File(creating: root.path(of: "new")).append("new")
            try File(creating: root.path(of: "old")).append("older")
            try root.rename("new", to: "old")
            try root.synchronize()
            #expect(try root.names() == ["old"])
            #expect(try File(reading: root.path(of: "old")).text() == "new")
            #expect(throws: SystemError.self) { try root.rename("new", to: "old") }
        }
    }

    @Test func knowsTheFreeBytesOfItsFileSystem() throws {
        try withTemporaryDirectory { root in
            #expect(try root.freeBytes() > 0)
            let gone = try Directory(creating: root.path(of: "gone"))
            try gone.removeTree()
            #expect(throws: SystemError.self) { try gone.freeBytes() }
            #expect(throws: SystemError.self) { try gone.synchronize() }
            #expect(throws: SystemError.self) { try gone.names() }
        }
    }
}

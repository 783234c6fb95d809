// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@Suite struct DirectoryTests {
    @Test func isMadeWithTheFoldersAboveIt() throws {
        try withTemporaryDirectory { root in
            let deep = try Directory(creating: root.path(of: "a/b/c/"))
            #expect(deep.path == root.path(of: "a/b/c"))
            _ = try Directory(creating: deep.path)
            _ = try Directory(existing: deep.path)
        }
    }

    @Test func saysWhichFolderIsMissing() throws {
        let error = #expect(throws: SystemError.self) { () throws in
            _ = try Directory(existing: "/no/such/folder")
        }
        #expect(error?.description.contains("/no/such/folder") == true)
    }

    @Test func listsNamesInByteOrder() throws {
        try withTemporaryDirectory { directory in
            for name in ["b", "é", "a", "Z"] { _ = try File(creating: directory.path(of: name)) }
            #expect(try directory.names() == ["Z", "a", "b", "é"])
        }
    }

    @Test func movesAndRemoves() throws {
        try withTemporaryDirectory { directory in
            _ = try File(creating: directory.path(of: "a"))
            _ = try File(creating: directory.path(of: "b"))
            try directory.rename("a", to: "b")
            try directory.synchronize()
            #expect(try directory.names() == ["b"])
            try directory.remove("b")
            try directory.remove("b")
            #expect(try directory.names().isEmpty)
        }
    }

    @Test func removesATreeButFollowsNoLink() throws {
        try withTemporaryDirectory { root in
            let kept = try Directory(creating: root.path(of: "kept"))
            _ = try File(creating: kept.path(of: "file"))
            let doomed = try Directory(creating: root.path(of: "doomed/below"))
            _ = try File(creating: doomed.path(of: "file"))
            _ = try Shell.run("ln -s '\(kept.path)' doomed/link", in: root)
            try Directory(existing: root.path(of: "doomed")).removeTree()
            #expect(try root.names() == ["kept"])
            #expect(try kept.names() == ["file"])
        }
    }

    @Test func knowsHowMuchIsFree() throws {
        try withTemporaryDirectory { directory in
            let free = try directory.freeBytes()
            #expect(free > 0)
        }
    }
}

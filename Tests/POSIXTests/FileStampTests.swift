// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

struct FileStampTests {
    @Test func staysAsLongAsTheFileDoes() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "a")
            _ = try File(creating: path)
            #expect(try FileStamp(of: path) == FileStamp(of: path))
        }
    }

    @Test func tellsAFileThatTookAnothersPlace() throws {
        try withTemporaryDirectory { directory in
            for name in ["a", "b"] { _ = try File(creating: directory.path(of: name)) }
            let before = try FileStamp(of: directory.path(of: "a"))
            try directory.rename("b", to: "a")
            #expect(try FileStamp(of: directory.path(of: "a")) != before)
        }
    }

    @Test func tellsAFileThatGrew() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "a")
            let file = try File(creating: path)
            let before = try FileStamp(of: path)
            try file.descriptor.truncate(to: 1)
            #expect(try FileStamp(of: path) != before)
        }
    }

    @Test func saysThatThereIsNone() throws {
        let error = #expect(throws: SystemError.self) { () throws in
            _ = try FileStamp(of: "/nowhere/at/all")
        }
        #expect(error?.isNotFound == true)
    }
}

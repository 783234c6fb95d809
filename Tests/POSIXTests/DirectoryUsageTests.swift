// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

/// What a folder takes up, and whether files can be made in it.
@Suite struct DirectoryUsageTests {
    @Test func countsBlocksOfFilesAlone() throws {
        try withTemporaryDirectory { directory in
            let before = try directory.usedBytes()
            let sparse = try File(creating: directory.path(of: "sparse"))
            try sparse.descriptor.truncate(to: 1 << 30)
            _ = try Directory(creating: directory.path(of: "folder"))
            #expect(try directory.usedBytes() == before)
            let full = try File(creating: directory.path(of: "full"))
            try unsafe [UInt8](repeating: 7, count: 100_000).withUnsafeBytes {
                try unsafe full.descriptor.write(all: $0)
            }
            try full.descriptor.synchronize()
            let used = try directory.usedBytes() - before
            #expect((100_000..<200_000).contains(used), "\(used)")
        }
    }

    @Test func isUsableWhereItCanBeMade() throws {
        try withTemporaryDirectory { directory in
            for name in ["", "/missing", "/missing/below/it"] {
                try Directory.checkIsUsable(directory.path + name)
            }
            #expect(try directory.names() == [])
        }
    }

    @Test func isNotUsableBelowAFile() throws {
        try withTemporaryDirectory { directory in
            _ = try File(creating: directory.path(of: "file"))
            for name in ["file", "file/below"] {
                let error = #expect(throws: SystemError.self) { () throws in
                    try Directory.checkIsUsable(directory.path(of: name))
                }
                #expect(error?.description.contains("file") == true)
            }
        }
    }
}

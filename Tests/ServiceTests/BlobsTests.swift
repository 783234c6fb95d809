// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import Service

/// What becomes of the bytes of a job that is removed.
@Suite struct BlobsTests {
    /// Files of a folder that have no name any more, and are held by this process.
    private func held(in directory: Directory) throws -> String {
        // What other tests close meanwhile is gone before it is looked at, which ls complains of.
        let script = """
            ls -l /proc/$PPID/fd 2>/dev/null | grep -c '\(directory.path)/.* (deleted)$'
            """
        return try Shell.run(script, in: directory).output
    }

    @Test func areFreedByAnotherThreadThanTheOneThatAnswers() throws {
        try withTemporaryDirectory { directory in
            let blobs = try Blobs(in: directory.path)
            _ = try File(creating: blobs.archives.path(of: Blobs.archiveName("a")))
            _ = try File(creating: blobs.datasets.path(of: Blobs.datasetName("a")))
            let gate = Bell()
            blobs.removals.async { gate.wait() }
            try blobs.removeAll(of: "a")
            try blobs.removeDataset(Blobs.datasetName("a"))
            #expect(try blobs.archives.names().isEmpty && blobs.datasets.names().isEmpty)
            #expect(try held(in: directory) == "2\n", "gone by name, and not freed yet")
            gate.ring()
            let done = Bell()
            blobs.removals.async { done.ring() }
            done.wait()
            #expect(try held(in: directory) == "0\n")
        }
    }
}

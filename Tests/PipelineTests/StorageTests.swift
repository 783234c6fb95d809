// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import POSIX
import TestSupport
import Testing
import Zip

@testable import Pipeline

struct StorageTests {
    @Test func saysThatTheArchiveDoesNotFitOnTheDisk() throws {
        let archive = try File(updating: "/dev/full")
        let error = Self.failure(archive: archive, manifest: try File(temporaryIn: "/tmp"))
        #expect(error?.isOutOfSpace == true)
    }

    @Test func saysThatTheManifestDoesNotFitOnTheDisk() throws {
        let manifest = try File(updating: "/dev/full")
        let error = Self.failure(archive: try File(temporaryIn: "/tmp"), manifest: manifest)
        #expect(error?.isOutOfSpace == true)
    }

    /// Images of this size are written at once, so the disk is full while workers still render.
    @Test(arguments: [1, 4])
    func stopsAllWorkersWhenTheDiskIsFull(workers: Int) throws {
        let error = Self.failure(
            archive: try File(updating: "/dev/full"),
            manifest: try File(temporaryIn: "/tmp"),
            options: [("test", "0"), ("size", "1024"), ("augment", "rotate:25")],
            workers: workers
        )
        #expect(error?.isOutOfSpace == true)
    }

    @Test func saysThatAFileCannotBeWritten() throws {
        try withTemporaryDirectory { directory in
            try directory.write([], to: "read-only")
            let archive = try File(reading: directory.path(of: "read-only"))
            #expect(Self.failure(archive: archive, manifest: try File(temporaryIn: "/tmp")) != nil)
        }
    }

    @Test func emptiesFilesThatHeldSomething() throws {
        let upload = try Upload(classes: [("a", 3), ("b", 3)]).file()
        let long = [UInt8](repeating: 7, count: 300_000)
        let (archive, manifest) = (try File.holding(long), try File.holding(long))
        let outcome = try Pipeline(limits: PipelineLimits(), pool: WorkerPool(width: 1)).balance(
            upload,
            DatasetIdentity(reading: upload),
            Options([(name: "size", text: "16")]),
            archive: archive,
            manifest: manifest
        )
        #expect(try archive.descriptor.size() == outcome.bytes)
        #expect(try manifest.contents().starts(with: "file,split,".utf8))
        #expect(try manifest.contents().last == UInt8(ascii: "\n"))
        #expect(try ZipReader(archive).entries.count == outcome.entries)
    }

    @Test func readsTheIdentityOfAFileFromItsStart() throws {
        let bytes = [UInt8]((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })
        let identity = try DatasetIdentity(reading: File.holding(bytes))
        #expect(identity.bytes == 3_000_000)
        #expect(identity.sha256 == SHA256.digest(of: bytes))
    }

    /// The error of the machine with which balancing into these files ends.
    private static func failure(
        archive: File,
        manifest: File,
        options: [(name: String, text: String)] = [(name: "size", text: "16")],
        workers: Int = 2
    ) -> SystemError? {
        let error = #expect(throws: PipelineError.self) {
            let upload = try Upload(classes: [("a", 12), ("b", 6)]).file()
            _ = try Pipeline(limits: PipelineLimits(), pool: WorkerPool(width: workers)).balance(
                upload,
                DatasetIdentity(reading: upload),
                Options(options),
                archive: archive,
                manifest: manifest
            )
        }
        if case .storage(let error) = error { return error }
        Issue.record("another error: \(String(describing: error))")
        return nil
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import Service

/// What an attempt at a job finds on the disk, whatever moment the one before ended at.
@Suite struct JobFilesTests {
    private static let id = "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM"

    private func withBlobs(_ body: (Blobs, Directory) throws -> Void) throws {
        try withTemporaryDirectory { directory in
            let blobs = try Blobs(in: directory.path)
            try body(blobs, blobs.archives)
        }
    }

    @Test func areEmptyAtFirst() throws {
        try withBlobs { blobs, folder in
            let files = try JobFiles(of: Self.id, in: blobs)
            for file in [files.archive, files.manifest, files.journal] {
                #expect(try file.descriptor.size() == 0)
            }
            #expect(
                try folder.names() == ["\(Self.id).csv", "\(Self.id).journal", "\(Self.id).part"]
            )
        }
    }

    @Test func areThoseOfTheAttemptBefore() throws {
        try withBlobs { blobs, folder in
            try folder.write([1, 2], to: "\(Self.id).part")
            try folder.write([3], to: "\(Self.id).csv")
            try folder.write([4, 5, 6], to: "\(Self.id).journal")
            let files = try JobFiles(of: Self.id, in: blobs)
            #expect(try files.archive.contents() == [1, 2])
            #expect(try files.manifest.contents() == [3])
            #expect(try files.journal.contents() == [4, 5, 6])
        }
    }

    /// The attempt before ended between the last rename and the row.
    @Test func takeBackAnArchiveThatHasItsNameAndNoRow() throws {
        try withBlobs { blobs, folder in
            try folder.write([1, 2], to: "\(Self.id).zip")
            let files = try JobFiles(of: Self.id, in: blobs)
            #expect(try files.archive.contents() == [1, 2])
            #expect(try !folder.names().contains("\(Self.id).zip"))
        }
    }

    /// Two attempts at one time cannot be; if they were, they would not write to the same bytes.
    @Test func areNeverThoseThatAnotherStillWrites() throws {
        try withBlobs { blobs, folder in
            var first: JobFiles? = try JobFiles(of: Self.id, in: blobs)
            let second = try JobFiles(of: Self.id, in: blobs)
            for (mine, other) in [
                (first?.archive, second.archive), (first?.manifest, second.manifest),
                (first?.journal, second.journal),
            ] {
                #expect(try mine.map { try !$0.isSame(as: other) } == true)
            }
            let path = folder.path(of: "\(Self.id).part")
            #expect(try File(reading: path).isSame(as: second.archive))
            first = nil
            #expect(try !second.journal.isSame(as: JobFiles(of: Self.id, in: blobs).journal))
        }
    }

    @Test func areFreeWhenTheAttemptIsOver() throws {
        try withBlobs { blobs, folder in
            try folder.write([7], to: "\(Self.id).journal")
            for _ in 0..<2 {
                let files = try JobFiles(of: Self.id, in: blobs)
                #expect(try files.journal.contents() == [7])
            }
        }
    }
}

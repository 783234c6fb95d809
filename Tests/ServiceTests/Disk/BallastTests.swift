// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Logging
import POSIX
import TestSupport
import Testing

@testable import Service

/// Bytes that are held for the day when there are no others.
@Suite struct BallastTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func holdsItsBytesAndGivesThemUpInSlices() throws {
        try withTemporaryDirectory { directory in
            let blobs = try Blobs(in: directory.path)
            let ballast = Ballast(in: blobs, bytes: 8 << 20, logger: logger)
            #expect(ballast.heldBytes == 0)
            #expect(ballast.hold())
            #expect(blobs.root.usedBytes(of: Ballast.name) == 8 << 20)
            for slice in 1...8 {
                #expect(ballast.relieve())
                #expect(ballast.heldBytes == UInt64(8 - slice) << 20)
                #expect(blobs.root.usedBytes(of: Ballast.name) == ballast.heldBytes)
            }
            #expect(ballast.hold())
            #expect(blobs.root.usedBytes(of: Ballast.name) == 8 << 20)
        }
    }

    @Test func findsWhatTheProcessBeforeHeld() throws {
        try withTemporaryDirectory { directory in
            let blobs = try Blobs(in: directory.path)
            Ballast(in: blobs, bytes: 1 << 20, logger: logger).hold()
            #expect(Ballast(in: blobs, bytes: 2 << 20, logger: logger).heldBytes == 1 << 20)
            #expect(Ballast(in: blobs, bytes: 0, logger: logger).heldBytes == 0)
            #expect(try !blobs.root.names().contains(Ballast.name))
        }
    }

    @Test(.enabled(if: SmallDisk.canBeMounted, "needs root to mount a disk"))
    func leavesADiskThatHasNotTheRoomAsItWas() throws {
        try withSmallDisk(megabytes: 4) { _, disk throws in
            let blobs = try Blobs(in: disk.path)
            let ballast = Ballast(in: blobs, bytes: 8 << 20, logger: logger)
            let free = try disk.freeBytes()
            #expect(!ballast.hold())
            #expect(ballast.heldBytes == 0)
            #expect(try disk.freeBytes() == free)
            try disk.fill()
            #expect(!ballast.relieve())
        }
    }

    @Test(.enabled(if: SmallDisk.canBeMounted, "needs root to mount a disk"))
    func waitsForFilesThatAreAboutToGoBeforeItGivesUpAnything() throws {
        try withSmallDisk(megabytes: 8) { _, disk throws in
            let blobs = try Blobs(in: disk.path)
            let ballast = Ballast(in: blobs, bytes: 1 << 20, logger: logger)
            #expect(ballast.hold())
            try blobs.datasets.fill("0.zip")
            let gate = Bell()
            blobs.removals.async { gate.wait(milliseconds: 200) }
            try blobs.removeDataset("0.zip")
            #expect(try disk.freeBytes() == 0)
            #expect(ballast.relieve())
            #expect(ballast.heldBytes == 1 << 20)
            #expect(try disk.freeBytes() > 4 << 20)
        }
    }
}

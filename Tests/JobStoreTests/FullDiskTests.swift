// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import JobStore

/// A store on a disk without a free byte, and on one that fails.
///
/// A disk that can be filled has to be mounted, which takes root; the rules without one are tested
/// for everybody.
struct FullDiskTests {
    private static func error(_ body: () throws -> Void) -> JobStoreError? {
        do {
            try body()
            return nil
        } catch {
            return error as? JobStoreError
        }
    }

    /// Writes until the disk is full, to the store too: its log has no page left.
    private static func exhaust(_ store: JobStore, _ disk: Directory) throws -> JobStoreError? {
        try disk.fill()
        for number in 0..<10_000 {
            let error = error { try store.submit(sample: "more-\(number)") }
            if let error { return error }
        }
        return nil
    }

    private static func isSound(_ store: JobStore) throws -> Bool {
        try store.withConnection { (connection) throws(JobStoreError) in
            try connection.text("PRAGMA integrity_check") == "ok"
        }
    }

    @Test(.enabled(if: SmallDisk.canBeMounted, "needs root to mount a disk"))
    func endsAndRemovesWhatItHasWithTheRoomThatIsMadeForIt() throws {
        try withSmallDisk(megabytes: 4) { _, disk throws in
            let asked = Locked(0)
            let store = try JobStore(path: disk.path(of: "jobs.db")) {
                asked.withLock { $0 += 1 }
                return (try? disk.remove("reserve")) != nil && asked.withLock { $0 } == 1
            }
            defer { try? store.close() }
            try File(creating: disk.path(of: "reserve")).descriptor.allocate(512 << 10)
            let fence = try store.makeJob("a", in: .running)
            try store.submit(sample: "b")
            let error = try Self.exhaust(store, disk)
            #expect(error?.isFull == true)
            #expect(asked.withLock { $0 } == 0, "new work asks for no room")
            let summary = String(repeating: "x", count: 64 << 10)
            #expect(try store.fail("a", fence: fence, error: summary, now: 3_000))
            #expect(asked.withLock { $0 } == 1)
            #expect(try store.cancel("b", now: 3_001) == .cancelled)
            #expect(try store.delete("a") != nil)
            #expect(try Self.isSound(store))
            try disk.remove("filler")
            try store.submit(sample: "c")
            #expect(try store.job("c")?.state == .queued)
        }
    }

    @Test(.enabled(if: SmallDisk.canBeMounted, "needs root to mount a disk"))
    func isClosedAndOpenedAgainOnAFullDisk() throws {
        try withSmallDisk(megabytes: 4) { _, disk throws in
            let path = disk.path(of: "jobs.db")
            var store = try JobStore(path: path)
            try store.makeJob("a", in: .running)
            let error = try Self.exhaust(store, disk)
            #expect(error?.isFull == true)
            let before = try store.states()
            try store.close()
            store = try JobStore(path: path)
            #expect(try store.states() == before)
            try disk.remove("filler")
            #expect(try store.recover(now: 9_000).map(\.id) == ["a"])
            #expect(try Self.isSound(store))
            try store.close()
        }
    }

    @Test func asksForRoomAgainAndAgainButNotForEver() throws {
        try withTemporaryDirectory { directory in
            let asked = Locked(0)
            let store = try JobStore(path: directory.path(of: "jobs.db")) {
                asked.withLock { $0 += 1 }
                return true
            }
            defer { try? store.close() }
            let fence = try store.makeJob("a", in: .running)
            try store.withConnection { (connection) throws(JobStoreError) in
                try connection.execute("PRAGMA max_page_count = 1")
            }
            let error = Self.error {
                let text = String(repeating: "x", count: 1 << 20)
                _ = try store.fail("a", fence: fence, error: text, now: 3_000)
            }
            #expect(error?.isFull == true)
            #expect(asked.withLock { $0 } == 16)
            #expect(try store.job("a")?.state == .running)
        }
    }

    /// SQLite's codes and the kernel's: 778 is a failed write, 1034 a failed fsync, 14 no file.
    @Test(
        arguments: [
            (778, 28, .full), (778, 122, .full), (778, 27, .full), (778, 5, .inputOutput),
            (1034, 28, .inputOutput), (14, 28, .full), (14, 13, .cannotOpen), (13, 0, .full),
        ] as [(Int32, Int32, JobStoreError.Kind)]
    )
    func tellsAFullDiskFromOneThatFails(code: Int32, number: Int32, kind: JobStoreError.Kind) {
        #expect(JobStoreError(code: code, errorNumber: number, message: "").kind == kind)
    }

    @Test func writesNothingMoreOnceTheDiskHasFailed() throws {
        try withStore { store throws in
            try store.makeJob("a", in: .succeeded)
            try store.submit(sample: "b")
            #expect(!store.hasFailed)
            let failure = Self.error {
                try store.withConnection { (_) throws(JobStoreError) in
                    throw JobStoreError(code: 1034, message: "disk I/O error")
                }
            }
            #expect(failure?.kind == .inputOutput)
            #expect(store.hasFailed)
            let writes: [() throws -> Void] = [
                { try store.submit(sample: "c") }, { _ = try store.claim(now: 1) },
                { _ = try store.cancel("b", now: 1) }, { _ = try store.delete("a") },
                { _ = try store.recover(now: 1) }, { _ = try store.deleteDataset("dataset-a") },
                { _ = try store.beginInspection("dataset-a") },
                { _ = try store.addDataset(.sample("d", sha256: "x")) },
            ]
            for write in writes { #expect(Self.error(write)?.kind == .inputOutput) }
            #expect(try store.states() == ["a": .succeeded, "b": .queued])
        }
    }

    // MARK: Room for archives

    private static func submit(_ id: String, bytes: Int64, to store: JobStore) throws {
        let job = NewJob(
            id: id,
            createdAt: 1,
            options: "{}",
            dataset: .new(.sample("dataset-\(id)", sha256: id)),
            estimatedBytes: bytes
        )
        _ = try store.submit(job)
    }

    @Test func givesNoJobThatMayNotFitNorOneBehindIt() throws {
        try withStore { store throws in
            try Self.submit("large", bytes: 500, to: store)
            try Self.submit("small", bytes: 5, to: store)
            #expect(try store.claim(now: 1, room: 499) == nil)
            #expect(try store.claim(now: 1, room: 500)?.id == "large")
            #expect(try store.claim(now: 1, room: 5)?.id == "small")
        }
    }

    @Test func knowsWhatJobsThatAreNotDoneMayNeed() throws {
        try withStore { store throws in
            try Self.submit("a", bytes: 7, to: store)
            let fence = try store.claim(now: 1)?.fence ?? 0
            try Self.submit("b", bytes: 8, to: store)
            try Self.submit("c", bytes: 9, to: store)
            #expect(try store.unfinishedEstimates() == ["a": 7, "b": 8, "c": 9])
            #expect(try store.job("a")?.estimatedBytes == 7)
            _ = try store.fail("a", fence: fence, error: "{}", now: 2)
            _ = try store.cancel("b", now: 2)
            #expect(try store.unfinishedEstimates() == ["c": 9])
        }
    }
}

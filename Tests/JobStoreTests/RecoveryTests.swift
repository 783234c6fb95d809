// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

@testable import JobStore

struct RecoveryTests {
    private static let name = "jobs.db"

    /// A store with one job in each state, named after it; the queued one came last.
    private static func fill(_ store: JobStore) throws {
        for state in JobState.allCases where state != .queued && state != .expired {
            try store.makeJob(state.rawValue, in: state)
        }
        try store.submit(sample: "queued")
    }

    private static func expectRecovery(_ store: JobStore) throws {
        let before = try store.job("running")
        let changed = try store.recover(now: 9_000)
        #expect(changed.map(\.id) == ["running", "cancelling"])
        #expect(changed.map(\.state) == [.queued, .cancelled])
        #expect(changed.map(\.finishedAt) == [nil, 9_000])
        #expect(changed.first?.attempt == 1 && changed.first?.fence == before?.fence)
        #expect(try store.recover(now: 9_001).isEmpty)
        for id in ["succeeded", "failed", "cancelled", "queued"] {
            #expect(try store.job(id)?.state.rawValue == id)
        }
        // The job that ran is older than the one that waited: it comes first again.
        let claimed = try #require(try store.claim(now: 9_002))
        #expect(claimed.id == "running" && claimed.attempt == 2)
        #expect(try !store.finish("running", fence: claimed.fence - 1))
        #expect(try store.claim(now: 9_003)?.id == "queued")
    }

    @Test func takesOverWhatAnOrderlyEndLeft() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: Self.name)
            let first = try JobStore(path: path)
            try Self.fill(first)
            try first.close()
            // The write-ahead log has gone into the file.
            #expect(try directory.names() == [Self.name])
            let second = try JobStore(path: path)
            try Self.expectRecovery(second)
            try second.close()
        }
    }

    @Test func takesOverWhatASuddenDeathLeft() async throws {
        let path = "/tmp/equipoise-test-\(UInt64.random(in: 0...UInt64.max))"
        let directory = try Directory(creating: path)
        defer { try? directory.removeTree() }
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try JobStore(path: path + "/" + Self.name)
            try Self.fill(store)
            kill(getpid(), SIGKILL)
        }
        #expect(try directory.names().contains(Self.name + "-wal"))
        let store = try JobStore(path: directory.path(of: Self.name))
        try Self.expectRecovery(store)
        try store.close()
    }

    /// What the disk holds after each write is a store with all writes acknowledged so far.
    @Test func findsEveryAcknowledgedWriteInTheFilesAsTheyAre() throws {
        try withTemporaryDirectory { directory in
            let store = try JobStore(path: directory.path(of: Self.name))
            for round in 1...5 {
                try store.submit(sample: "job \(round)")
                let copy = try Directory(creating: directory.path(of: "copy \(round)"))
                for suffix in ["", "-wal"] {
                    try Self.copy(Self.name + suffix, from: directory, to: copy)
                }
                let copied = try JobStore(path: copy.path(of: Self.name))
                #expect(try copied.list(limit: 10).jobs.count == round)
                try copied.close()
            }
            try store.close()
        }
    }

    private static func copy(_ name: String, from: Directory, to: Directory) throws {
        let source = try File(reading: from.path(of: name))
        var bytes = [UInt8](repeating: 0, count: Int(try source.descriptor.size()))
        _ = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe source.descriptor.read(into: $0, at: 0)
        }
        let target = try File(creating: to.path(of: name))
        try unsafe bytes.withUnsafeBytes { try unsafe target.descriptor.write(all: $0, at: 0) }
    }
}

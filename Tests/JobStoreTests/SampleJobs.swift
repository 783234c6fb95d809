// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport

@testable import JobStore

extension NewJob {
    static func sample(_ id: String, createdAt: Int64 = 1_000) -> NewJob {
        NewJob(
            id: id,
            createdAt: createdAt,
            options: #"{"seed":32}"#,
            dataset: .new(.sample("dataset-\(id)", sha256: "ab12-\(id)"))
        )
    }
}

extension NewDataset {
    static func sample(_ id: String, sha256: String, isKept: Bool = false) -> NewDataset {
        NewDataset(
            id: id,
            createdAt: 900,
            file: id + ".zip",
            bytes: 5_000_000_000,
            sha256: sha256,
            isKept: isKept
        )
    }
}

/// Calls `body` with an empty store in a folder of its own, and closes it afterwards.
func withStore<Result>(_ body: (JobStore) throws -> Result) throws -> Result {
    try withTemporaryDirectory { directory in
        let store = try JobStore(path: directory.path(of: "jobs.db"))
        defer { try? store.close() }
        return try body(store)
    }
}

extension JobStore {
    func submitSamples(_ ids: [String]) throws {
        for id in ids { try submit(sample: id) }
    }

    /// Submits a job that brings a dataset of its own.
    func submit(sample id: String, createdAt: Int64 = 1_000) throws(JobStoreError) {
        _ = try submit(.sample(id, createdAt: createdAt))
    }

    /// Submits a job and brings it to `state`, while no other job waits; the fence of its claim.
    @discardableResult
    func makeJob(_ id: String, in state: JobState) throws -> Int64 {
        try submit(sample: id)
        if state == .queued { return 0 }
        let fence = try claim(now: 2_000)?.fence ?? -1
        switch state {
        case .queued, .running: break
        case .cancelling: _ = try cancel(id, now: 3_000)
        case .cancelled:
            _ = try cancel(id, now: 3_000)
            _ = try cancelled(id, fence: fence, now: 4_000)
        case .failed: _ = try fail(id, fence: fence, error: "{}", now: 3_000)
        case .succeeded, .expired: _ = try finish(id, fence: fence)
        }
        if state == .expired {
            // The samples are kept for ever otherwise.
            try withConnection { (connection) throws(JobStoreError) in
                try connection.execute("UPDATE jobs SET expires_at = 3001 WHERE id = '\(id)'")
            }
            _ = try expireArchives(now: 3_001, limit: 1)
        }
        return fence
    }

    /// Concludes that a job is given up.
    func condemn(_ id: String, fence: Int64) throws(JobStoreError) -> Bool {
        let conclusion = Conclusion(culprits: [], deaths: DeathCount(), error: "{}")
        return try conclude(id, fence: fence, dataset: "none", conclusion, now: 5_000)
    }

    /// Concludes that the process died of a job, which is tried again.
    func die(_ id: String, fence: Int64) throws(JobStoreError) -> Bool {
        var deaths = DeathCount()
        _ = deaths.on(.work, at: 7)
        let conclusion = Conclusion(culprits: [], deaths: deaths, error: nil)
        return try conclude(id, fence: fence, dataset: "none", conclusion, now: 5_000)
    }

    func finish(_ id: String, fence: Int64) throws(JobStoreError) -> Bool {
        try succeed(
            id,
            fence: fence,
            archiveBytes: 70,
            archiveEntries: 8,
            archiveSHA256: "cd34",
            now: 3_000
        )
    }
}

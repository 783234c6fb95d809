// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import JobStore

/// What is finished goes when its time is over, and not before.
struct RetentionTests {
    private static func limits(
        archives: Int64? = 1_000,
        datasets: Int64? = 5_000,
        jobs: Int64? = 3_000,
        keys: Int64? = 2_000
    ) -> JobStoreLimits {
        var limits = JobStoreLimits()
        limits.retention.archives = archives
        limits.retention.datasets = datasets
        limits.retention.jobs = jobs
        limits.retention.keys = keys
        return limits
    }

    private static func withStore(
        _ limits: JobStoreLimits = limits(),
        _ body: (JobStore) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let store = try JobStore(path: directory.path(of: "jobs.db"), limits: limits)
            defer { try? store.close() }
            try body(store)
        }
    }

    // Finished at 3,000, but for the cancelled one, which its workers left at 4,000.
    @Test(
        arguments: [
            (JobState.queued, nil), (.running, nil), (.cancelling, nil), (.succeeded, 4_000),
            (.failed, 6_000), (.cancelled, 7_000), (.expired, 6_000),
        ] as [(JobState, Int64?)]
    )
    func jobsSayWhenTheyGo(state: JobState, expiry: Int64?) throws {
        try Self.withStore { store throws in
            try store.makeJob("a", in: state)
            #expect(try store.job("a")?.expiresAt == expiry)
        }
    }

    @Test(
        arguments: [
            (nil, nil, nil, nil), (1_000, nil, 4_000, nil), (nil, 3_000, 6_000, 6_000),
            (9_000, 3_000, 6_000, 6_000),
        ] as [(Int64?, Int64?, Int64?, Int64?)]
    )
    func limitsInForceCountForOldRows(
        archives: Int64?,
        jobs: Int64?,
        ofSucceeded: Int64?,
        ofFailed: Int64?
    ) throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "jobs.db")
            let old = try JobStore(path: path, limits: Self.limits())
            try old.makeJob("a", in: .succeeded)
            try old.makeJob("b", in: .failed)
            let revision = try #require(try old.job("a")?.revision)
            try old.close()
            let limits = Self.limits(archives: archives, jobs: jobs)
            for start in 1...2 {
                let store = try JobStore(path: path, limits: limits)
                #expect(try store.job("a")?.expiresAt == ofSucceeded)
                #expect(try store.job("b")?.expiresAt == ofFailed)
                let after = try store.job("a")?.revision
                #expect(after == revision + (ofSucceeded == 4_000 ? 0 : 1), "start \(start)")
                try store.close()
            }
        }
    }

    @Test func archivesExpireWhenTheirTimeIsOverAndTellTheObservers() throws {
        try Self.withStore { store throws in
            try store.makeJob("a", in: .succeeded)
            try store.makeJob("b", in: .failed)
            let before = try #require(try store.job("a"))
            let told = Locked<[Set<String>]>([])
            store.observe { jobs in told.withLock { $0.append(jobs) } }
            #expect(try store.expireArchives(now: 3_999, limit: 9) == [])
            #expect(try store.expireArchives(now: 4_000, limit: 9) == ["a"])
            #expect(try store.expireArchives(now: 9_000, limit: 9) == [])
            let after = try #require(try store.job("a"))
            #expect(after.state == .expired && after.revision == before.revision + 1)
            #expect(after.expiresAt == 6_000 && after.archiveBytes == 70)
            #expect(told.withLock { $0 } == [["a"]])
        }
    }

    @Test func noMoreGoAtOnceThanTheLimitTheLongestOverdueFirst() throws {
        try Self.withStore { store throws in
            for id in ["a", "b", "c"] { try store.makeJob(id, in: .failed) }
            #expect(try store.expireJobs(now: 9_000, limit: 2).map(\.job.id) == ["a", "b"])
            #expect(try store.expireJobs(now: 9_000, limit: 2).map(\.job.id) == ["c"])
        }
    }

    @Test func jobsTakeTheirDatasetsAlongAsWhenTheyAreDeleted() throws {
        try Self.withStore { store throws in
            try store.makeJob("a", in: .failed)
            #expect(try store.expireJobs(now: 5_999, limit: 9).isEmpty)
            let gone = try store.expireJobs(now: 6_000, limit: 9)
            #expect(gone.map(\.datasetFile) == ["dataset-a.zip"])
            #expect(try store.job("a") == nil && store.dataset("dataset-a") == nil)
        }
    }

    @Test func aSucceededJobGoesOnlyAfterItsArchive() throws {
        try Self.withStore { store throws in
            try store.makeJob("a", in: .succeeded)
            #expect(try store.expireJobs(now: 99_000, limit: 9).isEmpty)
            _ = try store.expireArchives(now: 99_000, limit: 9)
            #expect(try store.expireJobs(now: 99_000, limit: 9).map(\.job.id) == ["a"])
        }
    }

    @Test func datasetsStayFromTheirLastUseAndAsLongAsAJobNeedsThem() throws {
        try Self.withStore { store throws in
            _ = try store.addDataset(.sample("d", sha256: "ab", isKept: true))
            let job = NewJob(
                id: "a",
                createdAt: 10_000,
                options: "{}",
                dataset: .existing("d")
            )
            _ = try store.submit(job)
            #expect(try store.dataset("d")?.usedAt == 10_000)
            #expect(try store.expireDatasets(now: 99_000, limit: 9).isEmpty, "a job waits")
            let fence = try #require(try store.claim(now: 11_000)?.fence)
            #expect(try store.expireDatasets(now: 99_000, limit: 9).isEmpty, "a job runs")
            _ = try store.fail("a", fence: fence, error: "{}", now: 20_000)
            #expect(try store.dataset("d")?.usedAt == 20_000)
            #expect(try store.expireDatasets(now: 24_999, limit: 9).isEmpty)
            #expect(try store.expireDatasets(now: 25_000, limit: 9) == ["d.zip"])
            let widowed = try #require(try store.job("a"))
            #expect(widowed.datasetID == nil && widowed.datasetBytes > 0)
        }
    }

    @Test func nothingGoesThatIsKeptForEver() throws {
        try Self.withStore(Self.limits(archives: nil, datasets: nil, jobs: nil, keys: nil)) {
            store throws in
            for state in JobState.allCases where state.isFinal && state != .expired {
                try store.makeJob(state.rawValue, in: state)
            }
            #expect(try store.expireArchives(now: .max, limit: 9).isEmpty)
            #expect(try store.expireJobs(now: .max, limit: 9).isEmpty)
            #expect(try store.expireDatasets(now: .max, limit: 9).isEmpty)
            #expect(try store.expireKeys(now: .max, limit: 9) == 0)
        }
    }

    @Test func theNewestTimeIsThatOfAnyRow() throws {
        try Self.withStore { store throws in
            #expect(try store.newestTime() == nil)
            _ = try store.addDataset(.sample("d", sha256: "ab"))
            #expect(try store.newestTime() == 900)
            try store.makeJob("a", in: .cancelled)
            #expect(try store.newestTime() == 4_000)
        }
    }

    /// A file of version 3 has archives that nobody gave a time.
    @Test func archivesOfBeforeGetATime() throws {
        try withTemporaryDirectory { directory in
            let path = directory.path(of: "jobs.db")
            let old = try JobStore(
                path: path,
                limits: JobStoreLimits(),
                migrations: Array(Migration.all.prefix(3))
            )
            try old.withConnection { (connection) throws(JobStoreError) in
                try connection.execute(
                    """
                    INSERT INTO datasets (id, tenant, file, bytes, sha256, created_at)
                    VALUES ('d', '', 'd.zip', 9, 'ab', 900);
                    INSERT INTO jobs (id, state, created_at, started_at, finished_at, options,
                        dataset_id, dataset_bytes, dataset_sha256, archive_bytes, archive_entries,
                        archive_sha256)
                    VALUES ('a', 'succeeded', 1000, 2000, 3000, '{}', 'd', 9, 'ab', 70, 8, 'cd');
                    """
                )
            }
            try old.close()
            let store = try JobStore(path: path, limits: Self.limits())
            defer { try? store.close() }
            #expect(try store.job("a")?.expiresAt == 4_000)
            #expect(try store.dataset("d")?.usedAt == 3_000, "the end of its last job")
        }
    }
}

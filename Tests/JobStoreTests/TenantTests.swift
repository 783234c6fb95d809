// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import JobStore

/// One tenant's rows are not there for another, and are all there for who sees all.
struct TenantTests {
    private static let ann = Tenancy(tenant: "ann")
    private static let bob = Tenancy(tenant: "bob")
    private static let admin = Tenancy(tenant: "root", seesAll: true)

    private func withJobs(_ body: (JobStore) throws -> Void) throws {
        try withStore { store throws in
            for (id, tenancy) in [("a", Self.ann), ("b", Self.bob), ("c", Self.ann)] {
                _ = try store.view(of: tenancy).submit(.sample(id))
            }
            try body(store)
        }
    }

    @Test func giveTheirOwnNamesToJobsAndDatasets() throws {
        try withJobs { store throws in
            #expect(try store.job("a")?.tenant == "ann" && store.job("b")?.tenant == "bob")
            #expect(try store.dataset("dataset-b")?.tenant == "bob")
        }
    }

    @Test(arguments: [(ann, ["c", "a"]), (bob, ["b"]), (admin, ["c", "b", "a"]), (.nobody, [])])
    func listWhatIsTheirs(tenancy: Tenancy, ids: [String]) throws {
        try withJobs { store throws in
            let view = store.view(of: tenancy)
            #expect(try view.list(limit: 9).jobs.map(\.id) == ids)
            #expect(try view.list(state: .queued, limit: 9).jobs.map(\.id) == ids)
            #expect(
                try view.listDatasets(limit: 9).datasets.map(\.id) == ids.map { "dataset-\($0)" }
            )
            for id in ["a", "b", "c"] {
                #expect(try (view.job(id) != nil) == ids.contains(id))
                #expect(try (view.dataset("dataset-\(id)") != nil) == ids.contains(id))
                let ofDataset = try view.list(dataset: "dataset-\(id)", limit: 9).jobs
                #expect(ofDataset.map(\.id) == (ids.contains(id) ? [id] : []))
            }
        }
    }

    @Test func pageThroughTheirOwnAlone() throws {
        try withJobs { store throws in
            let first = try store.view(of: Self.ann).list(limit: 1)
            #expect(first.jobs.map(\.id) == ["c"])
            let second = try store.view(of: Self.ann).list(limit: 1, after: first.next)
            #expect(second.jobs.map(\.id) == ["a"] && second.next == nil)
        }
    }

    @Test func cannotCancelOrRemoveOthers() throws {
        try withJobs { store throws in
            let bob = store.view(of: Self.bob)
            #expect(try bob.cancel("a", now: 2_000) == .notFound)
            #expect(try store.job("a")?.state == .queued)
            _ = try store.view(of: Self.ann).cancel("a", now: 2_000)
            #expect(try bob.delete("a") == nil)
            #expect(try bob.deleteDataset("dataset-a") == .notFound)
            #expect(try store.view(of: Self.admin).delete("a")?.job.id == "a")
        }
    }

    @Test func cannotHaveAJobOfAnothersDataset() throws {
        try withJobs { store throws in
            let job = NewJob(
                id: "d",
                createdAt: 1_000,
                options: "{}",
                dataset: .existing("dataset-a")
            )
            #expect(try store.view(of: Self.bob).submit(job) == .noDataset)
            guard case .queued(let record, _) = try store.view(of: Self.admin).submit(job) else {
                Issue.record("who sees all finds the dataset")
                return
            }
            #expect(record.tenant == "ann", "a job is its dataset's tenant's")
        }
    }

    /// Else whoever posts bytes learns whether somebody has them.
    @Test func storeTheSameBytesOnceEach() throws {
        try withStore { store throws in
            let views = [Self.ann, Self.bob, Self.ann].map(store.view)
            let added = try views.enumerated().map { index, view in
                try view.addDataset(.sample("\(index)", sha256: "same"))
            }
            #expect(added.map(\.isNew) == [true, true, false])
            #expect(added.map(\.dataset.id) == ["0", "1", "0"])
        }
    }

    @Test func takeUpWhatTheyHave() throws {
        try withJobs { store throws in
            let bytes: Int64 = 5_000_000_000
            #expect(
                try store.usage(countsBytes: true) == [
                    "ann": TenantUsage(queuedJobs: 2, storedBytes: 2 * bytes),
                    "bob": TenantUsage(queuedJobs: 1, storedBytes: bytes),
                ]
            )
            #expect(try store.usage(countsBytes: false)["bob"] == TenantUsage(queuedJobs: 1))
            let claimed = try #require(try store.claim(now: 2_000))
            #expect(try store.finish(claimed.id, fence: claimed.fence))
            #expect(
                try store.usage(countsBytes: true)["ann"]
                    == TenantUsage(queuedJobs: 1, storedBytes: 2 * bytes + 70)
            )
        }
    }
}

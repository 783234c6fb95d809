// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import JobStore

/// What a request with a key has made can be found again, for as long as it is there.
struct RequestKeyTests {
    private static let key = RequestKey(key: "k", fingerprint: "f")

    private static func job(_ id: String) -> NewJob {
        NewJob(
            id: id,
            createdAt: 1_000,
            options: "{}",
            dataset: .new(.sample("dataset-\(id)", sha256: "ab-\(id)")),
            key: key
        )
    }

    @Test func standsForItsJobAndForNoOtherRequestOrTenant() throws {
        try withStore { store throws in
            let everyones = store.view(of: .everyone)
            #expect(try everyones.recall(Self.key) == .unknown)
            _ = try store.submit(Self.job("a"))
            let job = try #require(try store.job("a"))
            #expect(try everyones.recall(Self.key) == .job(job))
            let other = RequestKey(key: "k", fingerprint: "g")
            #expect(try everyones.recall(other) == .otherRequest)
            let ann = store.view(of: Tenancy(tenant: "ann"))
            #expect(try ann.recall(Self.key) == .unknown)
        }
    }

    @Test(arguments: [true, false])
    func standsForItsDatasetWhetherThatWasNewOrNot(wasNew: Bool) throws {
        try withStore { store throws in
            let everyones = store.view(of: .everyone)
            if !wasNew { _ = try store.addDataset(.sample("d", sha256: "ab")) }
            let (dataset, isNew) = try everyones.addDataset(
                .sample("e", sha256: "ab", isKept: true),
                key: Self.key
            )
            #expect(isNew == wasNew)
            #expect(try everyones.recall(Self.key) == .dataset(dataset, wasNew: wasNew))
        }
    }

    @Test func isKeptWithItsJobOrNotAtAll() throws {
        try withStore { store throws in
            _ = try store.submit(Self.job("a"))
            #expect { try store.submit(Self.job("b")) } throws: {
                ($0 as? JobStoreError)?.kind == .constraint
            }
            #expect(try store.job("b") == nil && store.dataset("dataset-b") == nil)
        }
    }

    @Test func goesWithWhatItStandsFor() throws {
        try withStore { store throws in
            let everyones = store.view(of: .everyone)
            _ = try store.submit(Self.job("a"))
            _ = try store.cancel("a", now: 2_000)
            _ = try store.delete("a")
            #expect(try everyones.recall(Self.key) == .unknown)
            _ = try everyones.addDataset(.sample("d", sha256: "ab"), key: Self.key)
            _ = try store.deleteDataset("d")
            #expect(try everyones.recall(Self.key) == .unknown)
        }
    }

    @Test func isForgottenWhenItsTimeIsOver() throws {
        try withTemporaryDirectory { directory in
            var limits = JobStoreLimits()
            limits.retention.keys = 500
            let path = directory.path(of: "jobs.db")
            let first = try JobStore(path: path, limits: limits)
            _ = try first.submit(Self.job("a"))
            try first.close()
            let store = try JobStore(path: path, limits: limits)
            defer { try? store.close() }
            let everyones = store.view(of: .everyone)
            #expect(try store.expireKeys(now: 1_499, limit: 9) == 0)
            #expect(try everyones.recall(Self.key) != .unknown, "after a new start, too")
            #expect(try store.expireKeys(now: 1_500, limit: 9) == 1)
            #expect(try everyones.recall(Self.key) == .unknown)
            #expect(try store.job("a") != nil)
        }
    }
}

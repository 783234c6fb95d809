// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// No tenant takes up what belongs to all.
struct QuotaTests {
    private func withQuotas(
        _ limits: QuotaLimits,
        _ body: (Quotas, JobStore, QueueGauge) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let store = try JobStore(path: directory.path(of: "jobs.sqlite"))
            defer { try? store.close() }
            let queue = QueueGauge(store, countsBytes: true)
            try body(Quotas(limits, queue: queue), store, queue)
        }
    }

    private func submit(_ id: String, bytes: Int64, as tenant: String, to store: JobStore) throws {
        let dataset = NewDataset(
            id: "d\(id)",
            createdAt: 1,
            file: "\(id).zip",
            bytes: bytes,
            sha256: id,
            isKept: false
        )
        let job = NewJob(id: id, createdAt: 1, options: "{}", dataset: .new(dataset))
        _ = try store.view(of: Tenancy(tenant: tenant)).submit(job)
    }

    private func refusal(_ body: () throws -> Void) -> Problem? {
        do {
            try body()
            return nil
        } catch {
            return error as? Problem
        }
    }

    /// Else they would never be met.
    @Test func leaveRoomForOthersByDefault() {
        let limits = ServiceLimits()
        #expect(limits.quotas.uploads < limits.uploads)
        #expect(limits.quotas.queuedJobs < limits.queuedJobs)
        #expect(limits.quotas.eventStreams < limits.eventStreams)
    }

    @Test func boundNobodyWithoutAToken() throws {
        var limits = QuotaLimits()
        limits.uploads = 1
        limits.queuedJobs = 1
        limits.storedBytes = 1
        try withQuotas(limits) { quotas, store, queue throws in
            try submit("1", bytes: 60, as: "", to: store)
            queue.refresh()
            try quotas.checkQueue(of: "")
            let shares = [try quotas.enter("", bytes: 9), try quotas.enter("", bytes: 9)]
            try shares[0].grow(to: 99)
        }
    }

    @Test func boundUploadsThatAreOpen() throws {
        var limits = QuotaLimits()
        limits.uploads = 2
        try withQuotas(limits) { quotas, _, _ throws in
            var first: Quotas.Share? = try quotas.enter("ann", bytes: 0)
            let second = try quotas.enter("ann", bytes: 0)
            let problem = refusal { _ = try quotas.enter("ann", bytes: 0, jitter: 0) }
            #expect(problem?.kind == .quotaExceeded && problem?.status == 429)
            #expect(problem?.fields[.retryAfter] == "10", "nothing measured")
            #expect(refusal { _ = try quotas.enter("bob", bytes: 0) } == nil)
            withExtendedLifetime(first) {}
            first = nil
            #expect(refusal { _ = try quotas.enter("ann", bytes: 0) } == nil)
            first = try quotas.enter("ann", bytes: 0)
            first?.finished()
            first = nil
            first = try quotas.enter("ann", bytes: 0)
            let later = refusal { _ = try quotas.enter("ann", bytes: 0, jitter: 0) }
            #expect(later?.fields[.retryAfter] == "1", "as long as its uploads take")
            withExtendedLifetime(second) {}
        }
    }

    @Test func boundJobsThatWait() throws {
        var limits = QuotaLimits()
        limits.queuedJobs = 1
        try withQuotas(limits) { quotas, store, queue throws in
            try quotas.checkQueue(of: "ann")
            try submit("1", bytes: 1, as: "ann", to: store)
            queue.refresh()
            queue.succeeded(after: 100 * second)
            let problem = refusal { try quotas.checkQueue(of: "ann") }
            #expect(problem?.kind == .quotaExceeded)
            let seconds = problem?.fields[.retryAfter].flatMap { Int($0) } ?? 0
            #expect((100...120).contains(seconds), "as long as a job takes")
            try quotas.checkQueue(of: "bob")
            _ = try store.claim(now: 2)
            queue.refresh()
            try quotas.checkQueue(of: "ann")
        }
    }

    @Test func boundBytesStoredAndOnTheirWay() throws {
        var limits = QuotaLimits()
        limits.storedBytes = 100
        try withQuotas(limits) { quotas, store, queue throws in
            try submit("1", bytes: 60, as: "ann", to: store)
            queue.refresh()
            let share = try quotas.enter("ann", bytes: 30)
            #expect(refusal { _ = try quotas.enter("ann", bytes: 11) }?.kind == .quotaExceeded)
            #expect(refusal { _ = try quotas.enter("ann", bytes: .max) }?.kind == .quotaExceeded)
            #expect(refusal { _ = try quotas.enter("ann", bytes: 10) } == nil)
            #expect(refusal { _ = try quotas.enter("bob", bytes: 100) } == nil)
            try share.grow(to: 40)
            #expect(refusal { try share.grow(to: 41) }?.kind == .quotaExceeded)
        }
    }

    @Test func giveBackWhatAnUploadHasCounted() throws {
        var limits = QuotaLimits()
        limits.storedBytes = 100
        try withQuotas(limits) { quotas, _, _ throws in
            for _ in 0..<5 {
                let share = try quotas.enter("ann", bytes: 10)
                try share.grow(to: 90)
                #expect(refusal { try share.grow(to: 200) } != nil)
            }
            #expect(refusal { _ = try quotas.enter("ann", bytes: 100) } == nil)
        }
    }

    @Test func boundNoBytesWhereTheLimitIsNought() throws {
        try withQuotas(QuotaLimits()) { quotas, _, _ throws in
            let share = try quotas.enter("ann", bytes: 1 << 60)
            try share.grow(to: 1 << 61)
        }
    }
}

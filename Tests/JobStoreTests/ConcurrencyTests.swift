// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import POSIX
import TestSupport
import Testing

@testable import JobStore

struct ConcurrencyTests {
    @Test func givesEachJobToOneWorker() throws {
        try withStore { store throws in
            let ids = (0..<60).map { "job \($0)" }
            try store.submitSamples(ids)
            let claimed = Locked<[String]>([])
            let failures = Locked(0)
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                do {
                    while let job = try store.claim(now: 2_000) {
                        claimed.withLock { $0.append(job.id) }
                        guard try store.finish(job.id, fence: job.fence) else {
                            failures.withLock { $0 += 1 }
                            continue
                        }
                    }
                } catch {
                    failures.withLock { $0 += 1 }
                }
            }
            #expect(failures.withLock { $0 } == 0)
            #expect(claimed.withLock { $0.sorted() } == ids.sorted())
            #expect(try store.counts()[.succeeded] == 60)
        }
    }

    /// Workers finish jobs while someone cancels them: each job has one end, and no one is told
    /// another.
    @Test func letsOneOfTwoRivalsWin() throws {
        try withStore { store throws in
            let count = 40
            let ids = (0..<count).map { "job \($0)" }
            try store.submitSamples(ids)
            for _ in ids { _ = try store.claim(now: 2_000) }
            let finished = Locked<Set<String>>([])
            let cancelling = Locked<Set<String>>([])
            let failures = Locked(0)
            DispatchQueue.concurrentPerform(iterations: 2 * count) { iteration in
                let id = ids[iteration / 2]
                do {
                    if iteration.isMultiple(of: 2) {
                        if try store.finish(id, fence: 1) {
                            finished.withLock { _ = $0.insert(id) }
                        } else {
                            _ = try store.cancelled(id, fence: 1, now: 4_000)
                        }
                    } else if try store.cancel(id, now: 3_000) == .cancelling {
                        cancelling.withLock { _ = $0.insert(id) }
                    }
                } catch {
                    failures.withLock { $0 += 1 }
                }
            }
            #expect(failures.withLock { $0 } == 0)
            let states = try store.states()
            let won = finished.withLock { $0 }
            let lost = cancelling.withLock { $0 }
            #expect(won.isDisjoint(with: lost))
            #expect(won.union(lost) == Set(ids))
            #expect(won.allSatisfy { states[$0] == .succeeded })
            #expect(lost.allSatisfy { states[$0] == .cancelled })
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import Logging
internal import POSIX

/// Ends what has been kept for as long as it is to be: archives, datasets, jobs and keys.
///
/// In small batches, between which others reach the store, and a bounded number of them at a time.
final class Retention: Sendable {
    /// Seconds between two looks.
    static let interval = 60
    /// Rows that one transaction ends.
    static let batch = 50
    /// Transactions of each kind in one look.
    static let batches = 20

    private let store: JobStore
    private let removal: Removal
    private let queue: QueueGauge
    private let logger: Logger
    private let time: Locked<SteadyTime>

    /// - Parameters:
    ///   - wall: milliseconds since 1970, now.
    ///   - boot: milliseconds since the machine started.
    init(
        store: JobStore,
        removal: Removal,
        queue: QueueGauge,
        logger: Logger,
        wall: Int64 = Clock.wallMilliseconds(),
        boot: Int64 = Clock.bootMilliseconds()
    ) throws {
        self.store = store
        self.removal = removal
        self.queue = queue
        self.logger = logger
        time = Locked(SteadyTime(wall: wall, boot: boot, newest: try store.newestTime()))
    }

    /// Looks once; an error of the store is logged, and the next look tries again.
    func look(
        wall: Int64 = Clock.wallMilliseconds(),
        boot: Int64 = Clock.bootMilliseconds()
    ) {
        let (now, news) = time.withLock { time in
            let before = time.doubt
            let now = time.read(wall: wall, boot: boot)
            return (now, before == 0 && time.doubt > 0 ? time.doubt : nil)
        }
        if let news {
            logger.warning(
                "the clock went forward; nothing is removed by it for an hour",
                metadata: ["seconds": "\(news / 1000)"]
            )
        }
        do {
            try end(now)
        } catch {
            logger.error("retention", metadata: ["error": "\(error)"])
        }
    }

    private func end(_ now: Int64) throws {
        let archives = try inBatches {
            let jobs = try store.expireArchives(now: now, limit: Self.batch)
            for job in jobs { removal.removeProducts(of: job) }
            return jobs.count
        }
        let jobs = try inBatches {
            let deleted = try store.expireJobs(now: now, limit: Self.batch)
            for job in deleted { removal.remove(job) }
            return deleted.count
        }
        let datasets = try inBatches {
            let files = try store.expireDatasets(now: now, limit: Self.batch)
            for file in files { removal.removeDataset(file) }
            return files.count
        }
        let keys = try inBatches { try store.expireKeys(now: now, limit: Self.batch) }
        if archives + jobs + datasets + keys == 0 { return }
        queue.refresh()
        logger.info(
            "removed what was kept long enough",
            metadata: [
                "archives": "\(archives)", "jobs": "\(jobs)", "datasets": "\(datasets)",
                "keys": "\(keys)",
            ]
        )
    }

    private func inBatches(_ body: () throws -> Int) rethrows -> Int {
        var sum = 0
        for _ in 0..<Self.batches {
            let count = try body()
            sum += count
            if count < Self.batch { break }
        }
        return sum
    }
}

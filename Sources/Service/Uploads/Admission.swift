// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import JobStore
internal import POSIX

/// Whether the service takes on more work: it runs, its queue has room, and so has the disk.
struct Admission: Sendable {
    let store: JobStore
    let blobs: Blobs
    let runner: JobRunner
    let queue: QueueGauge
    let limits: ServiceLimits

    /// Refuses work while the service stops.
    func checkRunning() throws {
        if runner.isStopping { throw Problem.shuttingDown }
    }

    /// Refuses jobs while as many wait as may.
    func checkQueue() throws {
        if queue.depth >= limits.queuedJobs {
            throw Problem.busy("\(limits.queuedJobs) jobs are waiting, as many as the queue takes.")
        }
    }

    /// Refuses an upload that would not leave enough of the disk free.
    func checkDisk(for bytes: UInt64) throws {
        let free = try blobs.root.freeBytes()
        if free < bytes || free - bytes < limits.freeDiskBytes {
            var problem = Problem(
                .insufficientStorage,
                "The upload would not leave \(limits.freeDiskBytes) bytes of the disk free."
            )
            problem.fields[.retryAfter] = "60"
            throw problem
        }
    }

    /// Why no job would be taken now, by name.
    func reasonsNotReady() -> [String] {
        var reasons: [String] = []
        if runner.isStopping { reasons.append("shutting-down") }
        do {
            let counts = try store.counts()
            if counts[.queued] ?? 0 >= limits.queuedJobs { reasons.append("queue-full") }
        } catch {
            reasons.append("store-unavailable")
        }
        let free = try? blobs.root.freeBytes()
        if free ?? 0 < limits.freeDiskBytes { reasons.append("disk-full") }
        return reasons
    }
}

extension Problem {
    /// Work that begins no more, or does not go on, because the service stops.
    static var shuttingDown: Problem {
        var problem = Problem(.shuttingDown, "The service is shutting down.")
        problem.fields[.retryAfter] = "10"
        return problem
    }
}

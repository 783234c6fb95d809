// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import JobStore
internal import POSIX

/// Whether the service takes on more work: it runs, its queue has room, and so has the disk.
struct Admission: Sendable {
    let store: JobStore
    let disk: DiskRoom
    let promises: ArchivePromises
    let runner: JobRunner
    let queue: QueueGauge
    let quotas: Quotas
    let limits: ServiceLimits
    /// What the start found to be lost.
    var lostFiles = LostFiles()

    /// Refuses work while the service stops, or when it cannot be written down.
    func checkRunning() throws {
        if runner.isStopping { throw Problem.shuttingDown }
        if store.hasFailed { throw Problem.storageFailed }
    }

    /// Refuses jobs while as many wait as may.
    func checkQueue() throws {
        if queue.depth >= limits.queuedJobs {
            throw Problem.busy(
                "\(limits.queuedJobs) jobs are waiting, as many as the queue takes.",
                retryAfter: queue.retryAfter()
            )
        }
    }

    /// Room on the disk for an upload of a declared length, 0 where the head tells none.
    ///
    /// - Throws: `Problem` where that would not leave enough of the disk free.
    func reserve(_ bytes: UInt64) throws -> DiskRoom.Reservation {
        guard let room = disk.reserve(bytes) else { throw Problem.noRoom(disk.floor) }
        return room
    }

    /// Whether a job would be taken now, and what would keep it away; may wait.
    func readiness() -> Readiness {
        Readiness(
            isStopping: runner.isStopping,
            queued: (try? store.counts()).map { $0[.queued] ?? 0 },
            room: limits.queuedJobs,
            hasFailed: store.hasFailed,
            free: disk.free,
            floor: disk.floor,
            stop: disk.stop,
            isHeldBack: runner.isHeldBack,
            lostFiles: lostFiles.sum
        )
    }
}

extension Problem {
    /// An upload, or another file, that would not leave `floor` bytes of the disk free.
    static func noRoom(_ floor: UInt64) -> Problem {
        var problem = Problem(
            .insufficientStorage,
            "There is no room on the disk for it that would leave \(floor) bytes free."
        )
        problem.fields[.retryAfter] = "60"
        return problem
    }

    /// Work that begins no more, or does not go on, because the service stops.
    static var shuttingDown: Problem {
        var problem = Problem(.shuttingDown, "The service is shutting down.")
        problem.fields[.retryAfter] = "10"
        return problem
    }
}

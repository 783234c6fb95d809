// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import JobStore
internal import POSIX

/// Room on the disk for the archives of jobs that are not done, so that no two jobs count on the
/// same bytes.
///
/// What is promised stands in the jobs' rows and is read from there, so that it survives a restart
/// and ends with the job, whatever that comes to. What is written of an archive already shows on
/// the disk and is promised no more.
final class ArchivePromises: Sendable {
    private let store: JobStore
    private let blobs: Blobs
    /// What the promises are of.
    let disk: DiskRoom
    /// Promises to jobs that have no row yet.
    private let pending = Locked<[String: UInt64]>([:])

    /// Finds what was promised before.
    init(store: JobStore, blobs: Blobs, disk: DiskRoom) {
        self.store = store
        self.blobs = blobs
        self.disk = disk
        refresh()
    }

    /// Promises bytes to a job, until ``settle(_:)`` leaves it to its row to say so.
    ///
    /// - Throws: `Problem` 507.
    func make(_ bytes: UInt64, for job: String) throws(Problem) {
        if take(bytes, job) { return }
        // Jobs may have ended, and files gone, since the last look.
        look()
        if take(bytes, job) { return }
        throw .noRoom(forArchiveOf: bytes, disk)
    }

    /// Says that the job has its row, or will have none.
    func settle(_ job: String) {
        _ = pending.withLock { $0.removeValue(forKey: job) }
        refresh()
    }

    /// Reads what is promised; where the store cannot be read, that stays as it was.
    func refresh() {
        // One at a time: what was read first must not be the last that is told.
        pending.withLock { pending in
            guard let estimates = try? store.unfinishedEstimates() else { return }
            var total: UInt64 = 0
            var begun: UInt64 = 0
            for (job, bytes) in estimates where pending[job] == nil {
                let bytes = UInt64(clamping: bytes)
                let written = blobs.archives.usedBytes(of: Blobs.partName(job))
                total = total.addingCapped(bytes - min(bytes, written))
                begun = begun.addingCapped(written)
            }
            for bytes in pending.values { total = total.addingCapped(bytes) }
            disk.setPromised(total, begun: begun)
        }
    }

    /// The same, and asks the disk; one that cannot be asked has the room it had.
    func look() {
        refresh()
        try? disk.refresh()
    }

    private func take(_ bytes: UInt64, _ job: String) -> Bool {
        pending.withLock { pending in
            guard disk.promise(bytes) else { return false }
            pending[job] = bytes
            return true
        }
    }
}

extension UInt64 {
    fileprivate func addingCapped(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

extension Problem {
    /// A job whose archive would not fit beside what is promised.
    fileprivate static func noRoom(forArchiveOf bytes: UInt64, _ disk: DiskRoom) -> Problem {
        var problem = Problem(
            .insufficientStorage,
            "The archive may come to \(bytes) bytes, and there is room for \(disk.room): "
                + "\(disk.free) are free, \(disk.floor) of them stay so, and \(disk.promised) are "
                + "promised to jobs that are not done. Free space, wait for those jobs, or ask for "
                + "fewer or smaller images."
        )
        problem.fields[.retryAfter] = "60"
        return problem
    }
}

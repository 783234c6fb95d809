// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import JobStore
internal import POSIX

/// How much one tenant may take up of what is shared, so that none shuts out the others.
///
/// By default a quarter of what all may. Who works without a token is no tenant, and bound by the
/// limits of all alone.
package struct QuotaLimits: Sendable, Hashable {
    /// Uploads and orders open at once.
    package var uploads = 4
    /// Jobs that wait.
    package var queuedJobs = 25
    /// Bytes of datasets and archives that are stored, and of uploads on their way; 0 for any
    /// number.
    ///
    /// What a job is about to write counts once it is there.
    package var storedBytes: UInt64 = 0
    /// Streams of events open at once.
    package var eventStreams = 256

    package init() {}
}

/// Keeps each tenant within its limits, going by what is known without a look at the disk.
final class Quotas: Sendable {
    private struct Tally {
        var uploads = 0
        var arriving: UInt64 = 0
        /// Of the uploads that came to their end while others were open.
        var pace = Pace()
    }

    /// A tenant's upload; it counts as long as this lives.
    final class Share: Sendable {
        private let quotas: Quotas
        private let tenant: String
        private let bytes: Locked<UInt64>
        private let start = Clock.monotonicNanoseconds()
        private let isDone = Locked(false)

        fileprivate init(_ quotas: Quotas, _ tenant: String, bytes: UInt64) {
            self.quotas = quotas
            self.tenant = tenant
            self.bytes = Locked(bytes)
        }

        deinit {
            let bytes = bytes.withLock { $0 }
            let nanoseconds = Clock.monotonicNanoseconds() - start
            quotas.leave(tenant, bytes: bytes, after: isDone.withLock { $0 } ? nanoseconds : nil)
        }

        /// Says that the upload has come to its end, so that its time tells of others' of its
        /// tenant.
        func finished() {
            isDone.withLock { $0 = true }
        }

        /// Counts an upload whose head did not say how long it would be.
        ///
        /// - Throws: `Problem` when it has become too long for its tenant.
        func grow(to total: UInt64) throws {
            let added = bytes.withLock { bytes -> UInt64 in
                let added = total > bytes ? total - bytes : 0
                bytes += added
                return added
            }
            try quotas.add(added, for: tenant)
        }
    }

    private let limits: QuotaLimits
    private let queue: QueueGauge
    private let tallies = Locked<[String: Tally]>([:])

    init(_ limits: QuotaLimits, queue: QueueGauge) {
        self.limits = limits
        self.queue = queue
    }

    /// Refuses another job of a tenant of whom as many wait as may.
    func checkQueue(of tenant: String) throws {
        if tenant.isEmpty { return }
        if queue.usage(of: tenant).queuedJobs >= limits.queuedJobs {
            throw Problem.quotaExceeded(
                "\(limits.queuedJobs) of your jobs are waiting, as many as may.",
                retryAfter: queue.retryAfter(of: tenant)
            )
        }
    }

    /// Counts an upload that begins.
    ///
    /// - Parameters:
    ///   - bytes: as many as the head announces; 0 where it does not say.
    ///   - jitter: in 0 ..< 1; spreads those who come back.
    /// - Throws: `Problem` for one upload or one byte too many.
    func enter(
        _ tenant: String,
        bytes: UInt64,
        jitter: Double = .random(in: 0..<1)
    ) throws -> Share {
        try checkBytes(of: tenant, adding: bytes)
        // When there may be room, where there is none now.
        let wait = tallies.withLock { tallies -> Int? in
            var tally = tallies[tenant, default: Tally()]
            if !tenant.isEmpty, tally.uploads >= limits.uploads {
                return tally.pace.retryAfter(
                    ahead: tally.uploads,
                    atOnce: limits.uploads,
                    jitter: jitter
                )
            }
            tally.uploads += 1
            tally.arriving += bytes
            tallies[tenant] = tally
            return nil
        }
        guard let wait else { return Share(self, tenant, bytes: bytes) }
        throw Problem.quotaExceeded(
            "\(limits.uploads) of your uploads and orders are open, as many as may.",
            retryAfter: wait
        )
    }

    private func add(_ bytes: UInt64, for tenant: String) throws {
        // Counted first: whoever holds the share gives back what it has counted.
        tallies.withLock { $0[tenant, default: Tally()].arriving += bytes }
        try checkBytes(of: tenant, adding: 0)
    }

    private func checkBytes(of tenant: String, adding bytes: UInt64) throws {
        if limits.storedBytes == 0 || tenant.isEmpty { return }
        let stored = UInt64(clamping: queue.usage(of: tenant).storedBytes)
        let arriving = tallies.withLock { $0[tenant]?.arriving ?? 0 }
        let (sum, overflow) = (stored + arriving).addingReportingOverflow(bytes)
        if !overflow, sum <= limits.storedBytes { return }
        throw Problem.quotaExceeded(
            "Your datasets and archives may take up \(limits.storedBytes) bytes; there are "
                + "\(stored), and \(arriving) on their way. Remove what you do not need.",
            retryAfter: nil
        )
    }

    private func leave(_ tenant: String, bytes: UInt64, after nanoseconds: UInt64?) {
        tallies.withLock { tallies in
            guard var tally = tallies[tenant] else { return }
            tally.uploads -= 1
            tally.arriving -= bytes
            if let nanoseconds { tally.pace.took(Double(nanoseconds) / 1e9) }
            tallies[tenant] = tally.uploads > 0 ? tally : nil
        }
    }
}

extension Problem {
    /// A tenant has as much as it may.
    ///
    /// - Parameter retryAfter: in how many seconds it may have less; nil where waiting is no help.
    static func quotaExceeded(_ detail: String, retryAfter: Int?) -> Problem {
        var problem = Problem(.quotaExceeded, detail)
        problem.fields[.retryAfter] = retryAfter.map(String.init)
        return problem
    }
}

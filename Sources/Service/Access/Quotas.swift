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
    }

    /// A tenant's upload; it counts as long as this lives.
    final class Share: Sendable {
        private let quotas: Quotas
        private let tenant: String
        private let bytes: Locked<UInt64>

        fileprivate init(_ quotas: Quotas, _ tenant: String, bytes: UInt64) {
            self.quotas = quotas
            self.tenant = tenant
            self.bytes = Locked(bytes)
        }

        deinit {
            let bytes = bytes.withLock { $0 }
            quotas.leave(tenant, bytes: bytes)
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
            throw exceeded("\(limits.queuedJobs) of your jobs are waiting, as many as may.")
        }
    }

    /// Counts an upload that begins.
    ///
    /// - Parameter bytes: as many as the head announces; 0 where it does not say.
    /// - Throws: `Problem` for one upload or one byte too many.
    func enter(_ tenant: String, bytes: UInt64) throws -> Share {
        try checkBytes(of: tenant, adding: bytes)
        let isLetIn = tallies.withLock { tallies in
            let uploads = tallies[tenant]?.uploads ?? 0
            if !tenant.isEmpty, uploads >= limits.uploads { return false }
            tallies[tenant, default: Tally()].uploads += 1
            tallies[tenant, default: Tally()].arriving += bytes
            return true
        }
        if isLetIn { return Share(self, tenant, bytes: bytes) }
        throw exceeded("\(limits.uploads) of your uploads and orders are open, as many as may.")
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
        throw exceeded(
            "Your datasets and archives may take up \(limits.storedBytes) bytes; there are "
                + "\(stored), and \(arriving) on their way. Remove what you do not need.",
            isSoonOver: false
        )
    }

    private func leave(_ tenant: String, bytes: UInt64) {
        tallies.withLock { tallies in
            guard var tally = tallies[tenant] else { return }
            tally.uploads -= 1
            tally.arriving -= bytes
            tallies[tenant] = tally.uploads > 0 ? tally : nil
        }
    }

    private func exceeded(_ detail: String, isSoonOver: Bool = true) -> Problem {
        .quotaExceeded(detail, retryAfter: isSoonOver ? 10 : nil)
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

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JSON

/// Whether jobs are taken: one look at all that can keep them away.
struct Readiness: Sendable, Hashable {
    /// One condition, and whether it holds.
    struct Check: Sendable, Hashable {
        let name: String
        /// The name of the problem that a client would meet; nil where the condition holds.
        let reason: String?
        /// What was found, for people.
        let detail: String
        /// Whether all is as it should be; jobs may be taken all the same where it is not.
        let isGood: Bool

        init(name: String, reason: String?, detail: String, isGood: Bool? = nil) {
            self.name = name
            self.reason = reason
            self.detail = detail
            self.isGood = isGood ?? (reason == nil)
        }
    }

    let checks: [Check]

    /// Why no job would be taken, by name; empty when one would.
    var reasons: [String] { checks.compactMap(\.reason) }

    /// - Parameters:
    ///   - isStopping: whether the service was told to stop.
    ///   - queued: jobs that wait; nil when the store does not answer.
    ///   - room: as many as may wait.
    ///   - hasFailed: whether the disk has failed under the store.
    ///   - free: bytes of the disk that are free.
    ///   - floor: bytes that have to stay free.
    ///   - stop: bytes below which no job begins.
    ///   - isHeldBack: whether jobs wait for more than that.
    ///   - lostFiles: stored files that the start did not find; no reason to take no jobs.
    init(
        isStopping: Bool,
        queued: Int?,
        room: Int,
        hasFailed: Bool,
        free: UInt64,
        floor: UInt64,
        stop: UInt64,
        isHeldBack: Bool,
        lostFiles: Int = 0
    ) {
        let isFull = (queued ?? 0) >= room
        let isLow = free < floor
        checks = [
            Check(
                name: "running",
                reason: isStopping ? "shutting-down" : nil,
                detail: isStopping ? "The service is shutting down." : "The service runs."
            ),
            Self.store(isReadable: queued != nil, hasFailed: hasFailed),
            Check(
                name: "queue",
                reason: isFull ? "queue-full" : nil,
                detail: queued.map { "\($0) of at most \(room) jobs wait." }
                    ?? "How many jobs wait is not known."
            ),
            Check(
                name: "disk",
                reason: isLow ? "disk-full" : nil,
                detail: "\(free) bytes are free; \(floor) have to stay so."
            ),
            Self.work(free: free, stop: stop, isHeldBack: isHeldBack),
            Check(
                name: "files",
                reason: nil,
                detail: lostFiles == 0
                    ? "All stored files were there at the start."
                    : "\(lostFiles) stored files were lost at the start; the log names them.",
                isGood: lostFiles == 0
            ),
        ]
    }

    private static func work(free: UInt64, stop: UInt64, isHeldBack: Bool) -> Check {
        if free < stop {
            return Check(
                name: "work",
                reason: "work-paused",
                detail: "No job begins before \(stop) bytes of the disk are free."
            )
        }
        return Check(
            name: "work",
            reason: isHeldBack ? "work-paused" : nil,
            detail: isHeldBack
                ? "The next job waits for more room on the disk than there is."
                : "Jobs begin while \(stop) bytes of the disk are free."
        )
    }

    private static func store(isReadable: Bool, hasFailed: Bool) -> Check {
        if hasFailed {
            return Check(
                name: "store",
                reason: "store-failed",
                detail: "The disk failed under the job store; look at it, and start anew."
            )
        }
        return Check(
            name: "store",
            reason: isReadable ? nil : "store-unavailable",
            detail: isReadable ? "The job store answers." : "The job store cannot be read."
        )
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("status", reasons.isEmpty ? "ready" : "not ready")
            writer.array("reasons") { writer in
                for reason in reasons { writer.string(reason) }
            }
            writer.array("checks") { writer in
                for check in checks {
                    writer.object { writer in
                        writer.member("name", check.name)
                        writer.member("ok", check.isGood)
                        writer.member("detail", check.detail)
                    }
                }
            }
        }
    }
}

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
    }

    let checks: [Check]

    /// Why no job would be taken, by name; empty when one would.
    var reasons: [String] { checks.compactMap(\.reason) }

    /// - Parameters:
    ///   - isStopping: whether the service was told to stop.
    ///   - queued: jobs that wait; nil when the store does not answer.
    ///   - room: as many as may wait.
    ///   - free: bytes of the disk that are free.
    ///   - floor: bytes that have to stay free.
    init(isStopping: Bool, queued: Int?, room: Int, free: UInt64, floor: UInt64) {
        let isFull = (queued ?? 0) >= room
        let isLow = free < floor
        checks = [
            Check(
                name: "running",
                reason: isStopping ? "shutting-down" : nil,
                detail: isStopping ? "The service is shutting down." : "The service runs."
            ),
            Check(
                name: "store",
                reason: queued == nil ? "store-unavailable" : nil,
                detail: queued == nil ? "The job store cannot be read." : "The job store answers."
            ),
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
        ]
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
                        writer.member("ok", check.reason == nil)
                        writer.member("detail", check.detail)
                    }
                }
            }
        }
    }
}

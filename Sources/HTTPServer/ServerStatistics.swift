// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// What a server has done so far, as its loop last said.
package struct ServerStatistics: Sendable, Hashable {
    /// Connections that are open.
    package var open = 0
    /// Connections that were accepted.
    package var accepted: UInt64 = 0
    /// Of these, connections that were closed because there were too many.
    package var refused: UInt64 = 0
    /// Bytes that clients sent.
    package var received: UInt64 = 0
    /// Bytes that were sent to clients.
    package var sent: UInt64 = 0
    /// When the loop last went round, in nanoseconds of the monotonic clock; 0 before it has.
    ///
    /// It goes round at least twice a second, so an old reading means that it is stuck.
    package var turnedAt: UInt64 = 0

    package init() {}
}

/// The statistics as the loop counts them: without a lock, and published once a turn.
final class StatisticsKeeper {
    var current = ServerStatistics()
    private let published: Locked<ServerStatistics>

    init(publishingTo published: Locked<ServerStatistics>) {
        self.published = published
    }

    func publish(open: Int, now: UInt64) {
        current.open = open
        current.turnedAt = now
        let current = current
        published.withLock { $0 = current }
    }
}

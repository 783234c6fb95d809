// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPWire
internal import Logging
package import POSIX

/// One request that is over, as the log tells it.
package struct AccessEntry: Sendable {
    /// When it was over, in milliseconds since 1970.
    package let wallMilliseconds: Int64
    /// The name it went by in its answer.
    package let id: RequestID
    /// Who asked.
    package let client: PeerAddress
    /// The method, `-` where no head could be read.
    package let method: String
    /// The path as the client spelled it, `-` where no head could be read.
    package let path: String
    /// The answer's status, 0 where the client went before there was one.
    package let status: Int
    /// Bytes of the answer's body; as many as were promised, also where not all were sent.
    package let bytes: UInt64
    /// From the request's head to the answer's last byte.
    package let microseconds: UInt64
    /// Whether the whole answer went to the kernel.
    package let isComplete: Bool

    package init(
        wallMilliseconds: Int64,
        id: RequestID,
        client: PeerAddress,
        method: String,
        path: String,
        status: Int,
        bytes: UInt64,
        microseconds: UInt64,
        isComplete: Bool
    ) {
        self.wallMilliseconds = wallMilliseconds
        self.id = id
        self.client = client
        self.method = method
        self.path = path
        self.status = status
        self.bytes = bytes
        self.microseconds = microseconds
        self.isComplete = isComplete
    }
}

/// Writes one line for each request that is over, many at a time.
///
/// A `LogHandler` that is also this is given its requests so, because a dictionary of strings and
/// a write to the system for each would cost more than the requests.
package protocol AccessLog: Sendable {
    /// Writes the lines in their order; never called on the event loop, so it may wait.
    func write(_ entries: [AccessEntry])

    /// Says that so many lines were given up since the last ones: the reader is too slow.
    func lost(_ count: Int)
}

/// The same over any other handler.
struct LoggerAccessLog: AccessLog {
    let logger: Logger

    func write(_ entries: [AccessEntry]) {
        for entry in entries {
            logger.info(
                "request",
                metadata: [
                    "request_id": "\(entry.id.value)",
                    "client": "\(entry.client)",
                    "method": "\(entry.method)",
                    "path": "\(entry.path)",
                    "status": "\(entry.status)",
                    "bytes": "\(entry.bytes)",
                    "microseconds": "\(entry.microseconds)",
                    "complete": "\(entry.isComplete)",
                ]
            )
        }
    }

    func lost(_ count: Int) {
        logger.warning("request lines lost", metadata: ["count": "\(count)"])
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The life of one connection, as a value: events in, what to do next out; no socket, no clock.
///
/// ```
///          bytes          head            body wanted        body ended
///   idle ────────▶ head ────────▶ handling ──────────▶ receiving ────────▶ handling
///    ▲                │ refused        │ response           │ early response    │ response
///    │                ▼                ▼                    ▼                   ▼
///    └── sent, kept ─────────────── responding ◀────────────────────────────────┘
///                                      │ sent, closing
///                                      ▼
///                                  lingering ──────▶ closed
/// ```
/// A body that is made as time goes on makes `streaming` of `responding`, and at its end that
/// again; what happens in between may take hours.
///
/// Lingering is the staged close of RFC 9112 §9.6: our side is ended, the peer's bytes are read
/// and dropped, so that a client that is still sending gets to read our answer.
package struct ConnectionState: Sendable {
    /// Where in its life a connection is.
    package enum Phase: Sendable, Hashable {
        case idle, head, handling, receiving, responding, streaming, lingering, closed
    }

    /// What can happen to a connection.
    package enum Event: Sendable, Hashable {
        /// Bytes of a next request are there.
        case bytes
        /// A head was read; `unread` when a body follows it.
        case head(keepsAlive: Bool, hasBody: Bool)
        /// The handler takes the body.
        case bodyWanted
        /// The body was received to its end.
        case bodyEnded
        /// An answer is ready to be sent; it may say that the connection ends.
        case response(closes: Bool)
        /// The answer's body is made as time goes on.
        case streamBegan
        /// That body has its end.
        case streamFinished
        /// Nothing has been sent for a while, as there was nothing.
        case silence
        /// The answer's last byte is with the kernel.
        case sent
        /// The peer has ended its sending.
        case peerEnded
        /// The connection is broken.
        case broken
        /// The phase's deadline has passed.
        case deadline
        /// The server takes no more requests.
        case stop
    }

    /// What the loop is to do about it.
    package enum Action: Sendable, Hashable {
        case none
        /// Look for the next request in the bytes already received.
        case readNext
        /// Refuse with 408 and close.
        case refuseLate
        /// Send what says that the stream lives.
        case heartbeat
        /// End the stream's body where it is.
        case finishStream
        /// End our side and drain the other.
        case linger
        /// Close the socket; a body being received is abandoned.
        case close
    }

    /// The present phase; `closed` is the last.
    package private(set) var phase = Phase.idle
    /// Whether the answer in the making is the connection's last.
    package private(set) var isLast = false
    private var bodyIsUnread = false
    private var isStopping = false

    /// Whether only requests to control the service are served, and soon, and one alone.
    package let isForControl: Bool

    /// Requests that may still come.
    private var requestsLeft: Int

    /// A connection without a request yet.
    ///
    /// - Parameter requests: how many it is for, 1 at least.
    package init(isForControl: Bool = false, requests: Int = .max) {
        precondition(requests > 0, "a connection is for a request")
        self.isForControl = isForControl
        isLast = isForControl
        requestsLeft = requests
    }

    /// Takes an event and says what is to be done; an event that cannot come in the phase traps.
    package mutating func on(_ event: Event) -> Action {
        switch (event, phase) {
        case (_, .closed):
            return .none
        case (.broken, _), (.deadline, .idle), (.deadline, .responding), (.deadline, .lingering),
            (.deadline, .streaming), (.peerEnded, .idle), (.peerEnded, .head),
            (.peerEnded, .receiving), (.peerEnded, .lingering), (.stop, .idle):
            phase = .closed
            return .close
        case (.deadline, .head), (.deadline, .receiving):
            return .refuseLate
        case (.deadline, .handling), (.peerEnded, .handling), (.peerEnded, .responding),
            (.peerEnded, .streaming):
            // A client that has ended its sending still waits for the answer.
            return .none
        case (.stop, _):
            isLast = true
            isStopping = true
            return phase == .streaming ? .finishStream : .none
        case (.bytes, .idle):
            phase = .head
            return .none
        case (.bytes, _):
            return .none
        default:
            return onExchange(event)
        }
    }

    private mutating func onExchange(_ event: Event) -> Action {
        switch (event, phase) {
        case (.head(let keepsAlive, let hasBody), .head):
            phase = .handling
            requestsLeft -= 1
            isLast = isLast || !keepsAlive || requestsLeft == 0
            bodyIsUnread = hasBody
            return .none
        case (.bodyWanted, .handling):
            phase = .receiving
            return .none
        case (.bodyEnded, .receiving):
            phase = .handling
            bodyIsUnread = false
            return .none
        case (.response(let closes), .idle), (.response(let closes), .head),
            (.response(let closes), .handling), (.response(let closes), .receiving):
            // What is left of a body cannot be told from a next request.
            isLast = isLast || closes || bodyIsUnread
            phase = .responding
            return .none
        case (.streamBegan, .responding):
            phase = .streaming
            // Nothing else would end it: the word to stop comes once.
            return isStopping ? .finishStream : .none
        case (.silence, .streaming):
            return .heartbeat
        case (.streamFinished, .streaming):
            phase = .responding
            return .none
        case (.sent, .responding) where isLast:
            phase = .lingering
            return .linger
        case (.sent, .responding):
            phase = .idle
            return .readNext
        default:
            preconditionFailure("\(event) cannot happen in \(phase)")
        }
    }
}

extension ConnectionState {
    /// Readings of the monotonic clock, in nanoseconds, and bytes that deadlines depend on.
    package struct Progress: Sendable {
        /// When the phase began.
        package var phaseStart: UInt64 = 0
        /// When the last byte moved in either direction.
        package var lastByte: UInt64 = 0
        /// Bytes of the body so far.
        package var bodyBytes: UInt64 = 0
        /// Since when received bytes wait for us and the socket is not read, so that the client is
        /// not to blame; nil while it is read.
        package var blockedSince: UInt64?
        /// How long that lasted in this phase, up to ``blockedSince``.
        package var blockedTime: UInt64 = 0
        /// Whether a stream has sent all that it had to send.
        package var isCaughtUp = false

        package init() {}

        /// Notes whether the socket is read from now on.
        package mutating func setBlocked(_ isBlocked: Bool, now: UInt64) {
            if isBlocked {
                blockedSince = blockedSince ?? now
            } else if let since = blockedSince {
                blockedTime += now &- since
                // While it waited for us the client could not send.
                lastByte = now
                blockedSince = nil
            }
        }
    }

    /// The last moment at which the phase has not lasted too long; nil where it may last for ever.
    package func deadline(_ progress: Progress, _ limits: ServerLimits) -> UInt64? {
        switch phase {
        case .idle where isForControl: progress.phaseStart + limits.controlTimeout
        case .idle: progress.lastByte + limits.idleTimeout
        case .head where isForControl:
            progress.phaseStart + min(limits.controlTimeout, limits.headTimeout)
        case .head: progress.phaseStart + limits.headTimeout
        case .receiving: bodyDeadline(progress, limits)
        case .responding where isForControl:
            progress.phaseStart + min(limits.controlTimeout, limits.writeStallTimeout)
        case .responding: progress.lastByte + limits.writeStallTimeout
        case .streaming where progress.isCaughtUp: progress.lastByte + limits.heartbeat
        case .streaming: progress.lastByte + limits.writeStallTimeout
        case .lingering: progress.phaseStart + limits.lingerTimeout
        case .handling, .closed: nil
        }
    }

    private func bodyDeadline(_ progress: Progress, _ limits: ServerLimits) -> UInt64 {
        let end = progress.phaseStart + limits.bodyTimeout
        if progress.blockedSince != nil { return end }
        let quiet = progress.lastByte + limits.bodyStallTimeout
        if limits.bodyRate == 0 { return min(end, quiet) }
        let paid = Double(progress.bodyBytes) / Double(limits.bodyRate) * Double(second)
        let allowed = max(limits.bodyGrace, UInt64(min(paid, Double(limits.bodyTimeout))))
        return min(end, quiet, progress.phaseStart + progress.blockedTime + allowed)
    }

    /// Whether the phase has lasted too long at `now`.
    package func isLate(at now: UInt64, _ progress: Progress, _ limits: ServerLimits) -> Bool {
        deadline(progress, limits).map { now > $0 } ?? false
    }
}

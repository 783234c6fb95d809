// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// Counts what is under way of a kind, so that there is never more than a limit.
final class Gate: Sendable {
    /// One that is under way; it counts as long as it lives.
    final class Pass: Sendable {
        private let gate: Gate
        private let start = Clock.monotonicNanoseconds()
        private let isDone = Locked(false)

        fileprivate init(_ gate: Gate) {
            self.gate = gate
        }

        /// Says that the work was of the kind that others wait for, and came to its end.
        ///
        /// From how long it took comes Retry-After. One that was refused or cut off tells
        /// nothing of that.
        func finished() {
            isDone.withLock { $0 = true }
        }

        deinit {
            let nanoseconds = Clock.monotonicNanoseconds() - start
            gate.leave(after: isDone.withLock { $0 } ? nanoseconds : nil)
        }
    }

    private struct State {
        var open = 0
        var pace = Pace()
    }

    let limit: Int
    private let state = Locked(State())
    private let departures = Bell()

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether one more would be let in at this moment.
    var hasRoom: Bool { state.withLock { $0.open < limit } }

    /// A pass for one more, nil when the limit is reached.
    func enter() -> Pass? {
        let hasRoom = state.withLock { state in
            if state.open >= limit { return false }
            state.open += 1
            return true
        }
        return hasRoom ? Pass(self) : nil
    }

    /// Waits until nothing is under way; for one caller, when nobody is let in any more.
    func waitUntilEmpty() {
        while state.withLock({ $0.open > 0 }) { departures.wait() }
    }

    /// In how many seconds there may be room.
    func retryAfter(jitter: Double = .random(in: 0..<1)) -> Int {
        state.withLock { $0.pace.retryAfter(ahead: $0.open, atOnce: limit, jitter: jitter) }
    }

    private func leave(after nanoseconds: UInt64?) {
        state.withLock { state in
            state.open -= 1
            if let nanoseconds { state.pace.took(Double(nanoseconds) / 1e9) }
        }
        departures.ring()
    }
}

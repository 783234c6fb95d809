// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// Counts what is under way of a kind, so that there is never more than a limit.
final class Gate: Sendable {
    /// One that is under way; it counts as long as it lives.
    final class Pass: Sendable {
        private let gate: Gate

        fileprivate init(_ gate: Gate) {
            self.gate = gate
        }

        deinit {
            gate.open.withLock { $0 -= 1 }
        }
    }

    let limit: Int
    private let open = Locked(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether one more would be let in at this moment.
    var hasRoom: Bool { open.withLock { $0 < limit } }

    /// A pass for one more, nil when the limit is reached.
    func enter() -> Pass? {
        let hasRoom = open.withLock { count in
            if count >= limit { return false }
            count += 1
            return true
        }
        return hasRoom ? Pass(self) : nil
    }
}

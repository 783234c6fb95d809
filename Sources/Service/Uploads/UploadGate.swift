// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// Counts the uploads that are open, so that there are never more than a limit.
final class UploadGate: Sendable {
    /// One open upload; it counts as long as it lives.
    final class Pass: Sendable {
        private let gate: UploadGate

        fileprivate init(_ gate: UploadGate) {
            self.gate = gate
        }

        deinit {
            gate.open.withLock { $0 -= 1 }
        }
    }

    private let limit: Int
    private let open = Locked(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// A pass for one more upload, nil when the limit is reached.
    func enter() -> Pass? {
        let hasRoom = open.withLock { count in
            if count >= limit { return false }
            count += 1
            return true
        }
        return hasRoom ? Pass(self) : nil
    }
}

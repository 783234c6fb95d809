// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Counts the uploads that are open, so that there are never more than a limit.
final class UploadGate: Sendable {
    /// One open upload; it counts as long as it lives.
    final class Pass: Sendable {
        private let gate: UploadGate

        fileprivate init(_ gate: UploadGate) {
            self.gate = gate
        }

        deinit {
            gate.open.subtract(1, ordering: .relaxed)
        }
    }

    private let limit: Int
    private let open = Atomic(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// A pass for one more upload, nil when the limit is reached.
    func enter() -> Pass? {
        let count = open.add(1, ordering: .relaxed).newValue
        let pass = Pass(self)
        return count <= limit ? pass : nil
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// What all workers find wrong: counted in full, kept as far as memory shall go.
final class Findings: Sendable {
    private struct State {
        var kept: [(position: Int, finding: Finding)] = []
        var count = 0

        /// Puts what is kept in order, and drops what is too much.
        mutating func trim() {
            kept.sort {
                ($0.position, $0.finding.kind.rawValue, $0.finding.detail, $0.finding.file)
                    < ($1.position, $1.finding.kind.rawValue, $1.finding.detail, $1.finding.file)
            }
            kept.removeLast(max(0, kept.count - Verification.keptFindings))
        }
    }

    private let state = Locked(State())

    /// Adds a finding.
    ///
    /// - Parameter position: where it stands among the others, whoever finds it when: 0 for the
    ///   tables, a row's line, or beyond the last line for entries without a row and for rows that
    ///   are missing.
    func add(_ finding: Finding, at position: Int) {
        state.withLock { state in
            state.count += 1
            state.kept.append((position, finding))
            if state.kept.count >= 2 * Verification.keptFindings { state.trim() }
        }
    }

    /// The first findings in order, and how many there are.
    func result() -> (kept: [Finding], count: Int) {
        state.withLock { state in
            state.trim()
            return (state.kept.map(\.finding), state.count)
        }
    }
}

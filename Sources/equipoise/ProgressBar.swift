// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// How far a run is, on one line of a terminal; silent where nobody reads it.
final class ProgressBar: Sendable {
    private static let width = 40
    private static let interval: UInt64 = 100_000_000

    private let isShown = StandardStream.error.isTerminal
    private let lastDrawn = Locked<UInt64>(0)

    func show(_ done: Int, of total: Int) {
        guard isShown, total > 0 else { return }
        lastDrawn.withLock { last in
            let now = Clock.monotonicNanoseconds()
            guard now - last >= Self.interval || done == total else { return }
            last = now
            let filled = Self.width * done / total
            let bar =
                String(repeating: "█", count: filled)
                + String(repeating: "░", count: Self.width - filled)
            StandardStream.error.write("\r\(bar) \(100 * done / total) %  \(done)/\(total)")
        }
    }

    /// Leaves the line empty.
    func clear() {
        if isShown { StandardStream.error.write("\r\u{1B}[K") }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// When it is time for a checkpoint, as a value that knows no clock.
///
/// Each costs a wait for the disk, and each spares a job that is cut short what came before it. So
/// there is one after so many bytes, but none much more often than the disk can bear; and after
/// some time where there is anything new, for images that cost more time than bytes.
struct CheckpointPace: Sendable {
    /// However fast the bytes come: the disk gets some time to take them.
    private static let leastNanoseconds: UInt64 = 500_000_000

    private let limits: CheckpointLimits
    private var lastTime: UInt64
    private var lastBytes: UInt64

    /// - Parameters:
    ///   - now: monotonic nanoseconds, as in all calls.
    ///   - bytes: of the archive so far, likewise.
    init(_ limits: CheckpointLimits, now: UInt64, bytes: UInt64 = 0) {
        self.limits = limits
        (lastTime, lastBytes) = (now, bytes)
    }

    /// Whether the next one is due, given that there is something new.
    func isDue(now: UInt64, bytes: UInt64) -> Bool {
        let passed = now - lastTime
        if passed >= UInt64(limits.seconds) * 1_000_000_000 { return true }
        return passed >= Self.leastNanoseconds && bytes - lastBytes >= UInt64(limits.bytes)
    }

    /// Takes note of one that was made.
    mutating func made(now: UInt64, bytes: UInt64) {
        (lastTime, lastBytes) = (now, bytes)
    }
}

/// How often a pass notes on the disk how far it is.
package struct CheckpointLimits: Sendable {
    /// Bytes of the archive after which there is one, unless the last is but a moment ago.
    package var bytes = 8 << 20
    /// The time after which there is one wherever anything is new; 0 notes every single step.
    package var seconds = 2

    package init() {}
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The time of day as far as it is to be believed, as a value: what lasts is measured against it.
///
/// A wall clock that jumps forward by a year, at boot or by NTP, must not end all lifetimes at
/// once. So its advance is compared with that of a clock which nobody sets, and a step forward is
/// believed only after it has stood for an hour. A step back is believed at once, as it removes
/// nothing: lifetimes grow by the step, and no more.
struct SteadyTime: Hashable, Sendable {
    /// How far apart the clocks may drift between two readings, in milliseconds.
    static let tolerance: Int64 = 60_000
    /// How long a step forward has to stand, in milliseconds.
    static let patience: Int64 = 3_600_000

    /// A step forward that is not believed yet.
    private struct Step: Hashable {
        let offset: Int64
        /// When it was first seen, on the clock that nobody sets.
        let seenAt: Int64
    }

    /// What the time of day is ahead of the clock that nobody sets, as believed.
    private var offset: Int64
    private var step: Step?

    /// Begins, with a doubt about what the wall clock is ahead of all that was ever stored.
    ///
    /// - Parameters:
    ///   - wall: milliseconds since 1970.
    ///   - boot: milliseconds since the machine started.
    ///   - newest: the latest time that is stored; nil where nothing is.
    init(wall: Int64, boot: Int64, newest: Int64?) {
        offset = min(wall, newest ?? wall) - boot
        _ = read(wall: wall, boot: boot)
    }

    /// Takes a reading of both clocks; gives the time that is believed.
    mutating func read(wall: Int64, boot: Int64) -> Int64 {
        let seen = wall - boot
        if seen <= offset + Self.tolerance {
            offset = seen
            step = nil
        } else if let step, abs(seen - step.offset) <= Self.tolerance {
            if boot - step.seenAt >= Self.patience {
                offset = seen
                self.step = nil
            }
        } else {
            step = Step(offset: seen, seenAt: boot)
        }
        return boot + offset
    }

    /// How far the wall clock is ahead of what is believed, in milliseconds; 0 where it is not.
    var doubt: Int64 { step.map { $0.offset - offset } ?? 0 }
}

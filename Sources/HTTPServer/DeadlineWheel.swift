// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Who is to be looked at when: a wheel of slots, each for a quarter of a second.
///
/// A deadline that moves into the future costs nothing: its owner is looked at when the old one
/// has come, and is entered again. So ten thousand idle connections cost one look each a minute,
/// and no look at all of them at once.
struct DeadlineWheel {
    /// One entry: whose deadline, and when it was to be.
    struct Entry: Hashable {
        let number: UInt64
        let time: UInt64
    }

    private static let slotCount = 512
    private static let step = second / 4

    private var slots = [[Entry]](repeating: [], count: slotCount)
    /// The first step that has not been taken out.
    private var next: UInt64

    /// - Parameter now: a reading of the monotonic clock, in nanoseconds; none later is smaller.
    init(now: UInt64) {
        next = now / Self.step
    }

    /// Enters a number for a time; those further away than two minutes come up after these.
    mutating func add(_ number: UInt64, at time: UInt64) {
        // The step in which a time lies ends after it, so that nobody is looked at too early.
        let due = max(time / Self.step + 1, next)
        let step = min(due, next + UInt64(Self.slotCount - 1))
        slots[Int(step % UInt64(Self.slotCount))].append(Entry(number: number, time: time))
    }

    /// Takes out what is due at `now`, the steps that were missed included.
    mutating func take(now: UInt64) -> [Entry] {
        let current = now / Self.step
        if current < next { return [] }
        var due: [Entry] = []
        let steps = min(current - next + 1, UInt64(Self.slotCount))
        for step in next..<next + steps {
            due += slots[Int(step % UInt64(Self.slotCount))]
            slots[Int(step % UInt64(Self.slotCount))] = []
        }
        next = current + 1
        return due
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore

/// The newest numbers of the queue that were read, as a value.
///
/// Several may read at a time, and one that began before another may end after it. Whoever changes
/// the queue reads it then, so the reading that began last has seen every change.
struct QueueReading: Sendable {
    /// Says when a reading began.
    struct Ticket: Sendable {
        fileprivate let number: UInt64
    }

    /// Jobs that wait.
    private(set) var depth = 0
    private(set) var usage: [String: TenantUsage] = [:]
    private var begun: UInt64 = 0
    private var shown: UInt64 = 0

    /// Begins a reading, before the store is asked.
    mutating func begin() -> Ticket {
        begun += 1
        return Ticket(number: begun)
    }

    /// Takes what was read, unless a reading that began later has ended already.
    mutating func end(_ ticket: Ticket, depth: Int, usage: [String: TenantUsage]) {
        if ticket.number < shown { return }
        shown = ticket.number
        self.depth = depth
        self.usage = usage
    }
}

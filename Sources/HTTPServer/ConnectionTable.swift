// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// The open connections by number; finding one is one look into an array.
///
/// A number is a slot, below, and a count of connections, above: a slot is used again, a number
/// only after four thousand million connections. Numbers below 2³² are never given.
struct ConnectionTable {
    /// The least number.
    static let firstNumber = UInt64(1) << 32

    private var slots: [Connection?] = []
    private var free: [Int] = []
    private var made: UInt64 = 0
    /// How many are open.
    private(set) var count = 0

    /// Opens a connection under a new number.
    mutating func add(
        _ socket: consuming FileDescriptor,
        _ make: (_ number: UInt64, _ socket: consuming FileDescriptor) -> Connection
    ) -> Connection {
        made = made == UInt64(UInt32.max) ? 1 : made + 1
        let slot = free.popLast() ?? slots.count
        let connection = make(made << 32 | UInt64(slot), socket)
        if slot == slots.count { slots.append(connection) } else { slots[slot] = connection }
        count += 1
        return connection
    }

    /// The connection of that number; nil where it has gone.
    subscript(number: UInt64) -> Connection? {
        let slot = Int(number & UInt64(UInt32.max))
        guard slot < slots.count, let connection = slots[slot], connection.number == number else {
            return nil
        }
        return connection
    }

    /// Forgets a connection, whose descriptor closes with it, and says whether it was known.
    mutating func remove(_ number: UInt64) -> Bool {
        if self[number] == nil { return false }
        let slot = Int(number & UInt64(UInt32.max))
        slots[slot] = nil
        free.append(slot)
        count -= 1
        return true
    }

    /// All that are open now.
    var all: [Connection] { slots.compactMap { $0 } }
}

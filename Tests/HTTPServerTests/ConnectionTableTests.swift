// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import POSIX
import TestSupport
import Testing

@testable import HTTPServer

/// Numbers of connections that have gone find nobody, though their slots are used again.
struct ConnectionTableTests {
    private func add(_ table: inout ConnectionTable) throws -> UInt64 {
        let surroundings = try Surroundings.testing()
        let socket = FileDescriptor(owning: dup(try SocketPair.make().0.descriptor.number))
        return table.add(socket) { number, socket in
            Connection(
                socket,
                from: .local,
                number: number,
                standing: .regular,
                surroundings: surroundings,
                now: 0
            )
        }.number
    }

    @Test func usesASlotAgainUnderAnotherNumber() throws {
        var table = ConnectionTable()
        let first = try add(&table)
        let second = try add(&table)
        let isKnown = table.remove(first)
        #expect(isKnown)
        let third = try add(&table)
        #expect(third & 0xFFFF_FFFF == first & 0xFFFF_FFFF, "the slot of the first")
        #expect(table[first] == nil)
        #expect(table[third]?.number == third)
        #expect(table[second]?.number == second)
        #expect(table.count == 2)
    }

    @Test func forgetsByAnOldNumberNobody() throws {
        var table = ConnectionTable()
        let old = try add(&table)
        let isKnown = [table.remove(old), table.remove(old)]
        #expect(isKnown == [true, false])
        let new = try add(&table)
        let isNewRemoved = table.remove(old)
        #expect(!isNewRemoved && table[new]?.number == new)
        #expect(table.all.count == 1)
    }

    @Test(arguments: [0, 1, ConnectionTable.firstNumber, .max])
    func knowsNoNumberThatItNeverGave(number: UInt64) {
        #expect(ConnectionTable()[number] == nil)
    }
}

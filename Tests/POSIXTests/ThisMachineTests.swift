// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

@Suite struct ThisMachineTests {
    @Test func knowsItsStartAndCountsWhatItHasKilled() throws {
        let start = try #require(ThisMachine.startID)
        #expect(start != 0 && start == ThisMachine.startID)
        #expect(try #require(ThisMachine.memoryKills) < 1 << 40)
    }
}

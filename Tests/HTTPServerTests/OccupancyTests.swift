// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

@testable import HTTPServer

struct OccupancyTests {
    private let one = PeerAddress.ip4(1)
    private let other = PeerAddress.ip4(2)

    @Test func servesAsManyAsItsLimit() {
        var occupancy = Occupancy(limit: 2, clientLimit: 10)
        #expect(occupancy.enter(one) == .regular)
        #expect(occupancy.enter(one) == .regular)
        #expect(occupancy.enter(other) == .control)
        occupancy.leave(other, .control)
        #expect(occupancy.enter(other) == .control)
        occupancy.leave(one, .regular)
        #expect(occupancy.enter(other) == .regular)
    }

    @Test func givesNoClientMoreThanItsShare() {
        var occupancy = Occupancy(limit: 10, clientLimit: 2)
        #expect(occupancy.enter(one) == .regular)
        #expect(occupancy.enter(one) == .regular)
        #expect(occupancy.enter(one) == .refused)
        #expect(occupancy.enter(other) == .regular)
        occupancy.leave(one, .refused)
        #expect(occupancy.enter(one) == .refused)
        occupancy.leave(one, .regular)
        #expect(occupancy.enter(one) == .regular)
    }

    @Test func countsProcessesOfThisMachineTogetherOnly() {
        var occupancy = Occupancy(limit: 3, clientLimit: 1)
        for _ in 0..<3 { #expect(occupancy.enter(.local) == .regular) }
        #expect(occupancy.enter(.local) == .control)
        for _ in 0..<3 { occupancy.leave(.local, .regular) }
        #expect(occupancy.enter(.local) == .regular)
    }

    /// Whoever has an IPv6 address has 2⁶⁴ of them.
    @Test func takesANetworkOfIPv6ForOneClient() {
        var occupancy = Occupancy(limit: 10, clientLimit: 1)
        #expect(occupancy.enter(.ip6(0x2001_0DB8 << 96 | 1)) == .regular)
        #expect(occupancy.enter(.ip6(0x2001_0DB8 << 96 | 2)) == .refused)
        #expect(occupancy.enter(.ip6(0x2001_0DB8 << 96 | 1 << 64 | 2)) == .regular)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

@testable import HTTPServer

/// More connections than there is room for.
struct CrowdTests {
    /// Another thread may take the number while it is given up for a refusal.
    @Test func holdsAReserveAgainAfterItWasLost() throws {
        let listener = try Listener(host: "127.0.0.1", port: 0)
        let loop = try ServerLoop([listener], surroundings: Surroundings.testing())
        loop.reserve = nil
        loop.pauseAccepting(SystemError(number: 24, call: "accept4"), now: 0)
        loop.acceptAgain(now: second / 8)
        #expect(loop.reserve == nil, "the pause goes on")
        loop.acceptAgain(now: second)
        #expect(loop.reserve != nil)
    }
}

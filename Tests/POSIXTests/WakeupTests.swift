// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

struct WakeupTests {
    @Test func isReadableFromASignalToTheNextDrain() throws {
        let wakeup = try Wakeup()
        var poller = try Poller()
        try poller.add(wakeup.descriptor, for: .reading, token: 1)
        #expect(try poller.wait(milliseconds: 0).isEmpty)
        for _ in 0..<3 { wakeup.signal() }
        #expect(try poller.wait(milliseconds: 0).count == 1)
        wakeup.drain()
        wakeup.drain()
        #expect(try poller.wait(milliseconds: 0).isEmpty)
        wakeup.signal()
        #expect(try poller.wait(milliseconds: 0).count == 1)
    }

    @Test func endsAWaitOfAnotherThread() throws {
        let wakeup = try Wakeup()
        var poller = try Poller()
        try poller.add(wakeup.descriptor, for: .reading, token: 1)
        let thread = try Thread(named: "waker") { wakeup.signal() }
        #expect(try poller.wait(milliseconds: 30_000).count == 1)
        thread.join()
    }
}

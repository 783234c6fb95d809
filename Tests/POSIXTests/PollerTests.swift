// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import Testing

@Suite struct PollerTests {
    @Test func tellsWhoIsReadyByToken() throws {
        var poller = try Poller()
        let first = try Wakeup()
        let second = try Wakeup()
        try poller.add(first.descriptor, for: .reading, token: 7)
        try poller.add(second.descriptor, for: .reading, token: 9)
        #expect(try poller.wait(milliseconds: 0).isEmpty)
        second.signal()
        second.signal()
        let ready = try poller.wait(milliseconds: 1000)
        #expect(ready.map(\.token) == [9])
        #expect(ready.first?.isReadable == true && ready.first?.isWritable == false)
        second.drain()
        #expect(try poller.wait(milliseconds: 0).isEmpty, "signals are taken all at once")
    }

    @Test func watchesForWhatItIsToldTo() throws {
        var poller = try Poller()
        let wakeup = try Wakeup()
        try poller.add(wakeup.descriptor, for: .writing, token: 1)
        #expect(try poller.wait(milliseconds: 0).first?.isWritable == true)
        try poller.modify(wakeup.descriptor, for: [], token: 1)
        #expect(try poller.wait(milliseconds: 0).isEmpty)
        try poller.modify(wakeup.descriptor, for: [.reading, .writing], token: 2)
        #expect(try poller.wait(milliseconds: 0).first?.token == 2)
        try poller.remove(wakeup.descriptor)
        #expect(try poller.wait(milliseconds: 0).isEmpty)
    }

    @Test func isWokenFromAnotherThread() throws {
        var poller = try Poller()
        let wakeup = try Wakeup()
        try poller.add(wakeup.descriptor, for: .reading, token: 1)
        let thread = try Thread(named: "waker") { wakeup.signal() }
        #expect(try poller.wait(milliseconds: 10_000).count == 1)
        thread.join()
        thread.join()
    }
}

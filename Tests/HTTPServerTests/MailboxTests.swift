// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import POSIX
import Synchronization
import Testing

@testable import HTTPServer

struct MailboxTests {
    private static func response(_ exchange: UInt64) -> Mailbox.Message {
        .response(
            Mailbox.Address(connection: 1, exchange: exchange),
            Response(status: .ok)
        )
    }

    private static func exchanges(_ messages: [Mailbox.Message]) -> [UInt64] {
        messages.compactMap { message in
            if case .response(let address, _) = message { address.exchange } else { nil }
        }
    }

    @Test func givesMessagesInTheirOrderOnce() throws {
        let mailbox = try Mailbox()
        for number in 0..<5 { mailbox.post(Self.response(UInt64(number))) }
        #expect(Self.exchanges(mailbox.take()) == [0, 1, 2, 3, 4])
        #expect(mailbox.take().isEmpty)
    }

    @Test func wakesForEveryMessageThatIsNotTaken() throws {
        let mailbox = try Mailbox()
        var poller = try Poller()
        try poller.add(mailbox.wakeup.descriptor, for: .reading, token: 0)
        #expect(try poller.wait(milliseconds: 0).isEmpty)
        for _ in 0..<2 {
            mailbox.post(.stop)
            mailbox.post(.stop)
            #expect(try poller.wait(milliseconds: 0).count == 1)
            #expect(mailbox.take().count == 2)
            #expect(try poller.wait(milliseconds: 0).isEmpty)
        }
    }

    /// A loop that waits without a limit must get every message of many threads.
    @Test func losesNoWakeup() throws {
        let mailbox = try Mailbox()
        var poller = try Poller()
        try poller.add(mailbox.wakeup.descriptor, for: .reading, token: 0)
        let threads = try (0..<4).map { thread in
            try Thread(named: "poster") {
                for number in 0..<5000 {
                    mailbox.post(Self.response(UInt64(thread * 5000 + number)))
                }
            }
        }
        var taken: [UInt64] = []
        while taken.count < 20_000 {
            // Half a minute without a wakeup is a lost one.
            try #require(!poller.wait(milliseconds: 30_000).isEmpty)
            taken += Self.exchanges(mailbox.take())
        }
        for thread in threads { thread.join() }
        #expect(taken.sorted() == Array(0..<20_000))
        for thread in 0..<4 {
            let own = taken.filter { $0 / 5000 == thread }
            #expect(own == own.sorted())
        }
    }
}

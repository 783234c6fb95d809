// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

struct PollerTests {
    @Test func reportsWhatIsReadyByItsToken() throws {
        var poller = try Poller()
        let (near, far) = try SocketPair.make()
        try poller.add(near.descriptor, for: .reading, token: 7)
        try poller.add(far.descriptor, for: [.reading, .writing], token: 8)
        let before = try poller.wait(milliseconds: 0)
        #expect(before.map(\.token) == [8])
        #expect(before.allSatisfy { $0.isWritable && !$0.isReadable && !$0.isHangup })
        try far.append("x")
        let after = try poller.wait(milliseconds: 30_000)
        #expect(Set(after.map(\.token)) == [7, 8])
        #expect(after.first { $0.token == 7 }?.isReadable == true)
        #expect(after.first { $0.token == 7 }?.isWritable == false)
    }

    @Test func goesOnReportingWhatIsNotTaken() throws {
        var poller = try Poller()
        let (near, far) = try SocketPair.make()
        try poller.add(near.descriptor, for: .reading, token: 1)
        try far.append("x")
        for _ in 0..<3 { #expect(try poller.wait(milliseconds: 30_000).count == 1) }
        #expect(try near.received(count: 1) == "x")
        #expect(try poller.wait(milliseconds: 0).isEmpty)
    }

    @Test func watchesForNothingButAHangupWithoutInterest() throws {
        var poller = try Poller()
        let near: File
        do {
            let (one, other) = try SocketPair.make()
            near = one
            try poller.add(near.descriptor, for: .reading, token: 1)
            try poller.modify(near.descriptor, for: [], token: 1)
            try other.append("x")
            #expect(try poller.wait(milliseconds: 0).isEmpty)
            other.descriptor.shutdownSending()
            #expect(try poller.wait(milliseconds: 0).isEmpty)
        }
        let events = try poller.wait(milliseconds: 30_000)
        #expect(events.map(\.isHangup) == [true])
        #expect(events.map(\.isReadable) == [false])
    }

    @Test func forgetsWhatIsRemovedOrClosed() throws {
        var poller = try Poller()
        let (near, far) = try SocketPair.make()
        try poller.add(near.descriptor, for: .writing, token: 1)
        try poller.remove(near.descriptor)
        #expect(try poller.wait(milliseconds: 0).isEmpty)
        #expect(throws: SystemError.self) { try poller.remove(near.descriptor) }
        do {
            let (closing, other) = try SocketPair.make()
            try poller.add(closing.descriptor, for: .writing, token: 2)
            try poller.add(other.descriptor, for: .writing, token: 3)
            #expect(try poller.wait(milliseconds: 0).count == 2)
        }
        #expect(try poller.wait(milliseconds: 0).isEmpty)
        far.descriptor.shutdownSending()
    }

    @Test func reportsMoreThanOneWaitHolds() throws {
        var poller = try Poller()
        let pairs = try (0..<150).map { _ in try SocketPair.make() }
        for (index, pair) in pairs.enumerated() {
            try poller.add(pair.0.descriptor, for: .writing, token: UInt64(2 * index))
            try poller.add(pair.1.descriptor, for: .writing, token: UInt64(2 * index + 1))
        }
        var seen: Set<UInt64> = []
        // The kernel goes round: what one wait had no room for comes with a later one.
        for _ in 0..<3 { seen.formUnion(try poller.wait(milliseconds: 0).map(\.token)) }
        #expect(seen == Set(0..<300))
    }
}

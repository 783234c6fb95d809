// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// Events over real sockets and of a real store, each change made by the test.
@Suite struct JobEventsTests {
    @Test func tellsEachChangeToTheEnd() throws {
        try EventServer.run { server throws in
            let client = try server.follow()
            #expect(client.status == 200)
            #expect(client.field("Content-Type") == "text/event-stream")
            #expect(client.field("Cache-Control") == "no-store")
            #expect(client.field("X-Accel-Buffering") == "no")
            #expect(try client.next()?.retry == 2000)
            let first = try #require(try client.event())
            #expect(first.name == "state" && first.data["state"]?.asString == "queued")
            #expect(first.data["id"]?.asString == server.name)
            let fence = try server.claim()
            let claimed = try #require(try client.event())
            #expect(claimed.name == "state" && claimed.data["phase"]?.asString == "inspecting")
            try server.report(1, fence: fence, phase: .inspecting)
            let moved = try #require(try client.event())
            #expect(moved.name == "progress" && moved.data["progress"]?["done"]?.asInteger == 1)
            #expect(try server.store.fail(server.name, fence: fence, error: "{}", now: 9))
            let last = try #require(try client.event())
            #expect(last.name == "end" && last.data["done"]?.asBool == true)
            #expect([first.id, claimed.id, moved.id, last.id] == [1, 2, 3, 4])
            #expect(try client.next() == nil)
            server.waitForStreams(0)
        }
    }

    @Test func goesOnWhereAClientLeftOff() throws {
        try EventServer.run { server throws in
            let fence = try server.claim()
            try server.report(1, fence: fence)
            // Revision 3 is known: nothing until it has come further.
            let known = try server.follow(["Last-Event-ID: 3"])
            #expect(try known.next()?.retry == 2000)
            let missed = try server.follow(["Last-Event-ID: 2"])
            let foreign = try server.follow(["Last-Event-ID: +3"])
            for client in [missed, foreign] {
                let event = try #require(try client.event())
                #expect(event.name == "state" && event.id == 3)
            }
            try server.report(2, fence: fence)
            let next = try #require(try known.event())
            #expect(next.name == "progress" && next.id == 4)
        }
    }

    @Test func tellsWhoKnowsTheEndToAskNoMore() throws {
        try EventServer.run { server throws in
            _ = try server.store.cancel(server.name, now: 5)
            let late = try server.follow()
            let events = try late.events()
            #expect(events.map(\.name) == ["end"])
            let id = try #require(events.first?.id)
            let again = try server.follow(["Last-Event-ID: \(id)"])
            #expect(again.status == 204)
            #expect(try again.next() == nil)
            #expect(try server.follow(["Last-Event-ID: \(id - 1)"]).status == 200)
        }
    }

    /// Whether the end is told before the row has gone is a matter of who is first.
    @Test func endsWithItsJob() throws {
        try EventServer.run { server throws in
            let client = try server.follow()
            #expect(try client.event()?.name == "state")
            _ = try server.store.cancel(server.name, now: 5)
            _ = try server.store.delete(server.name)
            let rest = try client.events()
            #expect(rest.allSatisfy { $0.name == "end" })
            #expect(try server.follow().status == 404)
            server.waitForStreams(0)
        }
    }

    // MARK: Who may follow

    private static func grant(_ scope: Scope) -> Grant {
        Grant(
            name: "a",
            tenant: "other",
            scope: scope,
            createdAt: 1,
            token: Token(presented: "x")
        )
    }

    @Test func endsAStreamWithItsToken() throws {
        let admin = Self.grant(.admin)
        try EventServer.run(for: Principal(admin)) { server throws in
            var table = TokenTable()
            try table.add(admin)
            let events = server.service.events
            events.admit(only: table)
            let client = try server.follow()
            #expect(try client.event()?.name == "state")
            events.admit(only: table)
            #expect(events.streamCount == 1, "whose token is there stays")
            events.admit(only: TokenTable())
            #expect(try client.next()?.retry == 3000)
            #expect(try client.next() == nil)
            server.waitForStreams(0)
            #expect(try server.follow().status == 401, "as if asked before, and seated after")
        }
    }

    @Test func endsTheStreamsOfAllOnceTokensAreNeeded() throws {
        try EventServer.run { server throws in
            let client = try server.follow()
            #expect(try client.event()?.name == "state")
            server.service.events.admit(only: TokenTable())
            #expect(try client.next()?.retry == 3000)
            #expect(try client.next() == nil)
        }
    }

    @Test func refusesATenantOneStreamTooMany() throws {
        var limits = ServiceLimits()
        limits.quotas.eventStreams = 1
        try EventServer.run(limits, for: Principal(Self.grant(.admin))) { server throws in
            let client = try server.follow()
            #expect(try client.event()?.name == "state")
            let refused = try server.follow()
            #expect(refused.status == 429)
            #expect(refused.field("Retry-After") == "10")
        }
    }

    // MARK: Seats

    @Test(arguments: [true, false])
    func refusesOneStreamTooMany(ofOneJob: Bool) throws {
        var limits = ServiceLimits()
        limits.eventStreams = ofOneJob ? 9 : 2
        limits.eventStreamsPerJob = ofOneJob ? 2 : 9
        limits.server.heartbeat = second / 4
        try EventServer.run(limits) { server throws in
            do {
                let clients = [try server.follow(), try server.follow()]
                for client in clients { #expect(try client.event()?.name == "state") }
                let refused = try server.follow()
                #expect(refused.status == 503)
                #expect(refused.field("Retry-After") == "10")
                #expect(refused.field("Content-Type") == "application/problem+json")
            }
            // Their clients have gone, which the next heartbeats find.
            server.waitForStreams(0)
            #expect(try server.follow().status == 200)
        }
    }

    @Test func takesNoSeatForAHead() throws {
        var limits = ServiceLimits()
        limits.eventStreams = 1
        try EventServer.run(limits) { server throws in
            for _ in 0..<2 {
                let client = try server.follow(method: "HEAD")
                #expect(client.status == 200)
                #expect(client.field("Content-Type") == "text/event-stream")
                #expect(try client.next() == nil)
                server.waitForStreams(0)
            }
        }
    }

    @Test func showsAJobToItsTenantAlone() throws {
        var limits = ServiceLimits()
        limits.eventStreamsPerJob = 1
        try EventServer.run(limits, for: Principal(Self.grant(.submit))) { server throws in
            #expect(try server.follow().status == 404)
            #expect(server.service.events.streamCount == 0)
        }
    }

    // MARK: Time

    @Test func saysThatItLivesWhileNothingHappens() throws {
        var limits = ServiceLimits()
        limits.server.heartbeat = second / 4
        try EventServer.run(limits) { server throws in
            let client = try server.follow()
            #expect(try client.event()?.name == "state")
            #expect(try client.next()?.isComment == true)
            #expect(try client.next()?.isComment == true)
        }
    }

    /// Forty documents of a quarter of a mebibyte are more than sockets hold.
    @Test func tellsASlowReaderTheNewestOnly() throws {
        try EventServer.run { server throws in
            let fence = try server.claim()
            let summary = #"{"warnings":"\#(String(repeating: "x", count: 256 << 10))"}"#
            let isPlanned = try server.store.planned(
                server.name,
                fence: fence,
                images: 9,
                ignored: 0,
                summary: summary,
                total: 99
            )
            #expect(isPlanned)
            let slow = try server.follow(receiveBuffer: 64 << 10)
            let quick = try server.follow()
            #expect(try quick.event()?.name == "state")
            for done in 1...40 as ClosedRange<Int64> {
                try server.report(done, fence: fence)
                // The quick one has been told: so the slow one could have been.
                #expect(try quick.event()?.data["progress"]?["done"]?.asInteger == done)
            }
            #expect(try server.store.fail(server.name, fence: fence, error: "{}", now: 9))
            let events = try slow.events()
            #expect(events.count < 30, "\(events.count) were told")
            #expect(events.last?.name == "end")
            #expect(events.compactMap(\.id) == events.compactMap(\.id).sorted())
        }
    }

    @Test func sendsClientsAwayWhenTheServiceStops() throws {
        try EventServer.run { server throws in
            let client = try server.follow()
            #expect(try client.event()?.name == "state")
            server.service.events.stop(jitter: { 0.5 })
            #expect(try client.next()?.retry == 5500)
            #expect(try client.next() == nil)
            server.waitForStreams(0)
            let late = try server.follow()
            #expect(late.status == 503 && late.field("Retry-After") == "10")
        }
    }
}

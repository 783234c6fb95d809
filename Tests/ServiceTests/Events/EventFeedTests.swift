// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JobStore
import Testing

@testable import Service

/// What a follower is told, and when; without a socket and without a store.
@Suite struct EventFeedTests {
    private static let retry = "retry: 2000\n\n"

    private static func news(
        _ revision: Int64,
        _ state: JobState = .running,
        _ phase: JobPhase? = .rendering
    ) -> JobNews {
        JobNews(
            revision: revision,
            stage: JobNews.Stage(state: state, phase: state.isFinal ? nil : phase),
            document: Array("{}".utf8)
        )
    }

    private static func event(_ name: String, _ id: Int64) -> String {
        "event: \(name)\nid: \(id)\ndata: {}\n\n"
    }

    /// A feed whose every message is taken, and what came of it.
    private struct Follower {
        var feed: EventFeed
        var sent: [String] = []
        var hasFinished = false

        init(_ news: JobNews, after id: Int64? = nil) {
            feed = EventFeed(news, after: id)
        }

        mutating func on(_ event: EventFeed.Event) {
            var action = feed.on(event)
            while case .send(let bytes) = action {
                sent.append(String(decoding: bytes, as: UTF8.self))
                action = feed.on(.taken)
            }
            if action == .finish { hasFinished = true }
        }
    }

    /// Of a thousand followers each would else hold the sender up for its own copy.
    @Test func sendsTheSameBytesToAll() {
        let next = Self.news(6)
        let addresses = (0..<2).map { _ in
            var feed = EventFeed(Self.news(5), after: nil)
            _ = feed.on(.opened)
            _ = feed.on(.taken)
            guard case .send(let bytes) = feed.on(.news(next)) else { return 0 }
            return unsafe bytes.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
        }
        #expect(addresses[0] != 0 && addresses[0] == addresses[1])
    }

    // MARK: Where it goes on

    struct Resumption: Sendable, CustomTestStringConvertible {
        let lastEventID: Int64?
        let present: JobNews
        let first: String
        var testDescription: String { "\(lastEventID ?? -1), now \(present.revision)" }
    }

    @Test(arguments: [
        Resumption(lastEventID: nil, present: news(5), first: event("state", 5)),
        Resumption(lastEventID: nil, present: news(5, .queued, nil), first: event("state", 5)),
        Resumption(lastEventID: nil, present: news(5, .failed), first: event("end", 5)),
        // What is known is not told again.
        Resumption(lastEventID: 5, present: news(5), first: ""),
        // What was missed may have been another state.
        Resumption(lastEventID: 4, present: news(5), first: event("state", 5)),
        Resumption(lastEventID: 4, present: news(5, .succeeded), first: event("end", 5)),
        Resumption(lastEventID: 0, present: news(5), first: event("state", 5)),
        // An id that nobody was given is none.
        Resumption(lastEventID: 9, present: news(5), first: event("state", 5)),
    ])
    func goesOnFrom(resumption: Resumption) {
        var follower = Follower(resumption.present, after: resumption.lastEventID)
        follower.on(.opened)
        #expect(follower.sent == [Self.retry + resumption.first])
        #expect(follower.hasFinished == resumption.present.stage.state.isFinal)
    }

    @Test func tellsWhoKnewThePresentWhatComesNext() {
        var follower = Follower(Self.news(5), after: 5)
        follower.on(.opened)
        follower.on(.news(Self.news(6)))
        #expect(follower.sent == [Self.retry, Self.event("progress", 6)])
    }

    // MARK: What it is called

    @Test(arguments: [
        (JobState.running, JobPhase?.some(.rendering), "progress"),
        (.running, .packing, "state"), (.cancelling, .rendering, "state"), (.queued, nil, "state"),
        (.succeeded, nil, "end"), (.failed, nil, "end"), (.cancelled, nil, "end"),
        (.expired, nil, "end"),
    ])
    func callsWhatFollowsRendering(state: JobState, phase: JobPhase?, name: String) {
        var follower = Follower(Self.news(5))
        follower.on(.opened)
        follower.on(.news(Self.news(6, state, phase)))
        #expect(follower.sent.last == Self.event(name, 6))
        #expect(follower.hasFinished == (name == "end"))
    }

    // MARK: Slow readers

    @Test func keepsTheNewestForWhoTakesNothing() {
        var feed = EventFeed(Self.news(1), after: nil)
        for event in [EventFeed.Event.opened] + (2...9).map({ .news(Self.news($0)) }) {
            _ = feed.on(event)
        }
        let first = Self.retry + Self.event("state", 9)
        #expect(feed.on(.room) == .send(Array(first.utf8)))
        #expect(feed.on(.taken) == .wait)
        #expect(feed.on(.room) == .wait)
        // A stage that came and went unseen is no progress within the one that is known.
        _ = feed.on(.news(Self.news(10, .running, .packing)))
        #expect(feed.on(.news(Self.news(11))) == .send(Array(Self.event("progress", 11).utf8)))
        #expect(
            feed.on(.news(Self.news(12, .succeeded))) == .send(Array(Self.event("end", 12).utf8))
        )
        #expect(feed.on(.taken) == .finish)
    }

    @Test func tellsNothingTwiceAndNothingLate() {
        var follower = Follower(Self.news(5))
        follower.on(.opened)
        for revision in [5, 4, 6, 6, 5] as [Int64] { follower.on(.news(Self.news(revision))) }
        #expect(follower.sent == [Self.retry + Self.event("state", 5), Self.event("progress", 6)])
    }

    @Test func tellsBeforeItIsOpenedNothing() {
        var follower = Follower(Self.news(5))
        follower.on(.news(Self.news(6)))
        follower.on(.room)
        #expect(follower.sent == [])
        follower.on(.opened)
        #expect(follower.sent == [Self.retry + Self.event("state", 6)])
    }

    // MARK: Ends

    @Test(arguments: [false, true])
    func endsWithItsJob(isOpen: Bool) {
        var follower = Follower(Self.news(5))
        if isOpen { follower.on(.opened) }
        follower.on(.removed)
        if !isOpen {
            #expect(!follower.hasFinished)
            follower.on(.opened)
        }
        #expect(follower.hasFinished)
        #expect(follower.sent.count == (isOpen ? 1 : 0))
    }

    @Test(arguments: [false, true])
    func saysWhenToComeAgainWhereItIsStopped(isOpen: Bool) {
        var follower = Follower(Self.news(5))
        if isOpen { follower.on(.opened) }
        follower.on(.stopped(retryMilliseconds: 4321))
        // The job is parked then, which is no more told.
        follower.on(.news(Self.news(6, .queued, nil)))
        if !isOpen { follower.on(.opened) }
        #expect(follower.sent.last == "retry: 4321\n\n")
        #expect(follower.sent.count == (isOpen ? 2 : 1))
        #expect(follower.hasFinished)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import Testing

/// Every event in every phase it can come in.
@Suite struct ConnectionStateTests {
    typealias Event = ConnectionState.Event

    /// The events that lead from the start to a phase.
    static let ways: [(phase: ConnectionState.Phase, events: [Event])] = [
        (.idle, []),
        (.head, [.bytes]),
        (.handling, [.bytes, .head(keepsAlive: true, hasBody: false)]),
        (.receiving, [.bytes, .head(keepsAlive: true, hasBody: true), .bodyWanted]),
        (
            .responding,
            [.bytes, .head(keepsAlive: true, hasBody: false), .response(closes: false)]
        ),
        (
            .streaming,
            [
                .bytes, .head(keepsAlive: true, hasBody: false), .response(closes: false),
                .streamBegan,
            ]
        ),
        (
            .lingering,
            [.bytes, .head(keepsAlive: false, hasBody: false), .response(closes: false), .sent]
        ),
        (.closed, [.broken]),
    ]

    static func state(in phase: ConnectionState.Phase) -> ConnectionState {
        var state = ConnectionState()
        for event in ways.first(where: { $0.phase == phase })?.events ?? [] { _ = state.on(event) }
        return state
    }

    @Test(arguments: ways.map(\.phase))
    func theWaysLeadWhereTheySay(phase: ConnectionState.Phase) {
        #expect(Self.state(in: phase).phase == phase)
    }

    @Test(
        arguments: [
            (.idle, .close, .closed), (.head, .refuseLate, .head), (.handling, .none, .handling),
            (.receiving, .refuseLate, .receiving), (.responding, .close, .closed),
            (.streaming, .close, .closed), (.lingering, .close, .closed), (.closed, .none, .closed),
        ] as [(ConnectionState.Phase, ConnectionState.Action, ConnectionState.Phase)]
    )
    func deadlines(
        phase: ConnectionState.Phase,
        action: ConnectionState.Action,
        next: ConnectionState.Phase
    ) {
        var state = Self.state(in: phase)
        #expect(state.on(.deadline) == action)
        #expect(state.phase == next)
    }

    /// A client that has ended its sending still waits for the answer to what it sent.
    @Test(
        arguments: [
            (.idle, .closed), (.head, .closed), (.handling, .handling), (.receiving, .closed),
            (.responding, .responding), (.streaming, .streaming), (.lingering, .closed),
            (.closed, .closed),
        ] as [(ConnectionState.Phase, ConnectionState.Phase)]
    )
    func peerEnds(phase: ConnectionState.Phase, next: ConnectionState.Phase) {
        var state = Self.state(in: phase)
        let action = state.on(.peerEnded)
        #expect(state.phase == next)
        #expect(action == (next == .closed && phase != .closed ? .close : .none))
    }

    @Test(arguments: ways.map(\.phase))
    func aBrokenConnectionIsClosedAtOnce(phase: ConnectionState.Phase) {
        var state = Self.state(in: phase)
        #expect(state.on(.broken) == (phase == .closed ? .none : .close))
        #expect(state.phase == .closed)
    }

    @Test(arguments: ways.map(\.phase))
    func stoppingMakesTheAnswerTheLast(phase: ConnectionState.Phase) {
        var state = Self.state(in: phase)
        let action = state.on(.stop)
        let expected: [ConnectionState.Phase: ConnectionState.Action] = [
            .idle: .close, .streaming: .finishStream,
        ]
        #expect(action == expected[phase] ?? .none)
        if phase != .idle, phase != .closed { #expect(state.isLast) }
        if phase == .responding {
            #expect(state.on(.sent) == .linger)
        }
    }

    /// The word to stop comes once, and the stream would never hear of it.
    @Test func aStreamThatBeginsAfterTheStopEndsAtOnce() {
        var state = Self.state(in: .handling)
        _ = state.on(.stop)
        _ = state.on(.response(closes: false))
        #expect(state.on(.streamBegan) == .finishStream)
        #expect(state.phase == .streaming)
    }

    @Test func keepsAConnectionThatWantsToBeKept() {
        var state = Self.state(in: .responding)
        #expect(!state.isLast)
        #expect(state.on(.sent) == .readNext)
        #expect(state.phase == .idle)
    }

    /// What is left of a body cannot be told from a next request.
    @Test func closesWhenABodyWasNotRead() {
        var state = ConnectionState()
        _ = state.on(.bytes)
        _ = state.on(.head(keepsAlive: true, hasBody: true))
        _ = state.on(.response(closes: false))
        #expect(state.isLast)
        #expect(state.on(.sent) == .linger)
    }

    @Test func keepsAConnectionWhoseBodyWasReadWhole() {
        var state = Self.state(in: .receiving)
        #expect(state.on(.bodyEnded) == .none)
        #expect(state.phase == .handling)
        _ = state.on(.response(closes: false))
        #expect(state.on(.sent) == .readNext)
    }

    @Test(arguments: [ConnectionState.Phase.idle, .head, .handling, .receiving])
    func answersInEveryPhaseBeforeTheAnswer(phase: ConnectionState.Phase) {
        var state = Self.state(in: phase)
        #expect(state.on(.response(closes: true)) == .none)
        #expect(state.phase == .responding)
        #expect(state.isLast)
    }

    @Test func goesOnWhenAStreamHasItsEnd() {
        var state = Self.state(in: .streaming)
        #expect(state.on(.silence) == .heartbeat)
        #expect(state.phase == .streaming)
        #expect(state.on(.streamFinished) == .none)
        #expect(state.phase == .responding)
        #expect(state.on(.sent) == .readNext)
    }

    @Test func theLastRequestOfAConnectionIsSaidToBeIt() {
        var state = ConnectionState(requests: 2)
        for isLast in [false, true] {
            for event in [Event.bytes, .head(keepsAlive: true, hasBody: false)] {
                _ = state.on(event)
            }
            _ = state.on(.response(closes: false))
            #expect(state.isLast == isLast)
            #expect(state.on(.sent) == (isLast ? .linger : .readNext))
        }
    }

    @Test func aConnectionForControlIsForOneRequest() {
        var state = ConnectionState(isForControl: true)
        for event in [Event.bytes, .head(keepsAlive: true, hasBody: false)] { _ = state.on(event) }
        _ = state.on(.response(closes: false))
        #expect(state.on(.sent) == .linger)
    }

    // MARK: Lateness

    @Test(
        arguments: [
            (.idle, 61, true), (.idle, 59, false), (.head, 11, true), (.head, 9, false),
            (.handling, 1000, false), (.receiving, 31, true), (.receiving, 29, false),
            (.responding, 31, true), (.responding, 29, false), (.streaming, 31, true),
            (.streaming, 29, false), (.lingering, 6, true), (.lingering, 4, false),
        ] as [(ConnectionState.Phase, UInt64, Bool)]
    )
    func isLateAfterSoManyQuietSeconds(
        phase: ConnectionState.Phase,
        seconds: UInt64,
        isLate: Bool
    ) {
        let state = Self.state(in: phase)
        var limits = ServerLimits()
        // The rate would be too low before the body has been quiet for long.
        limits.bodyRate = 0
        let progress = ConnectionState.Progress()
        #expect(state.isLate(at: seconds * second, progress, limits) == isLate)
    }

    @Test func aStreamIsSilentWhenAllIsSent() {
        let state = Self.state(in: .streaming)
        var progress = ConnectionState.Progress()
        progress.isCaughtUp = true
        #expect(!state.isLate(at: 10 * second, progress, ServerLimits()))
        #expect(state.isLate(at: 10 * second + 1, progress, ServerLimits()))
    }

    @Test(arguments: [[], [Event.bytes]])
    func aConnectionForControlHasLittleTime(events: [Event]) {
        var state = ConnectionState(isForControl: true)
        for event in events { _ = state.on(event) }
        let progress = ConnectionState.Progress()
        #expect(!state.isLate(at: 2 * second, progress, ServerLimits()))
        #expect(state.isLate(at: 2 * second + 1, progress, ServerLimits()))
    }

    /// Else whoever takes the answer slowly holds a place that others need for their control.
    @Test func aConnectionForControlHasLittleTimeForItsAnswerToo() {
        var state = ConnectionState(isForControl: true)
        for event in [Event.bytes, .head(keepsAlive: true, hasBody: false)] { _ = state.on(event) }
        _ = state.on(.response(closes: false))
        var progress = ConnectionState.Progress()
        progress.phaseStart = 5 * second
        progress.lastByte = 7 * second
        #expect(!state.isLate(at: 7 * second, progress, ServerLimits()))
        #expect(state.isLate(at: 7 * second + 1, progress, ServerLimits()))
    }

    @Test func aDripOfABodyIsLateWhenItsRateIsTooLow() {
        let state = Self.state(in: .receiving)
        var progress = ConnectionState.Progress()
        progress.lastByte = 20 * second
        progress.bodyBytes = 20 * 1024 - 1
        #expect(state.isLate(at: 20 * second, progress, ServerLimits()))
        progress.bodyBytes = 20 * 1024
        #expect(!state.isLate(at: 20 * second, progress, ServerLimits()))
        progress.bodyBytes = 0
        progress.lastByte = 10 * second
        #expect(!state.isLate(at: 10 * second, progress, ServerLimits()), "the grace")
    }

    /// A grace below a second must not divide by a second that is not over.
    @Test func aBodyHasItsRateAlsoInItsFirstSecond() {
        let state = Self.state(in: .receiving)
        var limits = ServerLimits()
        limits.bodyGrace = second / 10
        var progress = ConnectionState.Progress()
        progress.bodyBytes = 511
        #expect(state.isLate(at: second / 2, progress, limits))
        progress.bodyBytes = 512
        #expect(!state.isLate(at: second / 2, progress, limits))
    }

    @Test func aClientIsNotLateWhileWeAreSlow() {
        let state = Self.state(in: .receiving)
        var progress = ConnectionState.Progress()
        progress.setBlocked(true, now: 0)
        #expect(!state.isLate(at: 1000 * second, progress, ServerLimits()))
    }

    /// The rate is that of the client: what our disk needed is not held against it.
    @Test func theTimeThatWeNeedIsNotTheClients() {
        let state = Self.state(in: .receiving)
        var progress = ConnectionState.Progress()
        progress.bodyBytes = 20 * 1024
        progress.setBlocked(true, now: 5 * second)
        progress.setBlocked(true, now: 50 * second)
        progress.setBlocked(false, now: 105 * second)
        #expect(!state.isLate(at: 120 * second, progress, ServerLimits()))
        #expect(state.isLate(at: 120 * second + 1, progress, ServerLimits()))
    }

    @Test func aBodyHasAnEndHoweverFastItComes() {
        let state = Self.state(in: .receiving)
        var limits = ServerLimits()
        limits.bodyTimeout = 100 * second
        var progress = ConnectionState.Progress()
        progress.bodyBytes = 1 << 40
        progress.lastByte = 100 * second
        #expect(!state.isLate(at: 100 * second, progress, limits))
        #expect(state.isLate(at: 100 * second + 1, progress, limits))
        progress.setBlocked(true, now: 100 * second)
        #expect(state.isLate(at: 100 * second + 1, progress, limits))
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// Retry-After comes of how much there is to do and how fast it goes.
@Suite struct PaceTests {
    struct Case: Sendable {
        /// How long pieces took, the oldest first.
        let took: [Double]
        let ahead: Int
        var atOnce = 1
        var jitter = 0.0
        let seconds: Int
    }

    @Test(arguments: [
        // Nothing measured: ten seconds a piece.
        Case(took: [], ahead: 1, seconds: 10),
        Case(took: [], ahead: 3, seconds: 30),
        // The first measure takes the guess's place, later ones a quarter of the mean's.
        Case(took: [2], ahead: 10, seconds: 20),
        Case(took: [2, 6], ahead: 10, seconds: 30),
        Case(took: [4, 4, 4], ahead: 5, seconds: 20),
        // Several at once go faster.
        Case(took: [8], ahead: 16, atOnce: 16, seconds: 8),
        Case(took: [8], ahead: 2, atOnce: 4, seconds: 4),
        // Never at once, never after more than five minutes.
        Case(took: [0.01], ahead: 1, seconds: 1),
        Case(took: [5], ahead: 0, seconds: 1),
        Case(took: [60], ahead: 100, seconds: 300),
        // Fractions are rounded up.
        Case(took: [1.5], ahead: 1, seconds: 2),
        // Clients are spread over up to a fifth more.
        Case(took: [10], ahead: 10, jitter: 0.5, seconds: 110),
        Case(took: [60], ahead: 100, jitter: 0.999, seconds: 360),
    ])
    func tellsWhenThereMayBeRoom(_ row: Case) {
        var pace = Pace()
        for seconds in row.took { pace.took(seconds) }
        let told = pace.retryAfter(ahead: row.ahead, atOnce: row.atOnce, jitter: row.jitter)
        #expect(told == row.seconds)
    }

    @Test func theQueueTellsOfItsDepthAndSpeed() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            #expect(service.queue.retryAfter(jitter: 0) == 1, "nothing waits")
            for _ in 0..<3 { #expect(try service.post().status.code == 202) }
            #expect(service.queue.retryAfter(jitter: 0) == 30)
            service.queue.succeeded(after: 4_000_000_000)
            #expect(service.queue.retryAfter(jitter: 0) == 12)
        }
    }

    @Test func aFullQueueSaysWhenToComeBack() throws {
        try withTemporaryDirectory { directory in
            var limits = ServiceLimits()
            limits.queuedJobs = 2
            let service = try TestService(in: directory, limits: limits)
            service.queue.succeeded(after: 20_000_000_000)
            for _ in 0..<2 { #expect(try service.post().status.code == 202) }
            let problem = #expect(throws: Problem.self) { () throws in
                try service.admission.checkQueue()
            }
            let seconds = problem?.fields[.retryAfter].flatMap { Int($0) } ?? 0
            #expect((40...48).contains(seconds), "two jobs of 20 seconds, and the jitter")
        }
    }

    @Test func aGateGoesByWorkThatCameToItsEnd() {
        let gate = Gate(limit: 1)
        for _ in 0..<3 { withExtendedLifetime(gate.enter()) {} }
        var pass = gate.enter()
        #expect(gate.retryAfter(jitter: 0) == 10, "nothing measured: what was refused is no work")
        pass?.finished()
        pass = nil
        pass = gate.enter()
        #expect(gate.retryAfter(jitter: 0) == 1)
        withExtendedLifetime(pass) {}
    }

    @Test func theQueueIsToldOfJobsThatSucceededAlone() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            try service.runner.start()
            // Not really images: the job fails within milliseconds.
            let id = try #require(try service.post().json?["id"]?.asString)
            let view = service.store.view(of: .everyone)
            while try view.job(id)?.state.isFinal == false { Bell().wait(milliseconds: 5) }
            service.runner.stop()
            #expect(try view.job(id)?.state == .failed)
            #expect(try service.post().status.code == 202)
            #expect(service.queue.retryAfter(jitter: 0) == 10, "as long as a guess says")
        }
    }
}

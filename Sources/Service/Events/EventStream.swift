// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import POSIX

/// One client that follows a job: carries out what its ``EventFeed`` says.
///
/// Called from the event loop and from the queue that reads jobs; neither ever waits for the
/// other longer than a message takes to be put together.
final class EventStream: BodyStream {
    private struct State {
        var feed: EventFeed
        var sink: BodySink?
    }

    /// The followed job.
    let job: String
    /// Who follows it.
    let principal: Principal
    let heartbeat = ServerSentEvent.heartbeat
    private let state: Locked<State>
    private let events: JobEvents

    init(_ feed: EventFeed, of job: String, by principal: Principal, events: JobEvents) {
        self.job = job
        self.principal = principal
        self.events = events
        state = Locked(State(feed: feed))
    }

    func begin(_ sink: BodySink) {
        state.withLock { $0.sink = sink }
        on(.opened)
    }

    func hasRoom() { on(.room) }

    func ended() {
        state.withLock { $0.sink = nil }
        events.leave(self)
    }

    /// Tells the follower, in the order of the calls.
    func on(_ event: EventFeed.Event) {
        state.withLock { state in
            var action = state.feed.on(event)
            while case .send(let bytes) = action, let sink = state.sink, sink.send(bytes) {
                action = state.feed.on(.taken)
            }
            if action == .finish { state.sink?.finish() }
        }
    }
}

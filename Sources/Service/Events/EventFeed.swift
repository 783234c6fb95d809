// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore

/// What one follower of a job is told, and when, as a value.
///
/// Only the newest news are kept: a follower who reads slowly misses what came in between, never
/// the present. Each message carries the whole document, so nothing has to be replayed.
struct EventFeed: Sendable {
    /// What can happen to a follower.
    enum Event: Sendable {
        /// The head is on its way, and bytes are taken from now on.
        case opened
        /// The job has changed; late and repeated news change nothing.
        case news(JobNews)
        /// There is no such job any more.
        case removed
        /// The stream ends before its job does; the follower is to ask again after a time.
        case stopped(retryMilliseconds: Int)
        /// What was last to be sent has been taken.
        case taken
        /// There is room again for what was not taken.
        case room
    }

    /// What is to be done about it.
    enum Action: Hashable, Sendable {
        case wait
        /// Send these bytes, and say `taken` if they are.
        case send([UInt8])
        /// End the stream.
        case finish
    }

    private enum Phase: Hashable, Sendable {
        case unopened, telling
        case stopping(retryMilliseconds: Int)
        case over
    }

    /// How long a reader waits whose connection broke: so long that a service is back which was
    /// started anew, and no longer, as a poll would be no later.
    private static let retryMilliseconds = 2000

    private var phase = Phase.unopened
    /// How the feed ends where that is known before it is opened.
    private var ending: Phase?
    private var newest: JobNews
    /// What the follower knows; nil before the first message, unless it came with its id.
    private var told: JobNews?
    private var hasBegun = false

    /// Begins to follow.
    ///
    /// - Parameters:
    ///   - news: the job as it is now.
    ///   - lastEventID: the revision that the follower has been told; any other than the present
    ///     one is answered with the present.
    init(_ news: JobNews, after lastEventID: Int64?) {
        newest = news
        if lastEventID == news.revision { told = news }
    }

    /// Takes an event and says what is to be done.
    mutating func on(_ event: Event) -> Action {
        switch event {
        case .opened: phase = ending ?? .telling
        case .news(let news): if news.revision > newest.revision { newest = news }
        case .removed: end(.over)
        case .stopped(let milliseconds): end(.stopping(retryMilliseconds: milliseconds))
        case .taken: take()
        case .room: break
        }
        return next
    }

    private var next: Action {
        switch phase {
        case .unopened: .wait
        case .telling where told?.revision == newest.revision && hasBegun: .wait
        case .telling: .send(message)
        case .stopping(let milliseconds): .send(ServerSentEvent.retry(milliseconds: milliseconds))
        case .over: .finish
        }
    }

    private var message: [UInt8] {
        let isKnown = told?.revision == newest.revision
        let event = told?.stage == newest.stage ? newest.progress : newest.message
        // As it was made for all followers, without a copy, but for the first one.
        if hasBegun { return event }
        let retry = ServerSentEvent.retry(milliseconds: Self.retryMilliseconds)
        return isKnown ? retry : retry + event
    }

    private mutating func take() {
        switch phase {
        case .telling:
            hasBegun = true
            told = newest
            if newest.stage.state.isFinal { phase = .over }
        case .stopping: phase = .over
        case .unopened, .over: preconditionFailure("nothing was to be sent")
        }
    }

    private mutating func end(_ phase: Phase) {
        switch self.phase {
        case .unopened: ending = ending ?? phase
        case .telling: self.phase = phase
        // The job may go while the service stops; then, too, there is nothing more to come.
        case .stopping, .over: break
        }
    }
}

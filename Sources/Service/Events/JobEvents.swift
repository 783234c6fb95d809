// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPTypes
internal import HTTPWire
internal import Hashing
internal import JobStore
internal import Logging
internal import POSIX

/// Tells whoever follows a job of its changes; no follower costs a thread.
///
/// A change of a job that somebody follows is read from the store once, on one queue, however many
/// follow it and however often it changes meanwhile; the document is made once for all of them.
/// What a slow client does not take is kept in its newest form alone.
final class JobEvents: Sendable {
    private struct State {
        var seats: EventSeats<EventStream>
        var isStopped = false
        /// What lets clients in; nil where nothing has to.
        var grants: Set<Grant>?

        func admits(_ principal: Principal) -> Bool {
            guard let grants else { return true }
            return principal.grant.map(grants.contains) ?? false
        }
    }

    /// How long a client is to wait that found no seat: those whose clients have gone are free
    /// again after a heartbeat.
    private static let retryAfter = 10

    /// Everyone's: whoever has a seat has seen the job through a view of their own, and whose a
    /// job is never changes.
    private let store: TenantStore
    private let logger: Logger
    private let limits: ServiceLimits
    private let state: Locked<State>
    private let work = WorkQueue(serial: "equipoise.events")

    init(observing store: JobStore, limits: ServiceLimits, logger: Logger) {
        self.store = store.view(of: .everyone)
        self.limits = limits
        self.logger = logger
        state = Locked(
            State(
                seats: EventSeats(
                    limit: limits.eventStreams,
                    jobLimit: limits.eventStreamsPerJob,
                    tenantLimit: limits.quotas.eventStreams
                )
            )
        )
        // Weakly, as the store is held here.
        store.observe { [weak self] jobs in
            for job in jobs { self?.changed(job) }
        }
    }

    /// Streams that are open, or about to be.
    var streamCount: Int { state.withLock { $0.seats.count } }

    /// The stream of a job's events, as one tenant sees the job; waits for the store.
    ///
    /// - Returns: 204 where the client has been told the end (`Last-Event-ID`), so that a browser
    ///   does not ask again.
    /// - Parameter principal: whose view the store is; the stream ends with what lets them in.
    /// - Throws: `Problem` 401, 404, 429 or 503, or an error of the store.
    func follow(
        _ id: RandomID,
        _ head: RequestHead,
        in store: TenantStore,
        by principal: Principal
    ) throws -> Response {
        // Before any seat is taken: nobody learns from one whether there is another's job.
        guard let job = try store.job(id.description) else { throw Problem.noJob }
        let lastEventID = head.fields[.lastEventID].flatMap(digits).flatMap(Int64.init(exactly:))
        if job.state.isFinal, lastEventID == job.revision {
            return Response(status: .noContent, fields: [.cacheControl: "no-store"])
        }
        let news = JobNews(job, now: Clock.wallMilliseconds())
        let stream = EventStream(
            EventFeed(news, after: lastEventID),
            of: job.id,
            by: principal,
            events: self
        )
        try enter(stream)
        // For what has happened between the reading and the seat.
        changed(job.id)
        return Response(
            status: .ok,
            fields: [
                .contentType: "text/event-stream", .cacheControl: "no-store",
                .accelBuffering: "no",
            ],
            body: .stream(stream)
        )
    }

    /// Ends all streams, whose clients are told to come again, and lets nobody in any more.
    ///
    /// - Parameter jitter: in 0 ..< 1; spreads the clients over some seconds.
    func stop(jitter: () -> Double = { .random(in: 0..<1) }) {
        let streams = state.withLock { state in
            state.isStopped = true
            return state.seats.followers
        }
        for stream in streams { stream.on(.stopped(retryMilliseconds: patience(jitter()))) }
    }

    /// Ends the streams of those who would not be let in any more.
    ///
    /// Who asks again learns why. Nobody slips in between, as seats go by the same table.
    ///
    /// - Parameter table: the tokens from now on; nil where there is no access control.
    func admit(only table: TokenTable?) {
        let streams = state.withLock { state in
            state.grants = table.map { Set($0.grants) }
            let admitted = state
            return state.seats.followers.filter { !admitted.admits($0.principal) }
        }
        for stream in streams { stream.on(.stopped(retryMilliseconds: patience(0))) }
    }

    /// Frees the seat of a stream that has ended.
    func leave(_ stream: EventStream) {
        state.withLock { $0.seats.leave(stream, stream.job) }
    }

    private func enter(_ stream: EventStream) throws {
        let tenant = stream.principal.tenancy.tenant
        let problem = state.withLock { state -> Problem? in
            if state.isStopped { return .shuttingDown }
            if !state.admits(stream.principal) { return .noToken }
            return state.seats.enter(stream, stream.job, of: tenant).map(refusal)
        }
        if let problem { throw problem }
    }

    private func refusal(_ reason: SeatRefusal) -> Problem {
        switch reason {
        case .full:
            .busy(
                "\(limits.eventStreams) streams of events are open, as many as may be.",
                retryAfter: Self.retryAfter
            )
        case .fullForJob:
            .busy(
                "\(limits.eventStreamsPerJob) streams follow this job, as many as may.",
                retryAfter: Self.retryAfter
            )
        case .fullForTenant:
            .quotaExceeded(
                "\(limits.quotas.eventStreams) of your streams of events are open, as many as "
                    + "may.",
                retryAfter: Self.retryAfter
            )
        }
    }

    /// Has a job read, if somebody follows it and it is not about to be read.
    private func changed(_ job: String) {
        guard state.withLock({ $0.seats.changed(job) }) else { return }
        work.async { self.tell(job) }
    }

    private func tell(_ job: String) {
        guard state.withLock({ $0.seats.beginReading(job) }) else { return }
        let event: EventFeed.Event
        do {
            let news = try store.job(job).map { JobNews($0, now: Clock.wallMilliseconds()) }
            event = news.map { .news($0) } ?? .removed
        } catch {
            logger.error("events", metadata: ["job": "\(job)", "error": "\(error)"])
            event = .stopped(retryMilliseconds: patience(0))
        }
        for stream in state.withLock({ $0.seats.followers(of: job) }) { stream.on(event) }
    }

    /// After how many milliseconds a client comes again whose stream has ended early.
    private func patience(_ jitter: Double) -> Int { 3000 + Int(5000 * jitter) }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import Logging
internal import POSIX

/// One client's socket, owned by the event loop: carries out what ``ConnectionState`` says.
final class Connection {
    let number: UInt64
    let socket: FileDescriptor
    let client: PeerAddress
    let surroundings: Surroundings
    let standing: Occupancy.Standing
    private(set) var state: ConnectionState
    var progress = ConnectionState.Progress()
    var inbox = Inbox()
    var parser: RequestHeadParser
    var repeated = RepeatedHead()
    var exchange: Exchange?
    private(set) var exchanges: UInt64 = 0
    var upload: Upload?
    var streamed: StreamedBody?
    var outbox = Outbox()
    var drained = 0
    /// Whether the inbox may hold a whole head that has not been looked for yet.
    ///
    /// After an event that is so only where the turn has ended before the requests have; the loop
    /// then calls ``resume(now:)`` when the others have had theirs.
    var mayHoldRequest = false

    // What the loop remembers about the connection.

    /// What the poller watches the socket for.
    var watched: Poller.Interest = []
    /// When the deadline wheel brings the connection up; `.max` when it does not.
    var scheduled = UInt64.max
    /// Whether the connection waits for its next turn.
    var isReady = false

    init(
        _ socket: consuming FileDescriptor,
        from client: PeerAddress,
        number: UInt64,
        standing: Occupancy.Standing,
        surroundings: Surroundings,
        now: UInt64
    ) {
        self.socket = socket
        self.client = client
        self.number = number
        self.standing = standing
        self.surroundings = surroundings
        state = ConnectionState(
            isForControl: standing == .control,
            requests: surroundings.limits.connectionRequests
        )
        parser = RequestHeadParser(limits: surroundings.limits.head)
        progress.phaseStart = now
        progress.lastByte = now
    }

    /// What the socket is to be watched for in the present phase.
    var interest: Poller.Interest {
        var interest: Poller.Interest = outbox.isEmpty ? [] : .writing
        switch state.phase {
        // What waits in the inbox comes first, and must not grow meanwhile.
        case .idle, .head: if !mayHoldRequest { interest.insert(.reading) }
        case .receiving where upload?.hasRoom == true: interest.insert(.reading)
        case .lingering where drained < surroundings.limits.lingerBytes: interest.insert(.reading)
        default: break
        }
        return interest
    }

    /// The moment after which ``tick(now:)`` has something to do; nil when there is none.
    var deadline: UInt64? { state.deadline(progress, surroundings.limits) }

    // MARK: Events of the loop

    func readable(now: UInt64) {
        do {
            switch state.phase {
            case .idle, .head: try receiveHead(now: now)
            case .receiving: try receiveBody(now: now)
            case .lingering: try drain(now: now)
            case .handling, .responding, .streaming, .closed: break
            }
        } catch let violation as HTTPViolation {
            refuse(violation, now: now)
        } catch {
            handle(.broken, now: now)
        }
        readRequests(now: now)
    }

    func writable(now: UInt64) {
        flush(now: now)
        readRequests(now: now)
    }

    /// Goes on with the requests that the last turn has left.
    func resume(now: UInt64) {
        readRequests(now: now)
    }

    func hangup(now: UInt64) {
        handle(.broken, now: now)
    }

    /// Makes the next answer the last; a connection without a request closes at once.
    ///
    /// What has arrived of one is a request that the client counts on an answer to.
    func stop(now: UInt64) {
        if state.phase == .idle, !mayHoldRequest {
            do {
                try receiveHead(now: now)
            } catch {
                handle(.broken, now: now)
            }
        }
        if state.phase == .idle, mayHoldRequest { beginRequest(now: now) }
        handle(.stop, now: now)
        readRequests(now: now)
    }

    func tick(now: UInt64) {
        guard state.isLate(at: now, progress, surroundings.limits) else { return }
        let isSilent = state.phase == .streaming && progress.isCaughtUp
        handle(isSilent ? .silence : .deadline, now: now)
    }

    func deliver(_ response: Response, for address: Mailbox.Address, now: UInt64) {
        guard exchange?.address == address else { return response.body.discard() }
        respond(response, now: now)
        readRequests(now: now)
    }

    func streamed(_ bytes: [UInt8], for address: Mailbox.Address, now: UInt64) {
        guard exchange?.address == address, state.phase == .streaming else { return }
        streamed?.took(bytes.count)
        sendPiece(bytes, now: now)
    }

    func streamFinished(for address: Mailbox.Address, now: UInt64) {
        guard exchange?.address == address, state.phase == .streaming else { return }
        finishStream(now: now)
        readRequests(now: now)
    }

    func consumed(_ block: Block, _ response: Response?, for address: Mailbox.Address, now: UInt64)
    {
        // The body may have ended by now; its answer may still come from an early block.
        guard exchange?.address == address, let upload else {
            response?.body.discard()
            return
        }
        upload.recycle(block)
        noteRoom(now: now)
        if let response {
            respond(response, now: now)
        } else {
            finishUploadIfWhole(now: now)
        }
        readRequests(now: now)
    }

    // MARK: Exchanges

    func startExchange(_ head: RequestHead?, id: RequestID?, now: UInt64) -> Exchange {
        exchanges += 1
        let exchange = Exchange(
            address: Mailbox.Address(connection: number, exchange: exchanges),
            id: id ?? surroundings.makeRequestID(),
            head: head,
            start: now
        )
        self.exchange = exchange
        return exchange
    }

    func closeExchange(now: UInt64, isComplete: Bool) {
        guard let exchange else { return }
        // Many are over within the turn that they came in.
        let end = Clock.monotonicNanoseconds()
        surroundings.access.add(now: now) {
            exchange.entry(
                client: client,
                wallMilliseconds: surroundings.wallMilliseconds,
                now: end,
                isComplete: isComplete
            )
        }
        surroundings.handler.ended(
            exchange.head,
            status: exchange.status,
            nanoseconds: end - exchange.start
        )
        self.exchange = nil
    }

    // MARK: Actions

    func handle(_ event: ConnectionState.Event, now: UInt64) {
        switch state.on(event) {
        case .none:
            break
        case .readNext:
            progress.lastByte = now
            mayHoldRequest = !inbox.isEmpty
        case .refuseLate:
            refuse(.tooSlow, now: now)
        case .heartbeat:
            sendHeartbeat(now: now)
        case .finishStream:
            finishStream(now: now)
        case .linger:
            progress.phaseStart = now
            socket.shutdownSending()
        case .close:
            upload?.abandon()
            upload = nil
            endStream()
            mayHoldRequest = false
            closeExchange(now: now, isComplete: false)
        }
    }
}

extension HTTPViolation {
    /// The client did not send a whole request in the time it has (RFC 9110 §15.5.9).
    fileprivate static var tooSlow: HTTPViolation {
        HTTPViolation(
            status: 408,
            code: "request-timeout",
            detail: "The request did not arrive in the time a client has for it."
        )
    }
}

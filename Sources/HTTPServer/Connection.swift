// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import Logging
internal import POSIX

/// One client's socket, owned by the event loop: carries out what ``ConnectionState`` says.
final class Connection {
    /// What all connections of a server share.
    struct Surroundings: Sendable {
        let handler: any RequestHandler
        let limits: ServerLimits
        let mailbox: Mailbox
        let work: WorkQueue
        let logger: Logger
    }

    let number: UInt64
    let socket: FileDescriptor
    let client: PeerAddress
    let surroundings: Surroundings
    private(set) var state = ConnectionState()
    var progress = ConnectionState.Progress()
    var inbox = Inbox()
    private var parser: RequestHeadParser
    private var exchange: Exchange?
    private var exchanges: UInt64 = 0
    private(set) var upload: Upload?
    private(set) var outbox = Outbox()
    private var drained = 0
    /// Whether the inbox may hold a whole head that has not been looked for yet.
    private var mayHoldRequest = false

    init(
        _ socket: consuming FileDescriptor,
        from client: PeerAddress,
        number: UInt64,
        surroundings: Surroundings,
        now: UInt64
    ) {
        self.socket = socket
        self.client = client
        self.number = number
        self.surroundings = surroundings
        parser = RequestHeadParser(limits: surroundings.limits.head)
        progress.phaseStart = now
        progress.lastByte = now
    }

    /// What the socket is to be watched for in the present phase.
    var interest: Poller.Interest {
        var interest: Poller.Interest = outbox.isEmpty ? [] : .writing
        switch state.phase {
        case .idle, .head: interest.insert(.reading)
        case .receiving where upload?.hasRoom == true: interest.insert(.reading)
        case .lingering where drained < surroundings.limits.lingerBytes: interest.insert(.reading)
        default: break
        }
        return interest
    }

    // MARK: Events of the loop

    func readable(now: UInt64) {
        do {
            switch state.phase {
            case .idle, .head: try receiveHead(now: now)
            case .receiving: try receiveBody(now: now)
            case .lingering: try drain(now: now)
            case .handling, .responding, .closed: break
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

    func hangup(now: UInt64) {
        handle(.broken, now: now)
    }

    func stop(now: UInt64) {
        handle(.stop, now: now)
    }

    func tick(now: UInt64) {
        progress.waitsForUs = (upload?.inFlight ?? 0) > 0
        if state.isLate(at: now, progress, surroundings.limits) { handle(.deadline, now: now) }
    }

    func deliver(_ response: Response, for address: Mailbox.Address, now: UInt64) {
        guard exchange?.address == address else { return }
        respond(response, now: now)
        readRequests(now: now)
    }

    func consumed(_ block: Block, _ response: Response?, for address: Mailbox.Address, now: UInt64)
    {
        // The body may have ended by now; its answer may still come from an early block.
        guard exchange?.address == address, let upload else { return }
        upload.recycle(block)
        // While it waited for us the client could not send.
        progress.lastByte = now
        if let response {
            respond(response, now: now)
        } else {
            finishUploadIfWhole(now: now)
        }
        readRequests(now: now)
    }

    // MARK: Receiving

    private func receiveHead(now: UInt64) throws {
        guard let count = try inbox.receive(from: socket) else { return }
        progress.lastByte = now
        if count == 0 { return handle(.peerEnded, now: now) }
        mayHoldRequest = true
    }

    /// Reads the pipelined requests one after the other, each when the one before is answered.
    ///
    /// A loop at the end of each event, not a call where an answer ends: a client decides how
    /// many requests there are, and must not decide how deep the stack is.
    private func readRequests(now: UInt64) {
        while mayHoldRequest {
            mayHoldRequest = false
            do {
                try readRequest(now: now)
            } catch let violation as HTTPViolation {
                refuse(violation, now: now)
            } catch {
                handle(.broken, now: now)
            }
        }
    }

    /// Reads one request's head from the inbox, if it is whole, and acts on it.
    private func readRequest(now: UInt64) throws {
        if inbox.isEmpty { return }
        if state.phase == .idle {
            progress.phaseStart = now
            handle(.bytes, now: now)
        }
        let reading = try inbox.withUnread { (bytes) throws(HTTPViolation) in
            try parser.parse(bytes)
        }
        guard case .complete(let head, let length) = reading else { return }
        inbox.drop(length)
        parser = RequestHeadParser(limits: surroundings.limits.head)
        let id = head.fields[.requestID].flatMap(RequestID.init(_:))
        let exchange = startExchange(head, id: id, now: now)
        handle(.head(keepsAlive: head.keepsAlive, hasBody: head.hasBody), now: now)
        let request = Request(head: head, id: exchange.id, client: client)
        switch surroundings.handler.intake(request) {
        case .respond(let response):
            respond(response, now: now)
        case .work(let work):
            surroundings.work.async { [mailbox = surroundings.mailbox] in
                mailbox.post(.response(exchange.address, work()))
            }
        case .receive(let receiver):
            try startUpload(receiver, head: head, address: exchange.address, now: now)
        }
    }

    private func startUpload(
        _ receiver: any BodyReceiver,
        head: RequestHead,
        address: Mailbox.Address,
        now: UInt64
    ) throws {
        handle(.bodyWanted, now: now)
        progress.phaseStart = now
        progress.bodyBytes = 0
        let upload = Upload(
            receiver,
            framing: head.framing,
            address: address,
            mailbox: surroundings.mailbox
        )
        self.upload = upload
        // RFC 9110 §10.1.1: a client that has begun to send waits for no word from us.
        if head.expectsContinue, inbox.isEmpty, !upload.hasEnded {
            outbox.append(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
            flush(now: now)
        }
        let early = inbox.takeAll()
        progress.bodyBytes += UInt64(early.count)
        try upload.take(early)
        finishUploadIfWhole(now: now)
    }

    private func receiveBody(now: UInt64) throws {
        guard let upload, upload.hasRoom else { return }
        switch try upload.fill(from: socket) {
        case .blocked: break
        case .peerEnded: handle(.peerEnded, now: now)
        case .received(let count):
            progress.lastByte = now
            progress.bodyBytes += UInt64(count)
            finishUploadIfWhole(now: now)
        }
    }

    private func finishUploadIfWhole(now: UInt64) {
        guard let upload, upload.hasEnded, state.phase == .receiving else { return }
        inbox.append(upload.excess)
        handle(.bodyEnded, now: now)
        upload.finish()
    }

    private func drain(now: UInt64) throws {
        var scratch = Inbox()
        guard let count = try scratch.receive(from: socket) else { return }
        drained += count
        if count == 0 { handle(.peerEnded, now: now) }
    }

    // MARK: Answering

    private func startExchange(_ head: RequestHead?, id: RequestID?, now: UInt64) -> Exchange {
        exchanges += 1
        let exchange = Exchange(
            address: Mailbox.Address(connection: number, exchange: exchanges),
            id: id ?? RequestID.random(),
            head: head,
            start: now
        )
        self.exchange = exchange
        return exchange
    }

    /// Answers a request that breaks the protocol, and closes.
    func refuse(_ violation: HTTPViolation, now: UInt64) {
        let id = exchange?.id ?? startExchange(nil, id: nil, now: now).id
        var response = surroundings.handler.refusal(violation, requestID: id)
        response.closes = true
        respond(response, now: now)
    }

    private func respond(_ response: Response, now: UInt64) {
        guard state.phase != .responding, state.phase != .closed, state.phase != .lingering else {
            return
        }
        if state.phase == .receiving { upload?.abandon() }
        upload = nil
        handle(.response(closes: response.closes), now: now)
        progress.phaseStart = now
        progress.lastByte = now
        let seconds = Clock.wallMilliseconds() / 1000
        guard
            let (head, body) = exchange?
                .begin(response, isLast: state.isLast, wallSeconds: seconds)
        else { return }
        if case .bytes(let bytes) = body {
            outbox.append(head + bytes)
        } else {
            outbox.append(head)
            if case .file(let file, let range) = body { outbox.append(file, range) }
        }
        flush(now: now)
    }

    private func flush(now: UInt64) {
        do {
            if try outbox.flush(to: socket) > 0 { progress.lastByte = now }
            if outbox.isEmpty, state.phase == .responding { finishExchange(now: now) }
        } catch {
            handle(.broken, now: now)
        }
    }

    private func finishExchange(now: UInt64) {
        exchange?.log(to: surroundings.logger, now: now, complete: true)
        exchange = nil
        handle(.sent, now: now)
    }

    // MARK: Actions

    private func handle(_ event: ConnectionState.Event, now: UInt64) {
        switch state.on(event) {
        case .none:
            break
        case .readNext:
            progress.lastByte = now
            mayHoldRequest = true
        case .refuseLate:
            refuse(.tooSlow, now: now)
        case .linger:
            progress.phaseStart = now
            socket.shutdownSending()
        case .close:
            upload?.abandon()
            upload = nil
            exchange?.log(to: surroundings.logger, now: now, complete: false)
            exchange = nil
        }
    }
}

extension RequestHead {
    fileprivate var hasBody: Bool {
        switch framing {
        case .none, .length(0): false
        case .length, .chunked: true
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

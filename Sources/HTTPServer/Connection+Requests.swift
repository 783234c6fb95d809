// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import POSIX

/// Requests and their bodies, from the socket to the handler.
extension Connection {
    /// Requests of one connection answered in one turn; then it is the others' turn.
    private static let turn = 16

    func receiveHead(now: UInt64) throws {
        guard let count = try inbox.receive(from: socket, by: surroundings.scratch) else { return }
        progress.lastByte = now
        surroundings.statistics.current.received += UInt64(count)
        if count == 0 { return handle(.peerEnded, now: now) }
        mayHoldRequest = true
    }

    /// Reads the pipelined requests one after the other, each when the one before is answered.
    ///
    /// A loop at the end of each event, not a call where an answer ends: a client decides how
    /// many requests there are, and must not decide how deep the stack is.
    func readRequests(now: UInt64) {
        var left = Self.turn
        while mayHoldRequest, left > 0 {
            mayHoldRequest = false
            left -= 1
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
        guard !inbox.isEmpty, state.phase == .idle || state.phase == .head else { return }
        if state.phase == .idle { beginRequest(now: now) }
        guard let head = try takeHead() else { return }
        let id = head.fields[.requestID].flatMap(RequestID.init(_:))
        let exchange = startExchange(head, id: id, now: now)
        handle(.head(keepsAlive: head.keepsAlive, hasBody: head.hasBody), now: now)
        let request = Request(head: head, id: exchange.id, client: client)
        if state.isForControl, !surroundings.handler.isControl(request) {
            surroundings.statistics.current.refused += 1
            return refuse(.overloaded, now: now)
        }
        switch surroundings.handler.intake(request) {
        case .respond(let response):
            respond(response, now: now)
        case .work(let work):
            let isControl = surroundings.handler.isControl(request)
            surroundings.async(isControl: isControl) { [mailbox = surroundings.mailbox] in
                mailbox.post(.response(exchange.address, work()))
            }
        case .receive(let receiver):
            try startUpload(receiver, head: head, address: exchange.address, now: now)
        }
    }

    func beginRequest(now: UInt64) {
        progress.phaseStart = now
        handle(.bytes, now: now)
    }

    private func takeHead() throws(HTTPViolation) -> RequestHead? {
        if !parser.hasStarted, let (head, length) = inbox.withUnread({ repeated.match($0) }) {
            inbox.drop(length)
            return head
        }
        let reading = try inbox.withUnread { (bytes) throws(HTTPViolation) in
            try parser.parse(bytes)
        }
        guard case .complete(let head, let length) = reading else { return nil }
        // Not the first one: most connections are for one request.
        if exchanges > 0 { inbox.withUnread { repeated.keep(head, $0.extracting(..<length)) } }
        inbox.drop(length)
        return head
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
        progress.blockedTime = 0
        progress.blockedSince = nil
        let upload = Upload(
            receiver,
            framing: head.framing,
            limits: surroundings.limits.chunked,
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
        noteRoom(now: now)
        finishUploadIfWhole(now: now)
    }

    /// Tells the body's clock whether the client can send.
    func noteRoom(now: UInt64) {
        guard let upload else { return }
        progress.setBlocked(!upload.hasRoom && !upload.hasEnded, now: now)
    }

    func receiveBody(now: UInt64) throws {
        guard let upload, upload.hasRoom else { return }
        switch try upload.fill(from: socket) {
        case .blocked: break
        case .peerEnded: handle(.peerEnded, now: now)
        case .received(let count):
            progress.lastByte = now
            progress.bodyBytes += UInt64(count)
            surroundings.statistics.current.received += UInt64(count)
            noteRoom(now: now)
            finishUploadIfWhole(now: now)
        }
    }

    func finishUploadIfWhole(now: UInt64) {
        guard let upload, upload.hasEnded, state.phase == .receiving else { return }
        inbox.append(upload.excess)
        handle(.bodyEnded, now: now)
        upload.finish()
    }

    func drain(now: UInt64) throws {
        guard let count = try unsafe socket.discard(by: surroundings.scratch.memory) else {
            return
        }
        drained += count
        surroundings.statistics.current.received += UInt64(count)
        if count == 0 { handle(.peerEnded, now: now) }
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

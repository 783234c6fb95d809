// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import POSIX

/// Answers, from the handler to the socket.
extension Connection {
    /// The longest body that is copied behind its head, to be sent by one call.
    private static let copiedBody = 64 << 10

    /// Answers a request that breaks the protocol, and closes.
    func refuse(_ violation: HTTPViolation, now: UInt64) {
        let id = exchange?.id ?? startExchange(nil, id: nil, now: now).id
        var response = surroundings.handler.refusal(violation, requestID: id)
        response.closes = true
        respond(response, now: now)
    }

    func respond(_ response: Response, now: UInt64) {
        switch state.phase {
        case .responding, .streaming, .lingering, .closed: return response.body.discard()
        case .idle, .head, .handling, .receiving: break
        }
        if state.phase == .receiving { upload?.abandon() }
        upload = nil
        var closes = response.closes
        if case .stream = response.body, exchange?.knowsChunks == false { closes = true }
        handle(.response(closes: closes), now: now)
        progress.phaseStart = now
        progress.lastByte = now
        surroundings.output.removeAll(keepingCapacity: true)
        let lines = surroundings.handler.lines(for: exchange?.head)
        let body = exchange?.begin(
            response,
            lines: lines,
            isLast: state.isLast,
            date: surroundings.date,
            into: &surroundings.output
        )
        send(body ?? .empty, now: now)
    }

    /// Sends the head that has been put together, and the body behind it.
    private func send(_ body: ResponseBody, now: UInt64) {
        if case .bytes(let bytes) = body, bytes.count <= Self.copiedBody {
            surroundings.output += bytes
        }
        do {
            noteSent(try outbox.send(surroundings.output, to: socket))
        } catch {
            body.discard()
            return handle(.broken, now: now)
        }
        switch body {
        case .bytes(let bytes) where bytes.count > Self.copiedBody: outbox.append(bytes)
        case .file(let file, let range): outbox.append(file, range)
        case .stream(let stream): beginStream(stream, now: now)
        case .bytes, .empty: break
        }
        flush(now: now)
    }

    func flush(now: UInt64) {
        do {
            let sent = try outbox.flush(to: socket)
            noteSent(sent)
            if sent > 0 { progress.lastByte = now }
        } catch {
            return handle(.broken, now: now)
        }
        switch state.phase {
        case .responding: if outbox.isEmpty { finishExchange(now: now) }
        case .streaming: noteStream()
        default: break
        }
    }

    private func noteSent(_ count: Int) {
        surroundings.statistics.current.sent += UInt64(count)
    }

    private func finishExchange(now: UInt64) {
        closeExchange(now: now, isComplete: true)
        handle(.sent, now: now)
    }

    // MARK: Streams

    private func beginStream(_ stream: any BodyStream, now: UInt64) {
        guard let exchange else { return stream.ended() }
        let sink = BodySink(
            address: exchange.address,
            mailbox: surroundings.mailbox,
            limit: surroundings.limits.streamBytes
        )
        streamed = StreamedBody(stream, sink: sink, isChunked: exchange.knowsChunks)
        stream.begin(sink)
        handle(.streamBegan, now: now)
    }

    func sendPiece(_ bytes: [UInt8], now: UInt64) {
        guard let streamed else { return }
        exchange?.count(bytes.count)
        do {
            let sent = try outbox.send(streamed.framed(bytes), to: socket)
            noteSent(sent)
            if sent > 0 { progress.lastByte = now }
        } catch {
            return handle(.broken, now: now)
        }
        noteStream()
    }

    func sendHeartbeat(now: UInt64) {
        progress.lastByte = now
        guard let bytes = streamed?.stream.heartbeat, !bytes.isEmpty else { return }
        sendPiece(bytes, now: now)
    }

    func finishStream(now: UInt64) {
        guard let streamed else { return }
        endStream()
        progress.lastByte = now
        outbox.append(streamed.end)
        handle(.streamFinished, now: now)
        flush(now: now)
    }

    /// Lets go of the stream, which is told so.
    func endStream() {
        guard let streamed else { return }
        self.streamed = nil
        streamed.sink.close()
        streamed.stream.ended()
    }

    private func noteStream() {
        progress.isCaughtUp = outbox.isEmpty
        if outbox.isEmpty { streamed?.emptied() }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire

/// A stream as the loop sees it: what it is framed in, and how much of it waits.
struct StreamedBody {
    let stream: any BodyStream
    let sink: BodySink
    /// Whether the client knows chunks; for one of HTTP/1.0 the connection's end is the body's.
    let isChunked: Bool
    private var waiting = 0

    init(_ stream: any BodyStream, sink: BodySink, isChunked: Bool) {
        self.stream = stream
        self.sink = sink
        self.isChunked = isChunked
    }

    /// The bytes as they go over the wire (RFC 9112 §7.1).
    func framed(_ bytes: [UInt8]) -> [UInt8] {
        if !isChunked || bytes.isEmpty { return bytes }
        var framed: [UInt8] = []
        framed.reserveCapacity(bytes.count + 12)
        framed.append(contentsOf: String(bytes.count, radix: 16).utf8)
        ResponseHeadWriter.append("\r\n", to: &framed)
        framed += bytes
        ResponseHeadWriter.append("\r\n", to: &framed)
        return framed
    }

    /// What ends the body.
    var end: [UInt8] { isChunked ? Array("0\r\n\r\n".utf8) : [] }

    /// Notes that bytes of the sink are on their way to the socket.
    mutating func took(_ count: Int) {
        waiting += count
    }

    /// Notes that the socket has taken all.
    mutating func emptied() {
        if waiting == 0 { return }
        let count = waiting
        waiting = 0
        if sink.emptied(count) { stream.hasRoom() }
    }
}

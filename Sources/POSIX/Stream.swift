// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A connection to a server that waits, for tools; the service itself never waits so.
package struct Stream: Sendable {
    private let socket: File

    /// Connects, and bounds every later wait.
    ///
    /// - Throws: `SystemError`; EADDRNOTAVAIL when the host has no address.
    package init(connectingTo host: String, port: UInt16, seconds: Int) throws(SystemError) {
        try self.init(SocketAddress(host: host, port: port, isPassive: false), seconds: seconds)
    }

    /// Connects to a Unix-domain socket, likewise.
    package init(connectingTo path: String, seconds: Int) throws(SystemError) {
        try self.init(SocketAddress(path: path), seconds: seconds)
    }

    private init(_ address: SocketAddress, seconds: Int) throws(SystemError) {
        let descriptor = try address.makeSocket()
        let number = descriptor.number
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            try systemCall("setsockopt") {
                unsafe setsockopt(
                    number,
                    SOL_SOCKET,
                    option,
                    &limit,
                    socklen_t(MemoryLayout<timeval>.size)
                )
            }
        }
        try address.connect(descriptor)
        socket = File(descriptor)
    }

    /// Sends all of the text, waiting as long as the limit allows.
    ///
    /// - Throws: `SystemError`; ETIMEDOUT when the limit has passed, EPIPE or ECONNRESET when the
    ///   server has gone, which raises no signal.
    package func send(_ text: String) throws(SystemError) {
        try send(Array(text.utf8))
    }

    /// Sends all of the bytes, likewise.
    package func send(_ bytes: [UInt8]) throws(SystemError) {
        var sent = 0
        while sent < bytes.count {
            let step = try unsafe bytes.withUnsafeBufferPointer {
                (all) throws(SystemError) -> Int? in
                try unsafe socket.descriptor.send(
                    UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[sent...]))
                )
            }
            guard let step else { throw SystemError(number: ETIMEDOUT, call: "send") }
            sent += step
        }
    }

    /// Receives what is there, waiting for the first byte; empty when the peer has ended.
    ///
    /// - Throws: `SystemError`; ETIMEDOUT when the limit has passed.
    package func receive(limit: Int) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = try unsafe bytes.withUnsafeMutableBufferPointer {
            (buffer) throws(SystemError) -> Int? in
            try unsafe socket.descriptor.receive(into: UnsafeMutableRawBufferPointer(buffer))
        }
        guard let count else { throw SystemError(number: ETIMEDOUT, call: "recv") }
        return Array(bytes.prefix(count))
    }

    /// Receives until the peer ends its sending, or until `limit` bytes have come.
    package func receiveAll(limit: Int) throws(SystemError) -> [UInt8] {
        var all: [UInt8] = []
        while all.count < limit {
            let more = try receive(limit: min(limit - all.count, 64 << 10))
            if more.isEmpty { break }
            all += more
        }
        return all
    }

    /// Ends our sending; the peer reads the end and may still answer.
    package func endSending() {
        socket.descriptor.shutdownSending()
    }
}

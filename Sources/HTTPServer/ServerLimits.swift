// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPWire

/// The bounds a client meets before any handler is asked.
package struct ServerLimits: Sendable {
    /// Connections open at once; one more is served requests to control the service alone.
    package var connections = 16_384
    /// Connections of one client: an IPv4 address, or an IPv6 network of 64 bits.
    package var clientConnections = 10_240
    /// Requests of one connection; the answer to the last says that it closes.
    package var connectionRequests = 10_000
    /// Connections above the limit, for requests to control the service.
    package var controlConnections = 64
    /// Nanoseconds that one of these has for its request, and again to take the answer.
    package var controlTimeout: UInt64 = 2 * second
    /// Nanoseconds a connection may be open without a request.
    package var idleTimeout: UInt64 = 60 * second
    /// Nanoseconds from a request's first byte to the end of its head.
    package var headTimeout: UInt64 = 10 * second
    /// Nanoseconds without one byte of a body.
    package var bodyStallTimeout: UInt64 = 30 * second
    /// Nanoseconds of a body before its mean rate counts.
    package var bodyGrace: UInt64 = 10 * second
    /// Nanoseconds from a body's first byte to its last, whatever its rate.
    package var bodyTimeout: UInt64 = 86_400 * second
    /// Least mean bytes per second of a body after the grace time.
    package var bodyRate: UInt64 = 1024
    /// Nanoseconds without the client taking one byte of an answer.
    package var writeStallTimeout: UInt64 = 30 * second
    /// Nanoseconds of silence after which a stream sends its heartbeat.
    package var heartbeat: UInt64 = 10 * second
    /// Bytes of a stream that may wait for its client.
    package var streamBytes = 64 << 10
    /// Nanoseconds to wait for the client's end after our last byte.
    package var lingerTimeout: UInt64 = 5 * second
    /// Bytes read and thrown away in that time; later ones are left in the kernel's buffer.
    package var lingerBytes = 16 << 20
    /// Nanoseconds that open requests have to finish when the server stops.
    package var stopGrace: UInt64 = 10 * second
    /// Bounds of a request's head, and of the trailers behind a body in chunks.
    package var head = HeadLimits()
    /// Bytes of chunk extensions in one body.
    package var chunkExtensionBytes = 1024

    package init() {}

    /// Bounds of what a body in chunks carries beside its data.
    var chunked: ChunkedLimits {
        var chunked = ChunkedLimits()
        chunked.extensionBytes = chunkExtensionBytes
        chunked.trailers = head
        return chunked
    }
}

/// Nanoseconds in a second.
package let second: UInt64 = 1_000_000_000

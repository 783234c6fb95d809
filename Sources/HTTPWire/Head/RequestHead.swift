// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes

/// A request's head, every rule of RFC 9112 §2–§6 already checked.
package struct RequestHead: Sendable, Hashable {
    /// One of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE and QUERY.
    package let method: HTTPRequest.Method
    /// What the request is about.
    package let target: RequestTarget
    /// 0 for HTTP/1.0, 1 for HTTP/1.1.
    package let minorVersion: Int
    /// The field lines in their order; names and values hold legal bytes only.
    package let fields: HTTPFields
    /// How the body, if any, is delimited.
    package let framing: BodyFraming
    /// Whether the client wants the connection to go on after the answer (RFC 9112 §9.3).
    package let keepsAlive: Bool
    /// Whether the client waits for a 100 before it sends its body (RFC 9110 §10.1.1).
    ///
    /// False in HTTP/1.0 and where no body follows.
    package let expectsContinue: Bool
    /// The authority: of the target where it has one, else of the field Host, with its port.
    ///
    /// Empty in HTTP/1.0 without Host.
    package let host: String
}

/// How a request's body is delimited (RFC 9112 §6.3).
package enum BodyFraming: Sendable, Hashable {
    /// No body follows the head.
    case none
    /// A body of so many bytes, 0 included.
    case length(UInt64)
    /// A body for ``ChunkedDecoder``.
    case chunked
}

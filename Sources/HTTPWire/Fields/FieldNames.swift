// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes

/// Names of fields that HTTPTypes does not list.
extension HTTPField.Name {
    /// Accept-Post (W3C Linked Data Platform §7.1): the types that a POST may have.
    package static let acceptPost = token("Accept-Post")
    /// Content-Digest (RFC 9530): of the message's content.
    package static let contentDigest = token("Content-Digest")
    /// Referrer-Policy (W3C): what a browser tells other sites of where it came from.
    package static let referrerPolicy = token("Referrer-Policy")
    /// Repr-Digest (RFC 9530): of the whole representation, whatever part is sent.
    package static let reprDigest = token("Repr-Digest")
    /// Idempotency-Key: the name under which a request may be repeated.
    package static let idempotencyKey = token("Idempotency-Key")
    /// Last-Event-ID: where an event stream goes on.
    package static let lastEventID = token("Last-Event-ID")
    /// Link (RFC 8288).
    package static let link = token("Link")
    /// X-Accel-Buffering: whether nginx may hold an answer back until it has more of it.
    package static let accelBuffering = token("X-Accel-Buffering")
    /// X-Forwarded-Proto: the scheme by which the client reached a proxy in front.
    package static let forwardedProto = token("X-Forwarded-Proto")
    /// Sec-Fetch-Site (W3C Fetch Metadata): whose page a browser's request comes from.
    package static let secFetchSite = token("Sec-Fetch-Site")
    /// X-Request-Id: see ``RequestID``.
    package static let requestID = token("X-Request-Id")

    /// Content-Transfer-Encoding, which RFC 7578 §4.7 deprecates.
    static let contentTransferEncoding = token("Content-Transfer-Encoding")
    /// Host, which HTTPTypes keeps out of reach because HTTP/2 has `:authority` in its place.
    static let hostField = token("Host")

    private static func token(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("a name is a token") }
        return name
    }
}

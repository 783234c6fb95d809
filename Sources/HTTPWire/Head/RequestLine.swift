// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes

/// The first line of a request: method, target and version (RFC 9112 §3).
struct RequestLine: Sendable {
    let method: HTTPRequest.Method
    let target: RequestTarget
    /// The authority of an absolute-form target.
    let authority: String?
    let minorVersion: Int

    /// Methods that are understood, whether or not any resource supports them.
    private static let knownMethods: Set<String> = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY",
    ]

    /// - Parameter line: the line without its CRLF.
    /// - Throws: 400, 501 for a method nobody here implements, 505 for another version.
    init(_ line: [UInt8]) throws(HTTPViolation) {
        let parts = line.split(separator: .space, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty,
            parts[0].allSatisfy({ $0.isToken })
        else {
            throw .badRequest(
                "The request line is not a method, a target and a version, one space apart."
            )
        }
        minorVersion = try Self.minorVersion(parts[2])
        let name = String(decoding: parts[0], as: UTF8.self)
        // CONNECT asks for a tunnel, which no resource of an origin server can offer.
        guard Self.knownMethods.contains(name), let method = HTTPRequest.Method(name) else {
            throw HTTPViolation(
                status: 501,
                code: "method-not-allowed",
                detail: "The request's method is not implemented."
            )
        }
        self.method = method
        (target, authority) = try RequestTarget.parse(parts[1], for: method)
    }

    private static func minorVersion(_ bytes: ArraySlice<UInt8>) throws(HTTPViolation) -> Int {
        let text = Array(bytes)
        guard text.count == 8, text.starts(with: "HTTP/".utf8), text[5].isDigit,
            text[6] == UInt8(ascii: "."), text[7].isDigit
        else { throw .badRequest("The request line does not end in an HTTP version.") }
        switch (text[5], text[7]) {
        case (UInt8(ascii: "1"), UInt8(ascii: "0")): return 0
        case (UInt8(ascii: "1"), UInt8(ascii: "1")): return 1
        default:
            throw HTTPViolation(
                status: 505,
                code: "bad-request",
                detail: "Only HTTP/1.0 and HTTP/1.1 are spoken here."
            )
        }
    }
}

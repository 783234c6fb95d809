// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The host and port of a Host field or of an absolute-form target (RFC 9110 §4.2, §7.2).
enum Authority {
    /// The authority as text, when it is a name or an address with at most a port behind it.
    ///
    /// Narrower than RFC 3986: names consist of letters, digits, `-`, `.`, `_` and `~`, so a
    /// second host, user information or an encoded byte is never carried along.
    static func validated(_ bytes: some BidirectionalCollection<UInt8>) throws(HTTPViolation)
        -> String
    {
        let text = Array(bytes)
        let hostEnd: Int
        if text.first == UInt8(ascii: "[") {
            guard let bracket = text.firstIndex(of: UInt8(ascii: "]")),
                IPv6Literal.isValid(text[1..<bracket])
            else { throw invalid }
            hostEnd = bracket + 1
        } else {
            hostEnd = text.firstIndex { !$0.isUnreserved } ?? text.endIndex
            guard (1...255).contains(hostEnd) else { throw invalid }
        }
        guard hostEnd == text.endIndex || isPort(text[hostEnd...]) else { throw invalid }
        return String(decoding: text, as: UTF8.self)
    }

    private static let invalid = HTTPViolation.badRequest("The request's host is not valid.")

    /// A colon, and behind it nothing or a number of 16 bits.
    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.first == UInt8(ascii: ":") else { return false }
        let digits = bytes.dropFirst()
        if digits.isEmpty { return true }
        guard digits.count <= 5, let port = Digits.decimal(digits) else { return false }
        return port <= UInt64(UInt16.max)
    }
}

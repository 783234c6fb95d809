// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes

/// What a request is about: a path in segments and a query in pairs (RFC 9112 §3.2).
///
/// Percent-encoding has been undone exactly once. Segments are never empty, `.` or `..`, and hold
/// no slash, backslash or control character, so that comparing them is all that routing needs.
package struct RequestTarget: Sendable, Hashable {
    /// The path's segments, decoded; none for `/` and for `*`.
    package let segments: [String]
    /// The path as the client spelled it, beginning with `/`, without the query; or `*`.
    package let path: String
    /// The query's pairs, decoded, in their order.
    package let query: [QueryItem]
    /// Whether the target is `*`: OPTIONS of the server as a whole.
    package var isAsterisk: Bool { path == "*" }
}

/// One `name=value` of a query.
package struct QueryItem: Sendable, Hashable {
    /// The name, decoded; `+` stood for a space.
    package let name: String
    /// The value, decoded; empty where there was no `=`.
    package let value: String

    /// A pair whose encoding has been undone.
    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

extension RequestTarget {
    /// Reads a target in origin-form, absolute-form or asterisk-form.
    ///
    /// - Returns: the target, and the authority that an absolute-form names.
    static func parse(
        _ bytes: ArraySlice<UInt8>,
        for method: HTTPRequest.Method
    ) throws(HTTPViolation) -> (RequestTarget, authority: String?) {
        if bytes.first == UInt8(ascii: "/") {
            return (try RequestTarget(origin: bytes), authority: nil)
        }
        if bytes.elementsEqual("*".utf8) {
            guard method == .options else {
                throw .badRequest("The target * is for OPTIONS only.")
            }
            return (RequestTarget(segments: [], path: "*", query: []), authority: nil)
        }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[..<colon].spells("http") || bytes[..<colon].spells("https"),
            bytes[colon...].starts(with: "://".utf8)
        else { throw .badRequest("The target is neither a path nor an http URI.") }
        let start = colon + 3
        let isDelimiter = { (byte: UInt8) in
            byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
        }
        let end = bytes[start...].firstIndex(where: isDelimiter) ?? bytes.endIndex
        let authority = try Authority.validated(bytes[start..<end])
        var origin = Array(bytes[end...])
        if origin.first != UInt8(ascii: "/") { origin.insert(UInt8(ascii: "/"), at: 0) }
        return (try RequestTarget(origin: origin[...]), authority: authority)
    }

    /// Reads a path that begins with `/`, and the query behind it.
    private init(origin: ArraySlice<UInt8>) throws(HTTPViolation) {
        let mark = origin.firstIndex(of: UInt8(ascii: "?")) ?? origin.endIndex
        segments = try Self.segments(origin[..<mark])
        path = String(decoding: origin[..<mark], as: UTF8.self)
        query = try Self.query(origin[mark...].dropFirst())
    }

    private static func segments(_ path: ArraySlice<UInt8>) throws(HTTPViolation) -> [String] {
        var segments: [String] = []
        if path.count == 1 { return segments }
        let parts = path.dropFirst()
            .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for part in parts {
            guard part.allSatisfy({ $0.isPathByte || $0 == UInt8(ascii: "%") }) else {
                throw .badRequest("The path holds a byte that must be percent-encoded.")
            }
            guard let decoded = PercentEncoding.decode(part),
                let segment = String(validating: decoded, as: UTF8.self)
            else { throw .badRequest("The path's percent-encoding is not that of UTF-8 text.") }
            guard !segment.isEmpty, segment != ".", segment != ".." else {
                throw .badRequest("The path holds an empty segment, a dot or a double dot.")
            }
            guard decoded.allSatisfy({ isAllowedInSegment($0) }) else {
                throw .badRequest("A segment of the path holds a slash or a control character.")
            }
            segments.append(segment)
        }
        return segments
    }

    private static func isAllowedInSegment(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "\\")
    }

    private static func query(_ bytes: ArraySlice<UInt8>) throws(HTTPViolation) -> [QueryItem] {
        let isAllowed = { (byte: UInt8) in
            byte.isPathByte || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "/")
                || byte == UInt8(ascii: "?")
        }
        guard bytes.allSatisfy(isAllowed) else {
            throw .badRequest("The query holds a byte that must be percent-encoded.")
        }
        var items: [QueryItem] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            items.append(
                QueryItem(
                    name: try queryText(pair[..<equals]),
                    value: try queryText(pair[equals...].dropFirst())
                )
            )
        }
        return items
    }

    private static func queryText(_ bytes: ArraySlice<UInt8>) throws(HTTPViolation) -> String {
        guard let decoded = PercentEncoding.decode(bytes, plusIsSpace: true), !decoded.contains(0),
            let text = String(validating: decoded, as: UTF8.self)
        else { throw .badRequest("The query's percent-encoding is not that of UTF-8 text.") }
        return text
    }
}

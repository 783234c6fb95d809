// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Which bytes of a representation a request is after (RFC 9110 §14).
///
/// Range is defined for GET alone, and counts only after the preconditions have been met and
/// ``Preconditions/allowsRange(fields:etag:lastModified:)`` has agreed: the caller sees to both.
package enum RangeSelection: Sendable, Hashable {
    /// All of it, answered with 200.
    case whole
    /// These bytes, never none, answered with 206.
    case part(Range<UInt64>)
    /// A range that the representation does not reach, answered with 416.
    case unsatisfiable

    /// Selects what Range asks for.
    ///
    /// - Parameters:
    ///   - field: the value of Range, nil where it is absent. Several ranges, other units and
    ///     malformed values select the whole, as RFC 9110 §14.2 allows.
    ///   - length: the representation's length in bytes.
    package init(field: String?, length: UInt64) {
        self = field.flatMap { Self.select($0.utf8[...], length: length) } ?? .whole
    }

    /// The value of Content-Range that goes with the answer; nil for a whole one.
    package func contentRange(length: UInt64) -> String? {
        switch self {
        case .whole: nil
        case .part(let range): "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
        case .unsatisfiable: "bytes */\(length)"
        }
    }

    /// Nil where the value is not one well-formed range of bytes.
    private static func select(_ value: Substring.UTF8View, length: UInt64) -> RangeSelection? {
        let sides = value.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
        guard sides.count == 2, sides[0].spells("bytes") else { return nil }
        let ends = sides[1].split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        if ends[0].isEmpty {
            guard let suffix = Digits.saturatingDecimal(ends[1]) else { return nil }
            if suffix == 0 { return .unsatisfiable }
            // No Content-Range can describe all of nothing.
            return length == 0 ? .whole : .part(length - min(suffix, length)..<length)
        }
        guard let first = Digits.saturatingDecimal(ends[0]) else { return nil }
        var last = UInt64.max
        if !ends[1].isEmpty {
            guard let given = Digits.saturatingDecimal(ends[1]), given >= first else { return nil }
            last = given
        }
        guard first < length else { return .unsatisfiable }
        return .part(first..<min(last, length - 1) + 1)
    }
}

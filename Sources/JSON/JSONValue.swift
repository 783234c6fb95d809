// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A JSON document, or a part of one, as a tree in memory.
///
/// Meant for small documents (a request body, a problem); long ones are written row by row with
/// ``JSONWriter``. Members keep the order in which they were read.
package enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// A number written without fraction and exponent.
    case integer(Int64)
    /// Any other number; finite.
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// The members in their order; no name twice.
    case object([(name: String, value: JSONValue)])
}

extension JSONValue {
    /// The value of the member `name`; nil where this is no object or has no such member.
    package subscript(name: String) -> JSONValue? {
        asMembers?.first { $0.name == name }?.value
    }

    /// The text, where this is a string.
    package var asString: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The number, where it was written as an integer.
    package var asInteger: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The number, however it was written; an integer beyond 2⁵³ is rounded.
    package var asNumber: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// The truth value, where this is one; numbers are none.
    package var asBool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements, where this is an array.
    package var asArray: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members in their order, where this is an object.
    package var asMembers: [(name: String, value: JSONValue)]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// Whether this is `null`.
    package var isNull: Bool {
        if case .null = self { true } else { false }
    }
}

extension JSONValue: Equatable {
    /// Whether both are spelled alike: the order of members counts, and 1 is not 1.0.
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)):
            left.elementsEqual(right) {
                $0.name.utf8.elementsEqual($1.name.utf8) && $0.value == $1.value
            }
        default: false
        }
    }
}

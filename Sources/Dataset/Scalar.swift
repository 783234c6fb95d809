// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A value as JSON knows them, for options in a recipe and for parameters in a manifest.
package enum Scalar: Sendable, Hashable {
    /// Written without quotes, in the digits of ``Decimal/description``.
    case number(Decimal)
    /// Written in quotes.
    case text(String)
    /// Written as true or false.
    case boolean(Bool)
    /// Nothing set. Reading back, a null is the same as leaving the member out.
    case null

    /// The value without quotes, as an option's text; nil for ``null``.
    package var text: String? {
        switch self {
        case .number(let number): number.description
        case .text(let text): text
        case .boolean(let value): value.description
        case .null: nil
        }
    }
}

extension Scalar: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    /// A text.
    package init(stringLiteral value: String) {
        self = .text(value)
    }

    /// A whole number.
    package init(integerLiteral value: Int) {
        self = .number(Decimal(units: value))
    }
}

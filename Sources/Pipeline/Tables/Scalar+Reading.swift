// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset
package import JSON

extension Decimal {
    /// The number with the fewest digits that is nearest to `double`, as JSON was meant.
    ///
    /// Nil for what takes more than 18 decimals, for infinities and for NaN.
    init?(shortest double: Double) {
        let isNegative = double.sign == .minus
        let parts = double.magnitude.description.split(separator: "e-", maxSplits: 1)
        guard var text = parts.first.map(String.init) else { return nil }
        if text.hasSuffix(".0") { text.removeLast(2) }
        guard let digits = Decimal(digits: text) else { return nil }
        var exponent = 0
        if parts.count == 2 {
            guard let shift = Decimal(digits: parts[1])?.integer else { return nil }
            exponent = shift
        }
        guard digits.scale + exponent <= Self.maximumScale else { return nil }
        let units = isNegative ? -digits.units : digits.units
        self.init(units: units, scale: digits.scale + exponent)
    }

    /// Whether a reader that takes numbers for doubles gets this one; whole numbers are integers.
    var isDouble: Bool { scale == 0 || Decimal(shortest: double) == self }
}

extension Scalar {
    /// A value as a manifest or a recipe has it; nil for arrays, objects and numbers out of reach.
    package init?(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .boolean(value)
        case .integer(let value): self = .number(Decimal(units: Int(value)))
        case .number(let value):
            guard let number = Decimal(shortest: value) else { return nil }
            self = .number(number)
        case .string(let text): self = .text(text)
        case .array, .object: return nil
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// An exact decimal number, as options and manifests spell them.
///
/// A binary fraction would make "0.2" and its printed form two different things. Here the text, the
/// value and the text again are one, and comparing or multiplying never rounds. The value is
/// `units / 10^scale`, kept without trailing zeros, so equal numbers are equal values.
package struct Decimal: Sendable, Hashable {
    /// The number times 10 to the power of ``scale``.
    package let units: Int
    /// How many digits stand behind the point, 0 … 18.
    package let scale: Int

    /// The most digits that may stand behind the point: 10¹⁸ is the last power an `Int` holds.
    package static let maximumScale = 18

    /// The number `units / 10^scale`; traps on a scale outside 0 … 18.
    package init(units: Int, scale: Int = 0) {
        precondition((0...Self.maximumScale).contains(scale), "a scale is 0 … 18")
        var units = units
        var scale = scale
        while scale > 0, units.isMultiple(of: 10) {
            units /= 10
            scale -= 1
        }
        self.units = units
        self.scale = scale
    }

    /// Reads plain digits with at most one point between them, such as `25` or `0.2`.
    ///
    /// Nil for anything else: a sign, an exponent, `.5`, `5.`, hexadecimal digits, infinities,
    /// more than 18 decimals, or a number that does not fit.
    package init?(digits text: some StringProtocol) {
        var units = 0
        var scale: Int?
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let (tens, tooLarge) = units.multipliedReportingOverflow(by: 10)
                let (sum, over) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
                if tooLarge || over { return nil }
                units = sum
                digits += 1
                if let decimals = scale { scale = decimals + 1 }
            case UInt8(ascii: "."):
                if scale != nil || digits == 0 { return nil }
                scale = 0
            default:
                return nil
            }
        }
        if digits == 0 || scale == 0 { return nil }
        let decimals = scale ?? 0
        if decimals > Self.maximumScale { return nil }
        self.init(units: units, scale: decimals)
    }

    /// The whole number this is, or nil when it has decimals.
    package var integer: Int? { scale == 0 ? units : nil }

    /// The nearest `Double`, the one that Python's `float` reads from the same digits.
    package var double: Double {
        // The standard library's conversion rounds correctly, for any number of digits.
        Double(description) ?? .nan
    }

    /// The largest whole number not above this number times `factor`; both must not be negative.
    package func floor(times factor: Int) -> Int {
        precondition(units >= 0 && factor >= 0, "floor(times:) is for numbers from 0 up")
        return Int(Int128(units) * Int128(factor) / Int128(Self.power(scale)))
    }

    /// The smallest whole number not below this number times `factor`; neither may be negative.
    package func ceiling(times factor: Int) -> Int {
        precondition(units >= 0 && factor >= 0, "ceiling(times:) is for numbers from 0 up")
        let power = Int128(Self.power(scale))
        return Int((Int128(units) * Int128(factor) + power - 1) / power)
    }

    /// The largest whole number not above `dividend` over this number, which must be above 0.
    ///
    /// `Int.max` stands for every larger quotient.
    package func floor(dividing dividend: Int) -> Int {
        precondition(units > 0 && dividend >= 0, "floor(dividing:) is for numbers above 0")
        let quotient = Int128(dividend) * Int128(Self.power(scale)) / Int128(units)
        return Int(exactly: quotient) ?? .max
    }

    private static func power(_ exponent: Int) -> Int {
        (0..<exponent).reduce(1) { product, _ in product * 10 }
    }

    /// The units this number and another have when both are given the same scale.
    private func aligned(with other: Decimal) -> (Int128, Int128, scale: Int) {
        let scale = max(self.scale, other.scale)
        return (
            Int128(units) * Int128(Self.power(scale - self.scale)),
            Int128(other.units) * Int128(Self.power(scale - other.scale)),
            scale
        )
    }
}

extension Decimal: Comparable {
    /// The exact order of the values.
    package static func < (left: Decimal, right: Decimal) -> Bool {
        let (a, b, _) = left.aligned(with: right)
        return a < b
    }

    /// The exact sum; traps where it does not fit.
    package static func + (left: Decimal, right: Decimal) -> Decimal {
        let (a, b, scale) = left.aligned(with: right)
        return Decimal(units: Int(a + b), scale: scale)
    }
}

extension Decimal: CustomStringConvertible {
    /// The shortest decimal form, without exponent: valid as a JSON number.
    package var description: String {
        if scale == 0 { return String(units) }
        let digits = String(units.magnitude)
        let zeros = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count))
        let padded = zeros + digits
        let sign = units < 0 ? "-" : ""
        return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }
}

extension Decimal: ExpressibleByIntegerLiteral {
    /// A whole number.
    package init(integerLiteral value: Int) {
        self.init(units: value)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Parameters that are taken out one by one, so that one too many is noticed.
struct DrawnParameters {
    private var values: [String: Scalar] = [:]

    /// Whether all were taken.
    var isEmpty: Bool { values.isEmpty }

    /// Nil where a name comes twice.
    init?(_ parameters: [(name: String, value: Scalar)]) {
        for (name, value) in parameters {
            guard values.updateValue(value, forKey: name) == nil else { return nil }
        }
    }

    mutating func take(_ name: String) -> Scalar? {
        values.removeValue(forKey: name)
    }

    /// A number of at most so many decimals, in units of the last one, within a range of these.
    mutating func take(_ name: String, decimals: Int = 0, in range: ClosedRange<Int>) -> Int? {
        guard case .number(let number)? = take(name), number.scale <= decimals else { return nil }
        let lowest = Decimal(units: range.lowerBound, scale: decimals)
        let highest = Decimal(units: range.upperBound, scale: decimals)
        guard lowest <= number, number <= highest else { return nil }
        return (number.scale..<decimals).reduce(number.units) { units, _ in units * 10 }
    }
}

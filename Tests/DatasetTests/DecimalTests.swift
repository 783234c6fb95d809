// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct DecimalTests {
    @Test(arguments: [
        ("0", 0, 0), ("0.0", 0, 0), ("25", 25, 0), ("0.2", 2, 1), ("0.20", 2, 1),
        ("12.34", 1234, 2),
        ("007", 7, 0), ("10", 10, 0), ("0.100000000000000005", 100_000_000_000_000_005, 18),
        ("9223372036854775807", Int.max, 0),
    ])
    func readsPlainDigits(text: String, units: Int, scale: Int) throws {
        let number = try #require(Decimal(digits: text))
        #expect(number.units == units)
        #expect(number.scale == scale)
    }

    @Test(arguments: [
        "", ".", ".5", "5.", "-1", "+1", "1e3", "0x10", "inf", "nan", "1.2.3", "1,5", " 1", "1 ",
        "٣",
        "9223372036854775808", "0.1234567890123456789",
    ])
    func refusesAnythingElse(text: String) {
        #expect(Decimal(digits: text) == nil)
    }

    @Test(arguments: [
        (1234, 2, "12.34"), (-50, 2, "-0.5"), (-5, 2, "-0.05"), (2500, 2, "25"), (0, 2, "0"),
        (-1801, 2, "-18.01"), (7, 0, "7"), (1, 18, "0.000000000000000001"),
    ])
    func printsExactly(units: Int, scale: Int, text: String) {
        #expect(Decimal(units: units, scale: scale).description == text)
    }

    /// Python's `float` of the same digits, as hexadecimal.
    @Test(arguments: [
        ("0.2", 0x1.999999999999ap-3), ("0.1", 0x1.999999999999ap-4),
        ("0.14285714285714285", 0x1.2492492492492p-3),
        ("0.30000000000000004", 0x1.3333333333334p-2),
    ])
    func isTheNearestDouble(text: String, value: Double) {
        #expect(Decimal(digits: text)?.double == value)
    }

    @Test func addsAndComparesAcrossScales() throws {
        let sum = try #require(Decimal(digits: "0.25")) + #require(Decimal(digits: "0.750"))
        #expect(sum == 1)
        #expect(Decimal(units: 2, scale: 1) < Decimal(units: 25, scale: 2))
        #expect(!(Decimal(units: 1, scale: 18) < 0))
        #expect(Decimal(units: -1, scale: 1) < 0)
    }

    /// 0.29 × 100 is 28.999… in binary.
    @Test func multipliesWithoutRounding() {
        #expect(Decimal(units: 29, scale: 2).floor(times: 100) == 29)
        #expect(Decimal(units: 2, scale: 1).floor(times: 256) == 51)
        #expect(Decimal(units: 999_999_999_999_999_999, scale: 18).floor(times: 16_384) == 16_383)
    }

    @Test(arguments: [
        ("0.1", 30, 3), ("0.1", 31, 4), ("1", 7, 7), ("0.000000000000000001", 1, 1), ("2.5", 3, 8),
        ("0", 9, 0), ("0.7", 0, 0),
    ])
    func roundsProductsUp(digits: String, factor: Int, product: Int) throws {
        #expect(try #require(Decimal(digits: digits)).ceiling(times: factor) == product)
    }

    @Test(arguments: [
        ("0.1", 3, 30), ("0.3", 1, 3), ("0.7", 7, 10), ("1", 7, 7), ("0.9", 8, 8),
        ("0.000000000000000001", 1_000_000, Int.max), ("0.5", 0, 0),
    ])
    func roundsQuotientsDown(digits: String, dividend: Int, quotient: Int) throws {
        #expect(try #require(Decimal(digits: digits)).floor(dividing: dividend) == quotient)
    }
}

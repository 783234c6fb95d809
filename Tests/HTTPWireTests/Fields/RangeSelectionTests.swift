// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

struct RangeSelectionTests {
    @Test(
        arguments: [
            ("bytes=0-0", 0..<1), ("bytes=0-9", 0..<10), ("bytes=5-", 5..<10),
            ("bytes=9-9", 9..<10),
            ("bytes=2-100", 2..<10), ("bytes=-1", 9..<10), ("bytes=-10", 0..<10),
            ("bytes=-11", 0..<10),
            ("Bytes=1-2", 1..<3), ("bytes=001-02", 1..<3), ("bytes=0-18446744073709551615", 0..<10),
            ("bytes=0-99999999999999999999999", 0..<10), ("bytes=-99999999999999999999999", 0..<10),
        ] as [(String, Range<UInt64>)]
    )
    func selectsOneRange(field: String, range: Range<UInt64>) {
        let selection = RangeSelection(field: field, length: 10)
        #expect(selection == .part(range))
        let text = "bytes \(range.lowerBound)-\(range.upperBound - 1)/10"
        #expect(selection.contentRange(length: 10) == text)
    }

    @Test(arguments: [
        "bytes=10-", "bytes=10-20", "bytes=-0", "bytes=18446744073709551615-",
        "bytes=99999999999999999999-", "bytes=18446744073709551616-18446744073709551617",
    ])
    func answers416BeyondTheEnd(field: String) {
        let selection = RangeSelection(field: field, length: 10)
        #expect(selection == .unsatisfiable)
        #expect(selection.contentRange(length: 10) == "bytes */10")
    }

    /// RFC 9110 §14.2: what is malformed or not supported is ignored.
    @Test(
        arguments: [
            nil, "", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=+1-2",
            "bytes=1-+2",
            "bytes=0x1-2", "bytes= 1-2", "bytes=1 -2", "bytes=1-2 ", "bytes=1-2-3", "bytes=--1",
            "bytes=0-1,3-4", "bytes=0-1,", "items=0-1", "bytes:0-1", "bytes=0-1=", "0-1",
            "bytes=٠-١",
        ] as [String?]
    )
    func selectsTheWholeOtherwise(field: String?) {
        let selection = RangeSelection(field: field, length: 10)
        #expect(selection == .whole)
        #expect(selection.contentRange(length: 10) == nil)
    }

    @Test func selectsNothingOfAnEmptyRepresentation() {
        #expect(RangeSelection(field: "bytes=0-", length: 0) == .unsatisfiable)
        #expect(RangeSelection(field: "bytes=-1", length: 0) == .whole)
    }

    @Test func reachesTheLargestLength() {
        let selection = RangeSelection(field: "bytes=18446744073709551614-", length: .max)
        #expect(selection == .part((.max - 1)..<(.max)))
    }
}

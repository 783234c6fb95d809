// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct CSVTests {
    /// Fields with everything in them that a reader could stumble over.
    private static let nasty = [
        "", ",", "\"", "\"\"", "\n", "\r\n", "\r", " ", " padded ", "a,b", "say \"x\"", "\",\"",
        "{\"angle\":-12.5,\"border\":\"reflect\"}", "naïve 肺 🫁", "a\u{0}b", "'", "line\nbreak,\"",
    ]

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a b", "a b"), ("a,b", "\"a,b\""),
        ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("a\rb", "\"a\rb\""),
    ])
    func quotesOnlyWhatNeedsIt(field: String, written: String) {
        var csv = CSVWriter()
        csv.row([field, "x"])
        #expect(csv.take() == Array("\(written),x\n".utf8))
    }

    @Test func writesNumbersAndRowsOfFields() {
        var csv = CSVWriter()
        csv.field("a")
        csv.field(-7)
        csv.endRow()
        csv.field(UInt64.max)
        csv.endRow()
        #expect(csv.take() == Array("a,-7\n18446744073709551615\n".utf8))
        #expect(csv.take().isEmpty)
    }

    @Test(arguments: nasty)
    func readsBackEveryField(field: String) {
        let rows = [[field, "x", field], ["x", field, field], [field, field, "x"]]
        #expect(Self.read(Self.written(rows), pieces: 1 << 20) == rows)
    }

    @Test(arguments: [1, 2, 3, 5, 7])
    func readsPiecesOfAnyLength(length: Int) {
        let rows = [Self.nasty, Self.nasty.reversed()]
        #expect(Self.read(Self.written(rows), pieces: length) == rows)
    }

    @Test func passesOnWhatTheTakerOfARowThrows() {
        struct Enough: Error {}
        var reader = CSVReader()
        #expect(throws: Enough.self) {
            try reader.read(Array("a\nb\n".utf8)) { _ in throw Enough() }
        }
    }

    private static func written(_ rows: [[String]]) -> [UInt8] {
        var csv = CSVWriter()
        for row in rows { csv.row(row) }
        return csv.take()
    }

    private static func read(_ bytes: [UInt8], pieces length: Int) -> [[String]] {
        var reader = CSVReader()
        var rows: [[String]] = []
        for start in stride(from: 0, to: bytes.count, by: length) {
            let piece = bytes[start..<min(start + length, bytes.count)]
            reader.read(piece) { rows.append($0) }
        }
        return rows
    }
}

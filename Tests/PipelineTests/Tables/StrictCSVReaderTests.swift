// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct StrictCSVReaderTests {
    typealias Row = Result<[String], StrictCSVReader.Fault>

    @Test(arguments: [1, 2, 3, 7, 1000])
    func readsWhatTheWriterWrote(step: Int) {
        let rows = [
            ["", ",", "\"", "\"\"", "a,b", "say \"x\"", "\",\""], ["naïve 肺 🫁", " padded ", "'"],
            [""], ["{\"angle\":-12.5,\"border\":\"reflect\"}", ""],
        ]
        var csv = CSVWriter()
        for row in rows { csv.row(row) }
        let read = Self.read(csv.take(), step: step)
        #expect(read.map(\.line) == [1, 2, 3, 4])
        #expect(read.map { try? $0.row.get() } == rows)
    }

    @Test(arguments: ["a,b\r\nc,d\r\n", "a,b\nc,d", "a,b\r\nc,d\r"])
    func takesEitherLineBreakAndNoneAtTheEnd(text: String) {
        #expect(Self.read(text).map { try? $0.row.get() } == [["a", "b"], ["c", "d"]])
    }

    @Test(arguments: [
        ("\"a", "has a quote that nothing closes"),
        ("a,\"", "has a quote that nothing closes"),
        ("\"a\"b", "has text behind the quote that ends a field"),
        ("\"a\" ,b", "has text behind the quote that ends a field"),
        ("a\"b", "has a quote in a field that does not begin with one"),
        ("a\u{0}b", "has a control character"),
        ("a\rb", "has a control character"),
        ("\"a\tb\"", "has a control character"),
    ])
    func tellsWhatIsWrongAndGoesOn(line: String, detail: String) {
        let read = Self.read("first,1\n\(line)\nlast,3\n")
        #expect(
            read.map(\.row) == [
                .success(["first", "1"]), .failure(.init(detail: detail)), .success(["last", "3"]),
            ]
        )
    }

    @Test func refusesBytesThatAreNoUTF8() {
        let read = Self.read([0x61, 0xFF, 0x0A, 0x62, 0x0A], step: 1)
        #expect(read.map(\.row) == [.failure(.init(detail: "is not UTF-8")), .success(["b"])])
    }

    @Test func keepsNoMoreThanTheLongestLine() {
        let longest = Array(repeating: UInt8(ascii: "a"), count: StrictCSVReader.longestLine)
        let read = Self.read(longest + Array("\n".utf8) + longest + Array("b\nc\n".utf8), step: 999)
        #expect(read[0].row == .success([String(decoding: longest, as: UTF8.self)]))
        #expect(read[1].row == .failure(.init(detail: "is longer than 65536 bytes")))
        #expect(read[2].row == .success(["c"]))
    }

    @Test func anEmptyTableHasNoRow() {
        #expect(Self.read("").isEmpty)
    }

    private static func read(_ text: String) -> [(line: Int, row: Row)] {
        read(Array(text.utf8), step: 1000)
    }

    private static func read(_ bytes: [UInt8], step: Int) -> [(line: Int, row: Row)] {
        var reader = StrictCSVReader()
        var rows: [(line: Int, row: Row)] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            reader.read(bytes[start..<min(start + step, bytes.count)]) { rows.append(($0, $1)) }
        }
        reader.finish { rows.append(($0, $1)) }
        return rows
    }
}

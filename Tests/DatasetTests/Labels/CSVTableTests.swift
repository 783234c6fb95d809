// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct CSVTableTests {
    private static func rows(
        _ bytes: [UInt8],
        limits: DatasetLimits = DatasetLimits()
    ) throws(DatasetError) -> [[String]] {
        var table = try CSVTable(bytes, limits: limits)
        var rows: [[String]] = []
        while try table.next() { rows.append((0..<table.count).map(table.text)) }
        return rows
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}a\n1", [["a"], ["1"]]),
        ("\u{FEFF}\"a\"\n", [["a"]]),
        ("\n\r\n a , b\t,\n\n", [["a", "b", ""]]),
        ("\"a,b\",\" c \"", [["a,b", " c "]]),
        ("\"a\r\nb\nc\",d", [["a\r\nb\nc", "d"]]),
        ("\"a \"\"b\"\"\",\"\"\"\",\"\"", [["a \"b\"", "\"", ""]]),
        ("a\"b,\"c\"", [["a\"b", "c"]]),
        (",", [["", ""]]),
        ("", []),
        ("\n\n", []),
        ("é,日本\n", [["é", "日本"]]),
    ])
    func readsRows(text: String, rows: [[String]]) throws {
        #expect(try Self.rows(Array(text.utf8)) == rows)
    }

    @Test(arguments: [
        ("a\n\"b", 2, "no end"),
        ("a\n\"b\n\n\",\"c", 2, "no end"),
        ("a\r\n\"b\"c\r\n", 2, "closing quote"),
        ("\"b\" ,c", 1, "closing quote"),
        ("\"x\n\"y", 2, "closing quote"),
        ("a\n\nb\u{0}\n", 3, "zero byte"),
        ("\"a\u{0}\"", 1, "zero byte"),
    ])
    func refusesWithTheLine(text: String, line: Int, phrase: String) {
        let error = #expect(throws: DatasetError.self) { try Self.rows(Array(text.utf8)) }
        guard case .badLabels(let detail, line) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(detail.contains(phrase))
    }

    @Test(arguments: [
        ([0x61, 0x0A, 0xFF, 0xFE] as [UInt8], 2), ([0xFF, 0xFE, 0x61, 0x00], 1),
        ([0x0A, 0x0A, 0x63, 0x61, 0x66, 0xE9, 0x0A], 3), ([0xC3], 1),
        ([0x61, 0xED, 0xA0, 0x80], 1),
    ])
    func refusesWhatIsNotUTF8(bytes: [UInt8], line: Int) {
        let error = DatasetError.badLabels(
            detail: "it is not in UTF-8; save the table as CSV in UTF-8",
            line: line
        )
        #expect(throws: error) { try Self.rows(bytes) }
        #expect(error.detail.hasPrefix("Line \(line) of the table of labels cannot be used"))
    }

    @Test func boundsWhatItHolds() throws {
        var limits = DatasetLimits()
        limits.tableBytes = 20
        limits.tableRows = 3
        limits.tableColumns = 2
        limits.tableFieldBytes = 4
        #expect(try Self.rows(Array("a,b\n1234,\"5\"\"6\"\n".utf8), limits: limits).count == 2)
        for text in ["a\nb\nc\nd\n", "a,b,c", "12345", "\"12345\"", "\"\"\"\"\"\"\"\"\"\"\"\""] {
            #expect(throws: DatasetError.self) { try Self.rows(Array(text.utf8), limits: limits) }
        }
        let long = [UInt8](repeating: 0x0A, count: 21)
        #expect(throws: DatasetError.tableTooLong(limits)) { try Self.rows(long, limits: limits) }
    }

    /// Whatever the bytes are, it ends in rows or in an error.
    @Test func endsForAnyBytes() {
        var generator = Seeded(state: 5)
        let start = Array("\u{FEFF}file,label\r\n\"a,\"\"1\"\".png\",caf\u{E9}\n\"b\nc\",d\r".utf8)
        let telling: [UInt8] = Array("\",\r\n\u{0} ;|é".utf8) + [0xFF, 0xC3, 0xEF]
        var refused = 0
        for _ in 0..<5000 {
            var bytes = start
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &generator)
                let byte = telling.randomElement(using: &generator) ?? 0
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.insert(byte, at: min(place, bytes.count))
                case 1 where !bytes.isEmpty: bytes.remove(at: place)
                case 2: bytes.removeSubrange(min(place, bytes.count)...)
                default: if !bytes.isEmpty { bytes[place] = byte }
                }
            }
            do throws(DatasetError) {
                _ = try Self.rows(bytes)
                _ = try LabelTable(parsing: bytes)
            } catch {
                #expect(error.problem == "invalid-labels")
                refused += 1
            }
        }
        #expect((1000..<5000).contains(refused))
    }
}

/// Numbers that are the same in every run.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}

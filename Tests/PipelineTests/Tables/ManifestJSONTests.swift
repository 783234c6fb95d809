// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

@testable import Pipeline

struct ManifestJSONTests {
    @Test func saysTheSameAsTheCSV() throws {
        var upload = try Upload(classes: [("a", 3), ("b", 1)])
        upload["a/he said \"so, what\", 肺.png"] = try Picture(seed: 9).png()
        let balanced = try Balanced(upload, [("test", "0")])
        let rows = try Self.json(balanced.manifestBytes)
        #expect(rows.count == balanced.manifest.count && rows.count == 8)
        for (row, expected) in zip(rows, balanced.manifest) {
            let members = try #require(row.asMembers)
            #expect(members.map(\.name) == ManifestRow.columns)
            for (name, value) in members {
                let text =
                    ManifestRow.numbers.contains(name)
                    ? value.asInteger.map(String.init)
                    : value.asString
                #expect(text == expected[name])
            }
        }
    }

    @Test func isAnEmptyArrayForAnEmptyTable() throws {
        var csv = CSVWriter()
        csv.row(ManifestRow.columns)
        #expect(try Self.json(csv.take()).isEmpty)
    }

    /// Longer than the pieces that are read and written, so rows lie across their borders.
    @Test func convertsTablesOfManyPieces() throws {
        var csv = CSVWriter()
        csv.row(ManifestRow.columns)
        for row in 0..<9_000 {
            for column in ManifestRow.columns {
                if ManifestRow.numbers.contains(column) {
                    csv.field(row)
                } else {
                    csv.field("\(column), \"\(row)\"")
                }
            }
            csv.endRow()
        }
        let rows = try Self.json(csv.take())
        #expect(rows.count == 9_000)
        for (index, row) in rows.enumerated() {
            #expect(row["bytes"]?.asInteger == Int64(index))
            #expect(row["sha256"]?.asString == "sha256, \"\(index)\"")
        }
    }

    private static func json(_ csv: [UInt8]) throws -> [JSONValue] {
        let output = try File(temporaryIn: "/tmp")
        let length = try ManifestJSON.write(File.holding(csv), to: output)
        let bytes = try output.contents()
        #expect(length == UInt64(bytes.count))
        var limits = JSONLimits()
        limits.byteCount = 16 << 20
        return try #require(try JSONValue.parse(bytes, limits: limits).asArray)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import JSON
import Testing

@testable import Pipeline

struct WeightsTableTests {
    private func table(_ before: [Int], _ after: [Int]) throws -> JSONValue {
        let classes = before.indices.map { "class \"\($0)\"" }
        let bytes = WeightsTable.bytes(classes: classes, before: before, after: after)
        #expect(bytes.last == UInt8(ascii: "\n"))
        return try JSONValue.parse(bytes)
    }

    @Test func hasTheShapeOfTheContract() throws {
        let table = try table([1226, 2184, 1154], [2184, 2184, 2184])
        #expect(table.asMembers?.map(\.name) == ["classes", "before", "after", "note"])
        #expect(table["classes"]?.asArray?[1] == .string("class \"1\""))
        for part in ["before", "after"] {
            #expect(
                table[part]?.asMembers?.map(\.name) == [
                    "counts", "inverse", "balanced", "complement", "median_frequency",
                    "effective_number", "inverse_square_root",
                ]
            )
            #expect(
                table[part]?["effective_number"]?.asMembers?.map(\.name)
                    == ["0.9", "0.99", "0.999", "0.9999"]
            )
        }
    }

    /// Not one bit of a weight is lost in the file.
    @Test func readsBackEveryWeight() throws {
        let counts = [[1, 200_003, 77], [8, 2, 1_000_000]]
        let table = try table(counts[0], counts[1])
        for (part, counts) in zip(["before", "after"], counts) {
            let weights = ClassWeights(counts: counts)
            let read = try #require(table[part])
            #expect(read["counts"]?.asArray == counts.map { .integer(Int64($0)) })
            #expect(numbers(read["inverse"]) == weights.inverse)
            #expect(numbers(read["balanced"]) == weights.balanced)
            #expect(numbers(read["complement"]) == weights.complement)
            #expect(numbers(read["median_frequency"]) == weights.medianFrequency)
            #expect(numbers(read["inverse_square_root"]) == weights.inverseSquareRoot)
            for scheme in weights.effectiveNumber {
                let list = read["effective_number"]?[scheme.beta.description]
                #expect(numbers(list) == scheme.weights)
            }
        }
    }

    @Test(arguments: [
        ([100, 100], true), ([101, 100], true), ([102, 100], false), ([1, 3], false),
        ([7, 7], true),
    ])
    func warnsNotToWeighABalancedSet(after: [Int], isBalanced: Bool) throws {
        let note = try #require(table([1, 3], after)["note"]?.asString)
        #expect(note.contains("without class weights") == isBalanced)
        #expect(note.hasPrefix("Use \"after\" with") == !isBalanced)
    }

    private func numbers(_ list: JSONValue?) -> [Double]? {
        list?.asArray?.compactMap(\.asNumber)
    }
}

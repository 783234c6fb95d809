// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import JSON
import Testing

@testable import Pipeline

struct RecipeReadingTests {
    private static let identity = DatasetIdentity(
        bytes: 3,
        sha256: SHA256.digest(of: Array("abc".utf8))
    )

    @Test(
        arguments: [
            [], [("preset", "tutorial")], [("test", "0.12345678901234567")],
            [("test", "0.123456789012345678"), ("validation", "0.000000000000000001")],
            [("test", "0.100000000000000005")], [("test", "0.30000000000000004")],
            [("target", "ratio:0.333333333333333333")], [("size", "original"), ("seed", "0")],
        ] as [[(String, String)]]
    )
    func readsBackWhatItWrote(given: [(String, String)]) throws {
        let options = try Options(given.map { (name: $0.0, text: $0.1) })
        let recipe = try Recipe.read(Recipe.bytes(options, Self.identity))
        #expect(recipe.version == Version.current && recipe.versionWarning == nil)
        #expect(recipe.dataset == Self.identity && recipe.labels == nil)
        #expect(recipe.options.resolved.map(\.value) == options.resolved.map(\.value))
    }

    @Test func writesSharesThatADoubleWouldChangeAsText() throws {
        let long = try Options([("test", "0.123456789012345678"), ("validation", "0.25")])
        let json = try JSONValue.parse(long.json())
        #expect(json["test"] == .string("0.123456789012345678"))
        #expect(json["validation"] == .number(0.25))
    }

    @Test(arguments: [
        (0.25, 25, 2), (-12.34, -1234, 2), (1e-7, 1, 7), (1.5e-7, 15, 8), (-0.0, 0, 0), (3, 3, 0),
        (1e15, 1_000_000_000_000_000, 0),
    ])
    func takesDoublesForTheirShortestDecimals(double: Double, units: Int, scale: Int) {
        #expect(Decimal(shortest: double) == Decimal(units: units, scale: scale))
    }

    @Test(arguments: [1e300, 1e-300, 1e-19, .infinity, .nan, 1e16])
    func takesNoDoubleBeyondADecimal(double: Double) {
        #expect(Decimal(shortest: double) == nil)
    }

    @Test func knowsAnotherVersionAndOtherFiles() throws {
        let text = String(decoding: Recipe.bytes(Options(), Self.identity), as: UTF8.self)
        let labels = "\"labels\": {\"bytes\": 9, \"sha256\": \"\(Self.identity.sha256)\"},"
        let other = text.split(separator: "\n").map { line in
            switch line.split(separator: ":").first {
            case "  \"version\"": "\"version\": \"9.1.0\","
            case "  \"labels\"": labels
            default: String(line)
            }
        }
        let recipe = try Recipe.read(Array(other.joined(separator: "\n").utf8))
        #expect(recipe.versionWarning?.contains("9.1.0") == true)
        let table = try #require(recipe.labels)
        #expect(table.bytes == 9)
        #expect(recipe.mismatch(dataset: Self.identity, labels: table) == nil)
        guard case .otherDataset = recipe.mismatch(dataset: table, labels: table),
            case .otherLabels = recipe.mismatch(dataset: Self.identity, labels: nil)
        else {
            Issue.record("other files pass for the recipe's own")
            return
        }
    }

    /// What stands in a recipe, by its members; nil leaves one out.
    private static func recipe(_ changes: [String: String?]) -> [UInt8] {
        var members: [String: String?] = [
            "version": "\"0.1.0\"", "options": "{\"seed\": 1}",
            "dataset": "{\"bytes\": 3, \"sha256\": \"\(identity.sha256)\"}",
        ]
        members.merge(changes) { $1 }
        let written = members.compactMap { name, value in value.map { "\"\(name)\": \($0)" } }
        return Array("{\(written.joined(separator: ", "))}".utf8)
    }

    @Test func takesAMinimalRecipeAndNullLabels() throws {
        #expect(try Recipe.read(Self.recipe([:])).options.seed == 1)
        let later = Self.recipe(["labels": "null", "warnings": "[]"])
        #expect(try Recipe.read(later).labels == nil)
    }

    @Test(
        arguments: [
            ["version": nil], ["version": "1"], ["version": "\"\""], ["dataset": nil],
            ["dataset": "\"x\""], ["dataset": "{\"bytes\": -1, \"sha256\": \"x\"}"],
            ["dataset": "{\"bytes\": 1.5}"], ["labels": "{}"], ["labels": "\"x\""],
            ["options": nil], ["options": "[]"], ["options": "{\"sede\": 1}"],
            ["options": "{\"seed\": -1}"], ["options": "{\"seed\": [1]}"],
            ["options": "{\"test\": 1e300}"], ["options": "{\"seed\": 1, \"seed\": 1}"],
            ["other": "1"],
        ] as [[String: String?]]
    )
    func refusesWhatNoVersionWrites(changes: [String: String?]) {
        let error = #expect(throws: ProvenanceError.self) {
            try Recipe.read(Self.recipe(changes))
        }
        guard case .recipe? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: ["", "{", "[]", "{}", "\u{0}", "PK\u{3}\u{4}"])
    func refusesWhatIsNoRecipe(text: String) {
        #expect(throws: ProvenanceError.self) { try Recipe.read(Array(text.utf8)) }
    }
}

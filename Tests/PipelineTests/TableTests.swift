// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import JSON
import POSIX
import Testing

@testable import Pipeline

/// What stands beside the images: CSV, JSON, recipe.
@Suite struct TableTests {
    @Test func readsBackWhateverItWrote() {
        let fields = [
            "", "plain", "a,b", "\"", "\"\"", "line\nbreak", "\r\n", ",", "é ‘x’", "ends with \"",
            "{\"angle\":-0.5}",
        ]
        var rows: [[String]] = []
        for first in fields { for second in fields { rows.append([first, second, "end"]) } }
        var writer = CSVWriter()
        for row in rows { writer.row(row) }
        let bytes = writer.take()
        for step in [1, 2, 7, bytes.count] {
            var reader = CSVReader()
            var read: [[String]] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                reader.read(rest.prefix(step)) { read.append($0) }
                rest = rest.dropFirst(step)
            }
            #expect(read == rows)
        }
    }

    @Test func writesTheFormOfRFC4180() {
        var writer = CSVWriter()
        writer.row(["a", "b,c", "say \"x\""])
        #expect(String(decoding: writer.take(), as: UTF8.self) == "a,\"b,c\",\"say \"\"x\"\"\"\n")
    }

    @Test func theManifestAsJSONHasTheSameRows() throws {
        let balanced = try TestDataset().balance()
        let output = try File(temporaryIn: "/tmp")
        let length = try ManifestJSON.write(balanced.manifestFile, to: output)
        var bytes = [UInt8](repeating: 0, count: Int(length))
        _ = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe output.descriptor.read(into: $0, at: 0)
        }
        let objects = try #require(JSONValue.parse(bytes).asArray)
        let rows = balanced.rows("manifest.csv")
        #expect(objects.count == rows.count)
        for (object, row) in zip(objects, rows) {
            #expect(object.asMembers?.map(\.name) == ManifestRow.columns)
            for (name, value) in object.asMembers ?? [] {
                #expect((value.asString ?? value.json()) == row[name])
            }
            #expect(object["width"]?.asInteger == 16)
        }
    }

    @Test(
        arguments: [
            [], [("preset", "tutorial")], [("test", "0.0000001")], [("test", "0"), ("seed", "0")],
            [("size", "320x200"), ("validation", "0.125")], [("size", "original")],
            [("augment", "rotate:0.01,flip,blur:31")], [("test", "0.000000000000000001")],
        ] as [[(String, String)]]
    )
    func optionsComeBackFromARecipe(given: [(String, String)]) throws {
        let options = try Options(given.map { (name: $0.0, text: $0.1) })
        #expect(try Recipe.options(options.json()).json() == options.json())
    }

    @Test func theRecipeNamesVersionDatasetAndOptions() throws {
        let dataset = try TestDataset()
        let recipe = try JSONValue.parse(dataset.balance([("seed", "5")]).text("recipe.json"))
        #expect(recipe["version"]?.asString == Version.current)
        #expect(recipe["options"]?["seed"]?.asInteger == 5)
        let identity = try DatasetIdentity(reading: dataset.file())
        #expect(recipe["dataset"]?["sha256"]?.asString == identity.sha256.description)
    }

    @Test func parametersSayWhatFillsTheEdge() {
        let turn = Operation.rotate(centidegrees: -50, centre: .pixelCentre)
        #expect(ManifestRow.parameters(turn, .reflect) == "{\"angle\":-0.5,\"border\":\"reflect\"}")
        #expect(ManifestRow.parameters(.flip, .reflect) == "{}")
    }
}

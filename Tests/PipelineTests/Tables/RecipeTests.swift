// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import JSON
import Testing

@testable import Pipeline

struct RecipeTests {
    private static let given: [[(String, String)]] = [
        [],
        [("test", "0.0000001")],
        [("test", "0"), ("validation", "0.00000015")],
        [("test", "0.30000000000000004")],
        [("test", "0.15"), ("validation", "0.849999")],
        [("seed", "4294967295"), ("quality", "1"), ("bad_images", "fail")],
        [("preset", "tutorial")],
        [("preset", "tutorial"), ("border", "reflect")],
        [("augment", "rotate:12.25,blur:31"), ("border", "constant")],
        [("augment", "translate:0.000001"), ("strategy", "none")],
        [("size", "original"), ("color", "gray"), ("format", "jpeg")],
        [("size", "64x4096")],
        [("size", "8")],
    ]

    @Test(arguments: given)
    func readsBackTheOptionsThatWereResolved(given: [(String, String)]) throws {
        let options = try Options(given.map { (name: $0.0, text: $0.1) })
        #expect(try Recipe.options(options.json()).json() == options.json())
        #expect(try Recipe.options(options.json(.indented)).json() == options.json())
    }

    @Test func holdsVersionDatasetAndEveryOption() throws {
        let digest = SHA256.digest(of: Array("abc".utf8))
        let identity = DatasetIdentity(bytes: 3, sha256: digest)
        let bytes = Recipe.bytes(Options(), identity)
        #expect(bytes.last == UInt8(ascii: "\n"))
        let recipe = try JSONValue.parse(bytes)
        #expect(recipe["version"] == .string(Version.current))
        #expect(recipe["dataset"]?["bytes"] == .integer(3))
        #expect(recipe["dataset"]?["sha256"] == .string(digest.description))
        let names = try #require(recipe["options"]?.asMembers).map(\.name)
        #expect(names == OptionTable.all.map(\.name))
        #expect(recipe["options"]?["preset"]?.isNull == true)
    }

    @Test(arguments: [
        #"{"seed":-1}"#, #"{"seed":1.5}"#, #"{"seed":[1]}"#, #"{"seed":true}"#, #"{"seeds":1}"#,
        #"{"test":1}"#,
    ])
    func refusesWhatNoOptionTakes(json: String) {
        #expect(throws: DatasetError.self) { try Recipe.options(json) }
    }

    @Test(arguments: ["", "{", "{\"seed\":1,\"seed\":1}"])
    func refusesWhatIsNoJSON(json: String) {
        #expect(throws: JSONError.self) { try Recipe.options(json) }
    }

    @Test(arguments: ["[]", "1", "\"seed\""])
    func refusesWhatIsNoObject(json: String) {
        #expect(throws: (any Error).self) { try Recipe.options(json) }
    }
}

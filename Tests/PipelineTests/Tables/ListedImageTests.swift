// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import Testing

@testable import Pipeline

struct ListedImageTests {
    private static let digest = String(repeating: "0a", count: 32)

    /// A row that is right, with some fields set to something else.
    private static func row(_ changes: [String: String] = [:]) -> [String] {
        var fields = [
            "file": "train/cats/0-aug01.png", "split": "train", "label": "cats",
            "label_index": "0", "origin": "artificial", "source": "root/cats/0.png",
            "source_sha256": digest, "group": "p1", "operation": "rotate",
            "parameters": "{\"angle\":-12.34,\"border\":\"reflect\"}", "width": "16",
            "height": "8", "channels": "1", "bit_depth": "8", "bytes": "120", "sha256": digest,
        ]
        fields.merge(changes) { $1 }
        return ManifestRow.columns.map { fields[$0] ?? "" }
    }

    @Test func readsARow() throws {
        let image = try ListedImage(Self.row())
        #expect(image.file == "train/cats/0-aug01.png" && image.part == .train)
        #expect(image.label == "cats" && image.labelIndex == 0 && image.group == "p1")
        #expect(image.content.operation == .rotate(centidegrees: -1234, centre: .pixelCentre))
        #expect(image.content.border == .reflect)
        #expect(image.content.width == 16 && image.content.height == 8)
        #expect(image.content.bytes == 120 && image.content.sha256.description == Self.digest)
    }

    @Test func readsOriginalsAndCopies() throws {
        let original = try ListedImage(
            Self.row(["origin": "original", "operation": "", "parameters": ""])
        )
        #expect(original.content.operation == nil && !original.content.isByteCopy)
        let copy = try ListedImage(Self.row(["operation": "copy", "parameters": ""]))
        #expect(copy.content.operation == nil && copy.content.isByteCopy)
        let flip = try ListedImage(Self.row(["operation": "flip", "parameters": "{}"]))
        #expect(flip.content.operation == .flip && flip.content.border == nil)
    }

    @Test func readsWhatIsComposed() throws {
        let steps = #"{"operation":"rotate","angle":-12.34},{"operation":"vflip"}"#
        let image = try ListedImage(
            Self.row([
                "operation": "rotate+vflip",
                "parameters": #"{"steps":[\#(steps)],"border":"constant"}"#,
            ])
        )
        let expected = Operation.composed([
            .rotate(centidegrees: -1234, centre: .pixelCentre), .verticalFlip,
        ])
        #expect(image.content.operation == expected && image.content.border == .constant)
        #expect(
            ManifestRow.parameters(expected, .constant)
                == #"{"steps":[\#(steps)],"border":"constant"}"#
        )
    }

    @Test(arguments: [
        ("rotate", #"{"steps":[{"operation":"rotate","angle":5}],"border":"reflect"}"#),
        ("flip+vflip", #"{"steps":[{"operation":"vflip"},{"operation":"flip"}]}"#),
        ("flip+vflip", #"{"steps":[{"operation":"flip"},{"operation":"vflip","x":1}]}"#),
        ("flip+vflip", #"{"steps":[{"operation":"flip"},{}]}"#),
        ("flip+vflip", #"{"steps":[{"operation":"flip"},"vflip"]}"#),
        ("flip+vflip", #"{"steps":[{"operation":"flip"},{"operation":"vflip"}],"seed":1}"#),
        (
            "flip+vflip",
            #"{"steps":[{"operation":"flip"},{"operation":"vflip"}],"border":"reflect"}"#
        ),
        ("flip+flip", #"{"steps":[{"operation":"flip"},{"operation":"flip"}]}"#),
        (
            "flip+blur",
            #"{"steps":[{"operation":"flip"},{"operation":"blur","kernel":3,"sigma":0}]}"#
        ),
        ("flip+vflip", #"{"steps":{"operation":"flip"}}"#), ("flip+vflip", "{}"),
        ("flip+copy", #"{"steps":[{"operation":"flip"},{"operation":"copy"}]}"#),
    ])
    func refusesStepsThatNoRunWrites(operation: String, parameters: String) {
        #expect(throws: ListedImage.Fault.self) {
            try ListedImage(Self.row(["operation": operation, "parameters": parameters]))
        }
    }

    @Test(
        arguments: [
            ["split": "training"], ["split": "test"], ["label": "dogs"], ["label": ""],
            ["file": "train/cats/"], ["file": "train/cats/a/b.png"], ["file": "cats/0.png"],
            ["file": ""], ["label_index": "-1"], ["label_index": "+1"], ["label_index": "1.0"],
            ["label_index": ""], ["width": "99999999999999999999"], ["bytes": "1e3"],
            ["origin": "Original"], ["origin": "original"],
            ["origin": "original", "operation": ""],
            ["origin": "original", "parameters": ""], ["operation": ""], ["operation": "copy"],
            ["operation": "rotat"], ["parameters": ""], ["parameters": "[]"], ["parameters": "{"],
            ["parameters": "{\"angle\":-12.34}"],
            ["parameters": "{\"angle\":-12.34,\"border\":\"black\"}"],
            ["parameters": "{\"angle\":-12.34,\"border\":1}"],
            ["parameters": "{\"angle\":1e300,\"border\":\"reflect\"}"],
            ["parameters": "{\"angle\":[1],\"border\":\"reflect\"}"],
            ["operation": "flip", "parameters": "{\"border\":\"reflect\"}"],
            ["sha256": String(repeating: "0A", count: 32)], ["sha256": "0a"],
            ["source_sha256": String(repeating: "0g", count: 32)],
            ["file": "test/cats/0-aug01.png", "split": "test"],
        ] as [[String: String]]
    )
    func refusesWhatNoRunWrites(changes: [String: String]) {
        #expect(throws: ListedImage.Fault.self) { try ListedImage(Self.row(changes)) }
    }

    @Test(arguments: [0, 1, 15, 17])
    func refusesAnyOtherNumberOfFields(count: Int) {
        let fields = Array((Self.row() + [""]).prefix(count))
        #expect(throws: ListedImage.Fault.self) { try ListedImage(fields) }
    }
}

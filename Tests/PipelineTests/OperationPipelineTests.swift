// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Testing

@testable import Pipeline

/// Every operation on its way from an option through the archive and its manifest back to pixels.
@Suite struct OperationPipelineTests {
    private static let everything =
        "rotate:25,flip,vflip,translate:0.3,blur:5,scale:0.4,brightness:0.3,contrast:0.5,gamma:0.6,"
        + "noise:20"

    private static let names = [
        "blur", "brightness", "contrast", "flip", "gamma", "noise", "rotate", "scale", "translate",
        "vflip",
    ]

    /// Grey and colour, 8 and 16 bits, as PNG and, where there is such a one, as JPEG.
    private static func upload(_ ending: String) throws -> Upload {
        var upload = Upload()
        for index in 0..<64 {
            var picture = Picture(seed: index)
            picture.channels = index % 2 == 0 ? 1 : 3
            picture.bitDepth = ending == "png" && index % 4 < 2 ? 16 : 8
            let bytes = try ending == "png" ? picture.png() : picture.jpeg()
            upload.entries.append(("\(index < 60 ? "cats" : "dogs")/\(index).\(ending)", bytes))
        }
        return upload
    }

    @Test(arguments: ["png", "jpg"], Border.allCases)
    func verifiesWhatEveryOperationMakes(ending: String, border: Border) throws {
        let options = [("augment", Self.everything), ("border", border.rawValue), ("test", "0")]
        let edited = try Edited(try Self.upload(ending), options)
        let operations = Set(edited.files.map { edited[$0, "operation"] })
        #expect(operations.subtracting([""]).sorted() == Self.names)
        let verification = try edited.verification()
        #expect(verification.isSound, "\(verification.findings)")
        #expect(verification.notPlanned == nil)
    }

    @Test(arguments: ["png", "jpg"], [[], [("preset", "tutorial")], [("size", "original")]])
    func verifiesWhatAllOfThemMakeTogether(ending: String, extra: [(String, String)]) throws {
        let list = extra.isEmpty || extra[0].0 == "size" ? [("augment", Self.everything)] : []
        let options = list + extra + [("compose", "all"), ("test", "0")]
        let edited = try Edited(try Self.upload(ending), options)
        let operations = Set(edited.files.map { edited[$0, "operation"] }).subtracting([""])
        let joined =
            list.isEmpty
            ? "rotate+flip+translate+blur"
            : "rotate+flip+vflip+translate+blur+scale+brightness+contrast+gamma+noise"
        #expect(operations == [joined])
        let verification = try edited.verification()
        #expect(verification.isSound, "\(verification.findings)")
        #expect(verification.notPlanned == nil)
    }

    /// Another draw of any one step gives other bytes.
    @Test func namesARowWhoseStepIsAnother() throws {
        var edited = try Edited(
            try Self.upload("png"),
            [("augment", "vflip,brightness:0.3"), ("compose", "all"), ("test", "0")]
        )
        let file = edited.file(where: "origin", is: "artificial")
        let parameters = edited[file, "parameters"]
        #expect(parameters.hasPrefix(#"{"steps":[{"operation":"vflip"},{"operation":"brightness""#))
        edited[file, "parameters"] =
            #"{"steps":[{"operation":"vflip"},{"operation":"brightness","offset":77}]}"#
        let findings = try edited.verification().findings
        #expect(findings.allSatisfy { $0.file == file })
        #expect(findings.contains { $0.kind == .imageDiffers })
    }

    @Test func makesTheSameArchiveAgainFromItsRecipe() throws {
        let upload = try Self.upload("png")
        let given = [("augment", Self.everything), ("compose", "all"), ("size", "16")]
        let first = try Balanced(upload, given)
        let recipe = try Recipe.read(first["recipe.json"] ?? [])
        let again = recipe.options.resolved.compactMap { option in
            option.value.text.map { (option.name, $0) }
        }
        #expect(try Balanced(upload, again, workers: 1).bytes == first.bytes)
    }
}

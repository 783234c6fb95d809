// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct LabelPatternTests {
    private func make(
        _ label: String,
        _ names: [String],
        splits: String = "keep"
    ) throws -> Catalogue {
        try Catalogue.make(
            entries: entries(names),
            options: Options([("label", label), ("splits", splits)])
        )
    }

    /// The pneumonia set, whose bacteria and viruses are told apart by file names alone.
    @Test func takesTheClassFromTheFirstPatternThatMatches() throws {
        let names = [
            "chest_xray/train/PNEUMONIA/person1_bacteria_1.jpeg",
            "chest_xray/train/PNEUMONIA/person59_virus_116.jpeg",
            "chest_xray/train/NORMAL/IM-0115-0001.jpeg", "chest_xray/test/NORMAL/IM-0001-0001.jpeg",
            "chest_xray/test/NORMAL/other.jpeg",
        ]
        let catalogue = try make("person*_{label}_*,*/{label}/IM-*", names)
        #expect(catalogue.classes == ["NORMAL", "bacteria", "virus"])
        #expect(
            catalogue.images.map(\.path) == [
                "NORMAL/IM-0001-0001.jpeg", "NORMAL/IM-0115-0001.jpeg",
                "PNEUMONIA/person1_bacteria_1.jpeg", "PNEUMONIA/person59_virus_116.jpeg",
            ]
        )
        #expect(catalogue.images.map(\.part) == [.test, .train, .train, .train])
        #expect(catalogue.uploadedParts == [.train, .test])
        #expect(catalogue.dropped.map(\.file) == [names[4]])
        #expect(catalogue.warnings.map(\.code) == ["unlabelled"])
        #expect(
            catalogue.layout.description == "class by file name, ‘person*_{label}_*’ or "
                + "‘*/{label}/IM-*’, ROOT/PART/… with the root ‘chest_xray’ and the split folders "
                + "‘test’, ‘train’ kept"
        )
    }

    @Test func takesPartsWhereverTheyStand() throws {
        let names = ["train/a_1.png", "test/b_1.png", "more/b_2.png", "c_3.png"]
        let kept = try make("{label}_*", names)
        #expect(kept.classes == ["a", "b", "c"])
        #expect(kept.images.map(\.path) == ["a_1.png", "b_1.png", "more/b_2.png", "c_3.png"])
        #expect(kept.images.map(\.part) == [.train, .test, .train, .train])
        #expect(kept.warnings.map(\.code) == ["outside-split-folders"])
        #expect(kept.warnings[0].detail.contains("2 images"))
        let merged = try make("{label}_*", names, splits: "merge")
        #expect(merged.images.allSatisfy { $0.part == nil })
        #expect(merged.warnings.isEmpty)
    }

    @Test func takesAFlatFolderForTheRoot() throws {
        let catalogue = try make("{label}_*", ["images/b_1.png", "images/a_1.png"])
        #expect(catalogue.layout.root == "images")
        #expect(catalogue.images.map(\.path) == ["a_1.png", "b_1.png"])
    }

    @Test func leavesOutClassesThatCannotBeFolders() throws {
        let catalogue = try make(
            "{label}_*",
            ["a_1.png", "b_1.png", "d\u{7}_1.png", "c\u{200B}_1.png"]
        )
        #expect(catalogue.classes == ["a", "b"])
        #expect(catalogue.dropped.map(\.reason) == ["bad-class-name", "bad-class-name"])
    }

    @Test func tellsClassesApartByBytes() throws {
        let catalogue = try make("{label}_*", ["é_1.png", "e\u{301}_2.png", "E\u{301}_3.png"])
        #expect(catalogue.classes.count == 3)
        #expect(catalogue.warnings.map(\.code) == ["class-names-alike"])
    }
}

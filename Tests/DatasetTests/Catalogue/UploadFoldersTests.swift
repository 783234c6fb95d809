// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct UploadFoldersTests {
    struct Layout: CustomTestStringConvertible {
        let testDescription: String
        let names: [String]
        let classes: [String]
        /// The part of each image, by the names' own order; empty without parts.
        var parts: [Split.Part] = []
    }

    static let layouts = [
        Layout(
            testDescription: "PART/CLASS/…",
            names: ["train/a/1.png", "train/b/1.png", "test/a/1.png"],
            classes: ["a", "b"],
            parts: [.train, .train, .test]
        ),
        Layout(
            testDescription: "ROOT/PART/CLASS/…",
            names: ["r/TRAIN/a/1.png", "r/Testing/b/1.png", "r/Valid/b/2.png"],
            classes: ["a", "b"],
            parts: [.train, .test, .validation]
        ),
        Layout(
            testDescription: "PART/CLASS/… several names of a part",
            names: ["train/a/1.png", "training/b/1.png", "val/a/2.png", "validation/b/2.png"],
            classes: ["a", "b"],
            parts: [.train, .train, .validation, .validation]
        ),
        Layout(
            testDescription: "PART/CLASS/… train alone",
            names: ["train/a/1.png", "train/b/deeper/1.png"],
            classes: ["a", "b"],
            parts: [.train, .train]
        ),
        Layout(
            testDescription: "ROOT/CLASS/… test alone",
            names: ["test/a/1.png", "test/b/1.png"],
            classes: ["a", "b"]
        ),
        Layout(
            testDescription: "ROOT/PART/CLASS/… root called as a part",
            names: ["test/train/a/1.png", "test/val/b/1.png"],
            classes: ["a", "b"],
            parts: [.train, .validation]
        ),
        Layout(
            testDescription: "ROOT/CLASS/… a root among strays",
            names: ["r/a/1.png", "r/b/1.png"],
            classes: ["a", "b"]
        ),
        Layout(
            testDescription: "CLASS/… with folders in classes",
            names: ["a/train/1.png", "b/test/1.png"],
            classes: ["a", "b"]
        ),
    ]

    @Test(arguments: layouts)
    func findsWhatStandsAboveTheClasses(_ layout: Layout) throws {
        // Junk, tables and stray images change nothing about it.
        let others = ["stray.png", "list.csv", "__MACOSX/train/a/._1.png", "docs/", ".DS_Store"]
        let catalogue = try Catalogue.make(entries: entries(layout.names + others))
        let images = catalogue.images.sorted { $0.entry < $1.entry }
        #expect(catalogue.classes == layout.classes)
        #expect(images.map(\.name) == layout.names)
        #expect(images.compactMap(\.part) == layout.parts)
        #expect(catalogue.uploadedParts == Set(layout.parts))
        let shape = layout.testDescription.prefix { $0 != " " }
        #expect(catalogue.layout.description.hasPrefix(shape))
        #expect(catalogue.dropped.map(\.file) == ["stray.png"])
    }

    @Test func mergesPartsWhenAskedTo() throws {
        let names = ["train/a/2.png", "test/a/2.png", "test/a/1.png", "val/b/1.png"]
        let catalogue = try Catalogue.make(
            entries: entries(names),
            options: Options([("splits", "merge")])
        )
        #expect(
            catalogue.images.map(\.name)
                == ["test/a/1.png", "test/a/2.png", "train/a/2.png", "val/b/1.png"]
        )
        #expect(catalogue.images.map(\.path) == ["1.png", "2.png", "2.png", "1.png"])
        #expect(catalogue.images.allSatisfy { $0.part == nil })
        #expect(catalogue.uploadedParts.isEmpty)
        #expect(
            catalogue.layout.description
                == "PART/CLASS/… with the split folders ‘test’, ‘train’, ‘val’ merged"
        )
    }

    /// Competitions hand out a test folder without classes.
    @Test func leavesOutWhatLiesDirectlyInAPart() throws {
        let catalogue = try Catalogue.make(
            entries: entries(["train/a/1.png", "train/b/1.png", "test/1.png", "test/2.png"])
        )
        #expect(catalogue.uploadedParts == [.train])
        #expect(catalogue.dropped.map(\.file) == ["test/1.png", "test/2.png"])
    }

    @Test func staysRightWithoutSomeImages() throws {
        let names = ["train/a/1.png", "train/a/2.png", "test/a/1.png", "train/b/1.png", "x.png"]
        let whole = try Catalogue.make(entries: entries(names))
        let rest = try whole.removing([1])
        #expect(rest.images.map(\.part) == [.test, .train, .train])
        #expect(rest.uploadedParts == [.train, .test])
        #expect(rest.dropped == whole.dropped)
        #expect(rest.layout == whole.layout)
    }

    /// A test part that is gone must not pass for one that nobody had.
    @Test func refusesToLoseAPartOfTheUploadsOwn() throws {
        let names = ["train/a/1.png", "train/b/1.png", "test/a/1.png", "test/b/1.png"]
        let whole = try Catalogue.make(entries: entries(names))
        let tests = whole.images.indices.filter { whole.images[$0].part == .test }
        #expect(throws: DatasetError.tooFewImages(.partVanished(.test, images: 2))) {
            () throws in try whole.removing(Set(tests))
        }
    }

    @Test(arguments: [
        (["NORMAL/p0001/1.png", "NORMAL/p0002/1.png"], true),
        (["x/patient00012/1.png", "x/p10000032/1.png", "x/00012229/1.png", "x/id_07/1.png"], true),
        (["x/1_NORMAL/1.png", "x/2_VIRUS/1.png"], false),
        (["x/p0001/1.png", "x/other/1.png"], false),
        (["x/p1/1.png", "x/p2/1.png"], false),
        (["p0001/1.png", "p0002/1.png"], true), (["images_001/1.png", "images_002/1.png"], true),
        (["train/patient00001/s/1.png", "valid/patient00002/s/1.png"], true),
    ])
    func warnsOfIDsTakenForClasses(names: [String], isSuspect: Bool) throws {
        let catalogue = try Catalogue.make(entries: entries(names))
        #expect(catalogue.warnings.map(\.code) == (isSuspect ? ["classes-look-like-ids"] : []))
    }

    @Test(arguments: [
        (["a/1.png", "b/1.png", "c/", "c/notes.txt"], "1 folder", "‘c’"),
        (["r/a/1.png", "r/b/1.png", "r/c/", "r/d/1.dcm", "r/a/x/"], "2 folders", "‘c’, ‘d’"),
        (["r/train/a/1.png", "r/test/b/1.png", "r/train/c/", "r/train/b/"], "1 folder", "‘c’"),
    ])
    func warnsOfEmptyClasses(names: [String], count: String, folders: String) throws {
        let catalogue = try Catalogue.make(entries: entries(names))
        #expect(catalogue.warnings.map(\.code) == ["empty-class"])
        #expect(catalogue.warnings[0].detail.contains(count))
        #expect(catalogue.warnings[0].detail.contains(folders))
    }

    @Test func seesNoEmptyClassInJunkOrBesideTheRoot() throws {
        let catalogue = try Catalogue.make(
            entries: entries([
                "r/", "r/a/", "r/a/1.png", "r/b/1.png", "r/.git/", "r/list.csv", "__MACOSX/",
                "docs/",
                "docs/readme.txt", "r/a/deeper/",
            ])
        )
        #expect(catalogue.warnings.map(\.code) == ["table-unused"])
    }

    /// The folder of a second copy has lost its images, but it never was a class.
    @Test func seesNoEmptyClassInASecondCopy() throws {
        let catalogue = try Catalogue.make(
            entries: entries(alike: [
                "x/a/1.png=1", "x/b/2.png=2", "x/x/", "x/x/a/", "x/x/a/1.png=1", "x/x/b/2.png=2",
            ])
        )
        #expect(catalogue.warnings.map(\.code) == ["nested-copy"])
    }
}

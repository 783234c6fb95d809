// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct CatalogueTests {
    private func make(_ names: String...) throws -> Catalogue {
        try Catalogue.make(entries: entries(names))
    }

    @Test func takesTopFoldersForClasses() throws {
        let catalogue = try make("b/2.png", "a/1.png", "b/1.png", "b/deep/er/3.png")
        #expect(catalogue.layout.description == "CLASS/…")
        #expect(catalogue.classes == ["a", "b"])
        #expect(
            catalogue.images.map(\.name) == ["a/1.png", "b/1.png", "b/2.png", "b/deep/er/3.png"]
        )
        #expect(catalogue.images.map(\.path) == ["1.png", "1.png", "2.png", "deep/er/3.png"])
        #expect(catalogue.images.map(\.label) == [0, 1, 1, 1])
        #expect(catalogue.images.map(\.entry) == [1, 2, 0, 3])
        #expect(catalogue.images.map(\.crc32) == [1, 2, 0, 3])
        #expect(catalogue.ranges == [0..<1, 1..<4])
        #expect(catalogue.warnings.isEmpty)
    }

    @Test func takesASharedTopFolderForTheRoot() throws {
        let catalogue = try make("data/", "data/a/", "data/b/1.png", "data/a/x/1.png")
        #expect(catalogue.layout.description == "ROOT/CLASS/… with the root ‘data’")
        #expect(catalogue.classes == ["a", "b"])
        #expect(catalogue.images.map(\.name) == ["data/a/x/1.png", "data/b/1.png"])
        #expect(catalogue.images.map(\.path) == ["x/1.png", "1.png"])
    }

    /// Neither junk nor a file beside the root makes it less of a root.
    @Test func looksForTheRootAmongImagesOnly() throws {
        let catalogue = try make(
            "data/a/1.png",
            "data/b/1.png",
            "data/list.csv",
            "README",
            "__MACOSX/data/a/._1.png",
            ".DS_Store"
        )
        #expect(catalogue.layout.root == "data")
        #expect(catalogue.ignored.junk == 2)
        #expect(catalogue.ignored.otherFiles == 2)
        #expect(catalogue.ignored.total == 4)
    }

    @Test func takesARootOffOnce() {
        #expect(throws: DatasetError.oneClass(name: "again", images: 2)) {
            try make("data/again/a/1.png", "data/again/b/1.png")
        }
    }

    @Test func pointsToATableThatWasNotRead() throws {
        let names = ["images/1.png", "images/2.png", "meta/z.csv", "List.CSV"]
        let error = #expect(throws: DatasetError.self) { () throws in
            try Catalogue.make(entries: entries(names))
        }
        #expect(error?.reason == .oneClass(name: "images", images: 2, table: "List.CSV"))
        #expect(error?.detail.contains("‘List.CSV’ says the classes: label=csv:PATH") == true)
        let catalogue = try make("a/1.png", "b/1.png", "meta/list.csv")
        #expect(catalogue.warnings.map(\.code).contains("table-unused"))
        #expect(try make("a/1.png", "b/1.png", "b/notes.txt").warnings.isEmpty)
    }

    @Test func readsPastALeadingDotFolder() throws {
        let catalogue = try make("./", "./data/b/1.png", "./data/a/1.png", "data/a/2.png")
        #expect(catalogue.layout.root == "data")
        #expect(catalogue.classes == ["a", "b"])
        #expect(catalogue.images.map(\.path) == ["1.png", "2.png", "1.png"])
    }

    /// A space sorts before the slash, capitals before small letters, Latin before Cyrillic.
    @Test func sortsByBytes() throws {
        let catalogue = try make(
            "я/1.png",
            "a/b.png",
            "a b/1.png",
            "Z/1.png",
            "a/B.png",
            "a/10.png",
            "a/9.png",
            "a/b/1.png"
        )
        #expect(catalogue.classes == ["Z", "a", "a b", "я"])
        #expect(
            catalogue.images[catalogue.ranges[1]].map(\.path)
                == ["10.png", "9.png", "B.png", "b.png", "b/1.png"]
        )
    }

    /// The two spellings of é are equal strings in Swift and two folders everywhere else.
    @Test func tellsClassesApartByBytes() throws {
        let catalogue = try make("caf\u{E9}/1.png", "cafe\u{301}/1.png")
        #expect(catalogue.classes.map { Array($0.utf8).count } == [6, 5])
        #expect(catalogue.warnings.map(\.code) == ["class-names-alike"])
    }

    @Test func warnsOfNamesThatDifferOnlyInCase() throws {
        let catalogue = try make("Normal/1.png", "normal/1.png", "virus/1.png")
        #expect(catalogue.classes == ["Normal", "normal", "virus"])
        #expect(catalogue.warnings.map(\.code) == ["class-names-alike"])
        #expect(catalogue.warnings[0].detail.contains("‘Normal’, ‘normal’"))
    }

    @Test(arguments: [
        ["train/1.png", "Test/1.png"], ["train/1.png", "test/1.png", "cats/1.png"],
        ["x/val/a/1.png", "x/train/a/1.png", "x/dogs/1.png"],
    ])
    func warnsOfSplitFoldersTakenForClasses(names: [String]) throws {
        let catalogue = try Catalogue.make(entries: entries(names))
        #expect(catalogue.warnings.map(\.code) == ["classes-look-like-splits"])
        #expect(catalogue.uploadedParts.isEmpty)
    }

    @Test func letsOneClassBeCalledAsAPart() throws {
        #expect(try make("train/1.png", "bus/1.png").warnings.isEmpty)
    }

    @Test func refusesAnArchiveWithoutImages() {
        #expect(throws: DatasetError.noImages(otherFiles: 2)) {
            try make("a/", "a/1.dcm", "__MACOSX/a/1.png")
        }
        #expect(throws: DatasetError.noImages(otherFiles: 0)) { try make() }
    }

    @Test(arguments: [
        ["a/1.png", "2.png", "b/1.png", "1.png"],
        ["data/a/1.png", "data/3.png", "data/b/1.png", "2.png"],
    ])
    func leavesOutImagesOutsideClassFolders(names: [String]) throws {
        let catalogue = try Catalogue.make(entries: entries(names))
        let stray = names.filter { !$0.hasSuffix("a/1.png") && !$0.hasSuffix("b/1.png") }.sorted()
        #expect(catalogue.classes == ["a", "b"])
        #expect(catalogue.images.count == 2)
        #expect(catalogue.dropped.map(\.file) == stray)
        #expect(catalogue.dropped.allSatisfy { $0.reason == "unlabelled" })
        #expect(catalogue.warnings.map(\.code) == ["unlabelled"])
        #expect(catalogue.warnings[0].detail.contains("2 images left out"))
        #expect(catalogue.warnings[0].detail.contains("‘\(stray[0])’"))
    }

    @Test func namesTenOfManyUnlabelledImages() {
        let names = (10..<32).map { "\($0).png" }
        let error = DatasetError.unlabelled(names: Array(names.prefix(10)), count: 22)
        #expect(throws: error) { try Catalogue.make(entries: entries(names)) }
        #expect(error.detail.contains("‘19.png’ and 12 more"))
        #expect(error.problem == "unlabelled")
    }

    @Test(arguments: [
        ["a/1.png", "a/2.png"], ["r/a/1.png", "r/a/2.png"], ["a/x/1.png", "a/x/y/2.png"],
    ])
    func refusesASingleClass(names: [String]) {
        let name = names[0].hasPrefix("a/x") ? "x" : "a"
        #expect(throws: DatasetError.oneClass(name: name, images: 2)) {
            try Catalogue.make(entries: entries(names))
        }
    }
}

struct CatalogueRemovalTests {
    @Test func keepsTheOrderOfTheRest() throws {
        let whole = try catalogue([3, 2])
        let rest = try whole.removing([0, 4])
        #expect(rest.images.map(\.name) == ["a/0002.png", "a/0003.png", "b/0001.png"])
        #expect(rest.images.map(\.entry) == [1, 2, 3])
        #expect(rest.ranges == [0..<2, 2..<3])
        #expect(rest.classes == whole.classes)
        #expect(try whole.removing([]) == whole)
    }

    @Test func refusesToLoseAClass() throws {
        let catalogue = try catalogue([3, 2])
        #expect(throws: DatasetError.tooFewImages(.vanished("b", images: 2))) {
            try catalogue.removing([0, 3, 4])
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct NestedCopiesTests {
    private func make(_ names: String...) throws -> Catalogue {
        try Catalogue.make(entries: entries(alike: names))
    }

    /// As the pneumonia archive on Kaggle has it.
    @Test func leavesOutTheSecondCopyOfARoot() throws {
        let catalogue = try make(
            "chest_xray/",
            "chest_xray/__MACOSX/",
            "chest_xray/__MACOSX/chest_xray/train/NORMAL/._1.jpeg=m",
            "chest_xray/chest_xray/",
            "chest_xray/chest_xray/.DS_Store",
            "chest_xray/chest_xray/train/NORMAL/1.jpeg=1",
            "chest_xray/chest_xray/train/PNEUMONIA/2.jpeg=2",
            "chest_xray/chest_xray/test/NORMAL/3.jpeg=3",
            "chest_xray/chest_xray/test/PNEUMONIA/4.jpeg=4",
            "chest_xray/train/NORMAL/1.jpeg=1",
            "chest_xray/train/PNEUMONIA/2.jpeg=2",
            "chest_xray/test/NORMAL/3.jpeg=3",
            "chest_xray/test/PNEUMONIA/4.jpeg=4"
        )
        #expect(
            catalogue.images.map(\.name) == [
                "chest_xray/train/NORMAL/1.jpeg", "chest_xray/test/NORMAL/3.jpeg",
                "chest_xray/train/PNEUMONIA/2.jpeg", "chest_xray/test/PNEUMONIA/4.jpeg",
            ]
        )
        #expect(catalogue.images.map(\.part) == [.train, .test, .train, .test])
        #expect(catalogue.dropped.map(\.reason) == Array(repeating: "nested-copy", count: 4))
        #expect(catalogue.dropped[0].file == "chest_xray/chest_xray/test/NORMAL/3.jpeg")
        #expect(catalogue.dropped[0].detail.contains("‘chest_xray/test/NORMAL/3.jpeg’"))
        #expect(catalogue.warnings.map(\.code) == ["nested-copy"])
        #expect(catalogue.warnings[0].detail.contains("‘chest_xray/chest_xray’"))
        #expect(catalogue.warnings[0].detail.contains("4 images left out"))
        #expect(catalogue.ignored.junk == 2)
    }

    /// What only the copy holds is no less a part of the dataset.
    @Test func takesWhatOnlyTheCopyHoldsAsIfInTheFolderItself() throws {
        let catalogue = try make(
            "x/a/1.png=1",
            "x/b/2.png=2",
            "x/x/a/1.png=1",
            "x/x/b/2.png=2",
            "x/a/6.png=6",
            "x/x/a/6.png=6",
            "x/x/a/3.png=3",
            "x/x/c/4.png=4",
            "x/a/5.png=5",
            "x/x/a/5.png=other"
        )
        #expect(catalogue.classes == ["a", "b", "c"])
        #expect(
            catalogue.images.map(\.name) == [
                "x/a/1.png", "x/x/a/3.png", "x/a/5.png", "x/x/a/5.png", "x/a/6.png", "x/b/2.png",
                "x/x/c/4.png",
            ]
        )
        #expect(
            catalogue.images.map(\.path)
                == ["1.png", "3.png", "5.png", "5.png", "6.png", "2.png", "4.png"]
        )
        #expect(catalogue.dropped.map(\.file) == ["x/x/a/1.png", "x/x/a/6.png", "x/x/b/2.png"])
        #expect(catalogue.warnings.map(\.code) == ["nested-copy"])
        #expect(catalogue.warnings[0].detail.contains("3 images that only the copy holds"))
    }

    /// A few chance finds do not make a folder the copy of another.
    @Test func leavesAFolderInPlaceThatIsMostlyItsOwn() throws {
        let catalogue = try make(
            "x/a/1.png=1",
            "x/b/2.png=2",
            "x/x/a/1.png=1",
            "x/x/3.png=3",
            "x/x/4.png=4"
        )
        #expect(catalogue.classes == ["a", "b", "x"])
        #expect(catalogue.images.map(\.path) == ["1.png", "2.png", "3.png", "4.png"])
        #expect(catalogue.dropped.map(\.file) == ["x/x/a/1.png"])
    }

    @Test func takesAFolderCalledAsItsClassForADeeperFolder() throws {
        let catalogue = try make("a/1.png=1", "a/a/1.png=other", "a/a/2.png=2", "b/3.png=3")
        #expect(catalogue.classes == ["a", "b"])
        #expect(catalogue.images.map(\.path) == ["1.png", "a/1.png", "a/2.png", "3.png"])
        #expect(catalogue.dropped.isEmpty)
        #expect(catalogue.warnings.isEmpty)
    }

    @Test func findsCopiesInsideAClassToo() throws {
        let catalogue = try make("./a/1.png=1", "./a/a/1.png=1", "./b/3.png=3")
        #expect(catalogue.images.map(\.name) == ["./a/1.png", "./b/3.png"])
        #expect(catalogue.dropped.map(\.file) == ["./a/a/1.png"])
    }

    /// A class called as the root is no copy of it for the sake of a stray image beside it.
    @Test func keepsAClassThatIsCalledAsTheRoot() throws {
        let catalogue = try make("x/x/1.png=1", "x/b/2.png=2", "x/1.png=1")
        #expect(catalogue.classes == ["b", "x"])
        #expect(catalogue.dropped.map(\.file) == ["x/1.png"])
        #expect(catalogue.dropped.map(\.reason) == ["unlabelled"])
    }

    /// Another size or another checksum makes another file.
    @Test func comparesSizesAndChecksums() throws {
        var files = entries(alike: ["x/a/1.png=1", "x/b/2.png=2", "x/x/a/1.png=1"])
        files[2] = SourceEntry(
            name: files[2].name,
            index: 2,
            size: 99,
            crc32: files[2].crc32,
            isDirectory: false
        )
        #expect(try Catalogue.make(entries: files).classes == ["a", "b", "x"])
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct LabelMatchesTests {
    private func make(
        _ text: String,
        _ names: [String],
        _ options: [(name: String, text: String)] = []
    ) throws(DatasetError) -> Catalogue {
        let table = try table(text)
        return try Catalogue.make(
            entries: entries(alike: names),
            options: Options(options),
            table: table
        )
    }

    private func labels(_ catalogue: Catalogue) -> [String] {
        catalogue.images.map { "\($0.name)=\(catalogue.classes[$0.label])" }
    }

    @Test(arguments: [
        // Full names, paths below the root, mere names.
        "file,label\nr/x/1.png,cat\nr/y/2.png,dog\n", "file,label\nx/1.png,cat\ny/2.png,dog\n",
        "file,label\n1.png,cat\n2.png,dog\n", "file,label\n./x/1.png,cat\nr/y/2.png, dog \n",
    ])
    func findsImagesByNamePathOrLastComponent(text: String) throws {
        let catalogue = try make(text, ["r/x/1.png", "r/y/2.png", "r/list.csv"])
        #expect(labels(catalogue) == ["r/x/1.png=cat", "r/y/2.png=dog"])
        #expect(catalogue.images.map(\.path) == ["x/1.png", "y/2.png"])
        #expect(catalogue.warnings.isEmpty)
        #expect(
            catalogue.layout.description
                == "class by the table sent as labels, ROOT/… with the root ‘r’"
        )
    }

    @Test func prefersTheWholeName() throws {
        let catalogue = try make(
            "file,label\n1.png,cat\nr/1.png,dog\nr/x/1.png,dog\n",
            ["1.png", "r/1.png", "r/x/1.png"]
        )
        #expect(labels(catalogue) == ["1.png=cat", "r/1.png=dog", "r/x/1.png=dog"])
    }

    @Test func leavesOutWhatSeveralImagesMayBeMeantBy() throws {
        let catalogue = try make(
            "file,label\n1.png,cat\nx/3.png,dog\n2.png,cat\nz/1.png,dog\n",
            ["x/1.png", "y/1.png", "y/2.png", "x/3.png", "z/1.png"]
        )
        #expect(labels(catalogue) == ["y/2.png=cat", "x/3.png=dog", "z/1.png=dog"])
        #expect(catalogue.dropped.map(\.file) == ["x/1.png", "y/1.png"])
        #expect(catalogue.dropped.allSatisfy { $0.reason == "ambiguous-label" })
        #expect(catalogue.warnings.map(\.code) == ["ambiguous-label"])
    }

    /// Rows for files that are not there are no labels for others of the same name.
    @Test func saysWhichRowsNameMissingFiles() throws {
        let catalogue = try make(
            "file,label\nx/1.png,cat\nx/2.png,dog\nx/9.png,dog\nb/1.png,dog\n"
                + "c.png,cat\nd.png,cat\n",
            ["x/1.png", "x/2.png", "y/9.png"]
        )
        #expect(labels(catalogue) == ["x/1.png=cat", "x/2.png=dog"])
        #expect(catalogue.dropped.map(\.file) == ["y/9.png"])
        #expect(catalogue.warnings.map(\.code) == ["unlabelled", "missing-files"])
        let detail = catalogue.warnings[1].detail
        #expect(detail.contains("4 rows") && detail.contains("‘x/9.png’, ‘b/1.png’, ‘c.png’ and 1"))
    }

    @Test func leavesOutImagesOfSeveralLabels() throws {
        let catalogue = try make(
            """
            file,label
            1.png,A
            1.png,A
            2.png,B
            3.png,A|B
            4.png,A
            4.png,B
            4.png,A;C
            5.png,
            5.png,B
            6.png,
            """,
            (1...6).map { "\($0).png" }
        )
        #expect(labels(catalogue) == ["1.png=A", "2.png=B", "5.png=B"])
        #expect(catalogue.dropped.map(\.file) == ["3.png", "4.png", "6.png"])
        #expect(
            catalogue.dropped.map(\.reason) == ["several-labels", "several-labels", "unlabelled"]
        )
        #expect(catalogue.dropped[1].detail == "It has the labels ‘A’, ‘B’, ‘C’.")
        #expect(catalogue.dropped[2].detail.contains("Line 11"))
        #expect(catalogue.warnings.map(\.code) == ["unlabelled", "several-labels"])
    }

    @Test(arguments: [
        ("file,label,group\n1.png,A,p\n2.png,B,q\nx/1.png,A,r\n", "group"),
        ("file,label,split\n1.png,A,train\n2.png,B,test\n1.png,A,val\n", "part"),
        ("file,label,group\n1.png,A,p\n2.png,B,q\n1.png,A,\n", "group"),
    ])
    func refusesRowsAtOddsAboutGroupOrPart(text: String, what: String) {
        let error = #expect(throws: DatasetError.self) { try make(text, ["x/1.png", "x/2.png"]) }
        #expect(error?.detail.hasPrefix("Line 4 of") == true)
        #expect(error?.detail.contains("another \(what) than line 2") == true)
    }

    @Test func takesPartsFromTheTable() throws {
        let text = "file,label,split\n1.png,A,Training\n2.png,B,train\n3.png,A,TEST\n"
        let names = ["test/1.png", "train/2.png", "train/3.png"]
        let kept = try make(text, names)
        #expect(kept.images.map(\.name) == ["test/1.png", "train/3.png", "train/2.png"])
        #expect(kept.images.map(\.part) == [.train, .test, .train])
        #expect(kept.images.map(\.path) == ["1.png", "3.png", "2.png"])
        #expect(kept.uploadedParts == [.train, .test])
        #expect(kept.layout.description.hasSuffix("the parts that the table gives kept"))
        let merged = try make(text, names, [("splits", "merge")])
        #expect(merged.images.allSatisfy { $0.part == nil })
    }

    /// As an empty label or an empty group is, an empty part is no reason to refuse the others.
    @Test func takesAnOpenPartForTraining() throws {
        let text = "file,label,split\n1.png,A,train\n2.png,B,\n3.png,A,test\n4.png,B,\"\"\n"
        // The column goes before the folders, also where it says nothing.
        let names = ["test/1.png", "test/2.png", "train/3.png", "train/4.png"]
        let kept = try make(text, names)
        #expect(
            kept.images.map(\.name) == ["test/1.png", "train/3.png", "test/2.png", "train/4.png"]
        )
        #expect(kept.images.map(\.part) == [.train, .test, .train, .train])
        #expect(kept.warnings.map(\.code) == ["open-part"])
        #expect(kept.warnings[0].detail.contains("part of 2 images open, and they are taken for"))
        #expect(kept.warnings[0].detail.contains("‘test/2.png’, ‘train/4.png’"))
        #expect(try make(text, names, [("splits", "merge")]).warnings.isEmpty)
    }

    @Test func hasNoSplitWhereEveryPartIsOpen() throws {
        let catalogue = try make("file,label,split\n1.png,A,\n2.png,B,\n", ["1.png", "2.png"])
        #expect(catalogue.uploadedParts.isEmpty)
        #expect(catalogue.warnings.map(\.code) == ["open-part"])
        #expect(catalogue.warnings[0].detail.contains("no split of its own"))
    }

    /// Twins have the same bytes, so a row about one is about the other.
    @Test func takesARowAboutASecondCopyForTheFileItself() throws {
        let catalogue = try make(
            "file,label\nr/r/x/1.png,A\nr/x/2.png,B\nr/r/x/2.png,B\nr/r/x/3.png,B\n",
            ["r/x/1.png=1", "r/x/2.png=2", "r/r/x/1.png=1", "r/r/x/2.png=2", "r/r/x/3.png=3"]
        )
        #expect(labels(catalogue) == ["r/x/1.png=A", "r/x/2.png=B", "r/r/x/3.png=B"])
        #expect(catalogue.warnings.map(\.code) == ["nested-copy"])
    }

    /// An é in one character and an é in two are one name in an archive, and two classes.
    @Test func findsNamesInAnyNormalForm() throws {
        let catalogue = try make(
            "file,label\ncafe\u{301} 1.png,caf\u{E9}\nx y/日本.png,cafe\u{301}\n",
            ["caf\u{E9} 1.png", "x y/日本.png"]
        )
        #expect(catalogue.classes.map { $0.utf8.count } == [6, 5])
        #expect(catalogue.warnings.map(\.code) == ["class-names-alike"])
    }

    @Test(arguments: [
        "a/b", ".", "..", ".hidden", "a\\b", "tab\tin", "bell\u{7}", "c1\u{85}",
        "\u{200B}", "\u{202E}gnp", "soft\u{AD}", "line\u{2028}", "paragraph\u{2029}",
        String(repeating: "é", count: 101),
    ])
    func leavesOutClassesThatCannotBeFolders(name: String) throws {
        let catalogue = try make(
            "file,label\n1.png,A\n2.png,\"\(name)\"\n3.png,B\n4.png,\(name)\n",
            ["1.png", "2.png", "3.png", "4.png"]
        )
        #expect(catalogue.classes == ["A", "B"])
        #expect(catalogue.dropped.map(\.reason) == ["bad-class-name", "bad-class-name"])
        #expect(catalogue.warnings.map(\.code) == ["bad-class-name"])
        #expect(!catalogue.dropped[0].detail.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test(arguments: [
        "a b", "Über", "1_NORMAL", "x:y", "CON", "a.", String(repeating: "n", count: 200),
    ])
    func takesOtherNames(name: String) {
        #expect(ClassName.fault(of: name) == nil)
    }

    @Test func refusesATableThatLabelsNothing() {
        let error = #expect(throws: DatasetError.self) {
            try make("file,label\n9.png,A\n", ["b/1.png", "a/1.png"])
        }
        #expect(error?.reason == .unlabelled(names: ["a/1.png", "b/1.png"], count: 2))
        #expect(error?.warnings.map(\.code) == ["missing-files"])
    }

    @Test func saysWhatMayHaveLeftOneClass() throws {
        let error = #expect(throws: DatasetError.self) {
            try make("file,label\n1.png,A\n9.png,B\n", ["1.png"])
        }
        #expect(error?.reason == .oneClass(name: "A", images: 1))
        #expect(error?.warnings.map(\.code) == ["missing-files"])
    }

    /// A whole dataset's list, some of whose rows are about other archives.
    @Test func takesLongTables() throws {
        var text = "file,label,group\n"
        for number in 0..<300_000 {
            text += "images/\(number).png,\(number % 3 == 0 ? "A" : "B"),p\(number / 10)\n"
        }
        let names = (0..<60_000).map { "r/images/\($0 * 5).png" }
        let catalogue = try make(text, names)
        #expect(catalogue.images.count == 60_000)
        #expect(catalogue.ranges == [0..<20_000, 20_000..<60_000])
        #expect(catalogue.warnings.map(\.code) == ["missing-files"])
        #expect(catalogue.warnings[0].detail.contains("240000 rows"))
    }

    /// Rows and images that are all called the same must not take a time that is their product.
    @Test func takesManyAmbiguousRows() throws {
        let text = "file,label\n" + String(repeating: "1.png,A\n", count: 50_000) + "x,B\ny.png,B\n"
        let names = (0..<50_000).map { "\($0)/1.png" } + ["y.png"]
        let error = #expect(throws: DatasetError.self) { try make(text, names) }
        #expect(error?.reason == .oneClass(name: "B", images: 1))
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ResolvedOptionsTests {
    private static let plain = ["a/1.png", "b/1.png"]
    private static let trainAndTest = ["train/a/1.png", "train/b/1.png", "test/a/2.png"]
    private static let all = ["train/a/1.png", "val/b/1.png", "test/a/2.png"]

    private func resolve(
        _ names: [String],
        _ given: [(name: String, text: String)] = [],
        table: LabelTable? = nil,
        hasLabels: Bool = false
    ) throws(DatasetError) -> Options {
        let options = try Options(given)
        let catalogue = try Catalogue.make(
            entries: entries(names),
            options: options,
            table: table
        )
        return try options.resolved(for: catalogue, hasLabels: hasLabels)
    }

    @Test(arguments: [
        (plain, [], HeldOut.share(Options.standardTest), HeldOut.share(0)),
        (trainAndTest, [], .kept, .share(0)),
        (all, [], .kept, .kept),
        (["train/a/1.png", "train/b/1.png"], [], .share(Options.standardTest), .share(0)),
        (["train/a/1.png", "val/b/1.png"], ["test"], .share(Decimal(units: 3, scale: 1)), .kept),
        (trainAndTest, ["validation"], .kept, .share(Decimal(units: 3, scale: 1))),
    ])
    func fillsPartsThatTheUploadLacks(
        names: [String],
        given: [String],
        test: HeldOut,
        validation: HeldOut
    ) throws {
        let options = try resolve(names, given.map { ($0, "0.3") })
        #expect(options.test == test)
        #expect(options.validation == validation)
        #expect(options.label == .folder)
        #expect(options.group == nil)
    }

    @Test func takesSharesOfEverythingWhenMerging() throws {
        let options = try resolve(Self.all, [("splits", "merge"), ("test", "0.3")])
        #expect(options.test == .share(Decimal(units: 3, scale: 1)))
        #expect(options.validation == .share(0))
    }

    @Test(arguments: ["test", "validation"])
    func refusesAShareForAPartThatTheUploadHas(option: String) throws {
        let error = #expect(throws: DatasetError.self) {
            try resolve(Self.all, [(option, "0")])
        }
        #expect(error?.problem == "invalid-options")
        #expect(error?.detail.contains("the upload has a \(option) part of its own") == true)
        #expect(error?.detail.contains("leave \(option) out, or use splits=merge") == true)
    }

    @Test func refusesAnUploadWithNothingToTrainOn() throws {
        let names = ["val/a/1.png", "test/b/1.png"]
        let error = #expect(throws: DatasetError.self) { try resolve(names) }
        #expect(error?.detail.contains("no training part") == true)
        #expect(try resolve(names, [("splits", "merge")]).validation == .share(0))
    }

    @Test func takesWhatTheTableGives() throws {
        let table = try table("file,label,group\n1.png,a,p\n2.png,b,q\n")
        let names = ["x/1.png", "x/2.png"]
        let sent = try resolve(names, table: table, hasLabels: true)
        #expect(sent.label == .csv(path: nil))
        #expect(sent.group == .csv)
        let other = try resolve(names, [("group", "none")], table: table, hasLabels: true)
        #expect(other.group == GroupRule.none)
        let inside = try resolve(
            names + ["x/list.csv"],
            [("label", "csv:list.csv")],
            table: table
        )
        #expect(inside.label == .csv(path: "list.csv"))
        #expect(inside.group == .csv)
    }

    @Test(arguments: [
        ([("label", "csv")], "label: there is no table"),
        ([("csv_columns", "file:name")], "csv_columns: there is no table"),
        ([("label", "{label}_*"), ("csv_columns", "file:name")], "csv_columns: there is no table"),
        ([("group", "csv")], "group: there is no table of labels with a column ‘group’"),
    ])
    func refusesWhatNeedsATable(given: [(name: String, text: String)], phrase: String) {
        let error = #expect(throws: DatasetError.self) {
            try resolve(["a/x_1.png", "b/y_1.png"], given)
        }
        #expect(error?.detail.hasPrefix(phrase) == true, "\(error?.detail ?? "")")
    }

    @Test(arguments: ["folder", "{label}_*", "csv:list.csv"])
    func refusesATableBesideAnotherRule(label: String) throws {
        let table = try table("file,label\n1.png,a\n2.png,b\n")
        let error = #expect(throws: DatasetError.self) {
            try resolve(
                ["x/1.png", "x/2.png", "list.csv"],
                [("label", label)],
                table: table,
                hasLabels: true
            )
        }
        #expect(error?.detail.contains("a table of labels came with the upload") == true)
    }

    @Test func needsAColumnForGroups() throws {
        let table = try table("file,label\n1.png,a\n2.png,b\n")
        let error = #expect(throws: DatasetError.self) {
            try resolve(["1.png", "2.png"], [("group", "csv")], table: table, hasLabels: true)
        }
        #expect(error?.detail.contains("‘group’") == true)
        #expect(try resolve(["1.png", "2.png"], table: table, hasLabels: true).group == nil)
    }

    /// A recipe holds resolved options, and running it resolves them again.
    @Test(arguments: [plain, trainAndTest, all])
    func changesNothingTheSecondTime(names: [String]) throws {
        let once = try resolve(names)
        let texts = once.resolved.compactMap { name, value -> (name: String, text: String)? in
            switch value {
            case .null: nil
            case .text(let text): (name, text)
            case .number(let number): (name, number.description)
            case .boolean(let value): (name, String(value))
            }
        }
        #expect(try resolve(names, texts) == once)
    }
}

struct LabelTableEntryTests {
    private func find(_ path: String, _ names: [String]) throws(DatasetError) -> String? {
        try Options([("label", "csv:" + path)]).labelTableEntry(in: entries(names))?.name
    }

    @Test(arguments: [
        ("list.csv", "list.csv"), ("./list.csv", "list.csv"), ("r/in.csv", "r/in.csv"),
        ("in.csv", "r/in.csv"), ("deep/in.csv", "r/deep/in.csv"),
    ])
    func findsTheTable(path: String, name: String) throws {
        let names = [
            "list.csv", "r/a/1.png", "r/in.csv", "r/deep/in.csv", "stray.png", "q/list.csv",
        ]
        #expect(try find(path, names) == name)
        #expect(try find(path, names.map { "./" + $0 }) == "./" + name)
    }

    @Test(arguments: [
        ("labels.csv", ["r/1.png", "s/2.png"], "no file ‘labels.csv’ in the archive"),
        ("label.csv", ["r/1.png", "labels.csv", "a.csv"], "did you mean csv:labels.csv?"),
        ("list.csv", ["r/1.png", "a.csv", "q/list.csv"], "did you mean csv:q/list.csv?"),
        ("zzz", ["r/1.png", "q/1.txt"], "did you mean csv:q/1.txt?"),
        ("r", ["r/", "r/1.png"], "no file ‘r’ in the archive"),
    ])
    func saysWhatMayBeMeant(path: String, names: [String], hint: String) {
        let error = #expect(throws: DatasetError.self) { try find(path, names) }
        #expect(error?.problem == "invalid-options")
        #expect(error?.detail.contains(hint) == true, "\(error?.detail ?? "")")
    }

    @Test func countsTheTableAsNothing() throws {
        let names = ["r/list.csv", "r/other.csv", "r/1.png", "r/2.png"]
        let table = try table("file,label\n1.png,a\n2.png,b\n")
        let options = try Options([("label", "csv:list.csv")])
        let catalogue = try Catalogue.make(entries: entries(names), options: options, table: table)
        #expect(catalogue.ignored.otherFiles == 1)
        #expect(try Options().labelTableEntry(in: entries(names)) == nil)
    }
}

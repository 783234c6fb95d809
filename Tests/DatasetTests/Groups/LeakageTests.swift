// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct LeakageTests {
    private func options(_ given: [(String, String)]) throws -> Options {
        try Options(given.map { (name: $0.0, text: $0.1) })
    }

    private func upload(_ parts: [String: Split.Part]) throws -> Catalogue {
        try catalogue(parts.keys.sorted(), part: { parts[$0] })
    }

    private func leakage(
        _ catalogue: Catalogue,
        _ options: Options,
        identical: [[Int]] = []
    ) throws -> Leakage {
        let groups = Groups.make(catalogue, rule: options.group, identical: Twins(identical))
        let split = try Split.make(catalogue, groups: groups, options: options)
        return Leakage.make(catalogue, groups: groups, identical: identical, split: split)
    }

    /// What leaks, and what it is called.
    @Test(arguments: [
        // A patient in training and test.
        (
            ["a/1_x.png": Split.Part.train, "a/1_y.png": .test, "b/2_x.png": .train],
            [[Int]](), 1, 0, ["group 1: train a/1_x.png, test a/1_y.png"]
        ),
        // A patient in two classes.
        (
            ["a/1_x.png": .train, "b/1_y.png": .test, "b/2_x.png": .train],
            [], 1, 0, ["group 1: train a/1_x.png, test b/1_y.png"]
        ),
        // One image twice, without ids.
        (
            ["a/x.png": .train, "a/y.png": .test, "b/2_x.png": .train],
            [[0, 1]], 0, 1, ["duplicate a/x.png: train a/x.png, test a/y.png"]
        ),
        // One image under two ids, whose other images are in other parts.
        (
            [
                "a/1_x.png": .train, "a/1_y.png": .train, "a/2_x.png": .test, "b/3_x.png": .train,
            ],
            [[1, 2]], 1, 1,
            [
                "group 1 = 2: train a/1_x.png, train a/1_y.png, test a/2_x.png",
                "duplicate a/1_y.png: train a/1_y.png, test a/2_x.png",
            ]
        ),
        // All is well.
        (
            ["a/1_x.png": .train, "a/1_y.png": .train, "a/2_x.png": .test, "b/3_x.png": .train],
            [[0, 1]], 0, 0, []
        ),
    ])
    func findsWhatStandsInSeveralParts(
        parts: [String: Split.Part],
        identical: [[Int]],
        groups: Int,
        duplicates: Int,
        findings: [String]
    ) throws {
        let catalogue = try upload(parts)
        let options = try options([("group", "{id}_*")])
        let leakage = try leakage(catalogue, options, identical: identical)
        #expect(leakage.groupsInSeveralSplits == groups)
        #expect(leakage.duplicatesInSeveralSplits == duplicates)
        #expect(leakage.isLeaking == (groups + duplicates > 0))
        let found = leakage.examples.map { finding in
            let files = finding.files.map { "\($0.part.rawValue) \($0.file)" }
            return "\(finding.kind.rawValue) \(finding.name): \(files.joined(separator: ", "))"
        }
        #expect(found == findings)
        if !leakage.isLeaking {
            try leakage.check(options)
            #expect(leakage.warnings(options).isEmpty)
            return
        }
        #expect(throws: DatasetError.leakage(leakage)) { try leakage.check(options) }
    }

    @Test func letsAnUploadsSplitLeakWhenAllowed() throws {
        let catalogue = try upload(["a/1_x.png": .train, "a/1_y.png": .test, "b/2.png": .train])
        let options = try options([("group", "{id}_*"), ("allow_leakage", "true")])
        let leakage = try leakage(catalogue, options)
        try leakage.check(options)
        let warnings = leakage.warnings(options)
        #expect(warnings.map(\.code) == ["leakage-allowed"])
        #expect(warnings[0].detail.contains("1 group stands in more than one part, such as ‘1’"))
    }

    @Test func mendsAnUploadsSplitByMergingIt() throws {
        let names = (0..<20).flatMap { ["a/\($0)_x.png", "b/\($0)_y.png"] }
        let catalogue = try catalogue(names, part: { $0.hasPrefix("a") ? .train : .test })
        let options = try options([("group", "{id}_*"), ("splits", "merge")])
        let leakage = try leakage(catalogue, options)
        #expect(!leakage.isLeaking)
        #expect(leakage.warnings(options).isEmpty)
    }

    @Test func saysWhatLeaks() throws {
        let catalogue = try upload(["a/1_x.png": .train, "a/1_y.png": .test, "b/2.png": .train])
        let options = try options([("group", "{id}_*")])
        let error = DatasetError.leakage(try leakage(catalogue, options, identical: [[0, 1]]))
        #expect(error.problem == "leakage")
        #expect(error.detail.contains("1 group and 1 set of byte-identical images stand in more"))
        #expect(
            error.detail.contains("splits=merge") && error.detail.contains("allow_leakage=true")
        )
    }

    /// Identical images that are kept are one group, so a split of ours does not part them.
    @Test func doesNotPartIdenticalImagesThatAreKept() throws {
        let catalogue = try catalogue([10, 10])
        let options = try options([("duplicates", "keep"), ("test", "0.5")])
        let sets = (0..<5).map { [2 * $0, 2 * $0 + 1] }
        let leakage = try leakage(catalogue, options, identical: sets)
        #expect(!leakage.isLeaking && leakage.duplicatesInSeveralSplits == 0)
    }

    @Test func listsBothKindsWhereThereAreMany() throws {
        var parts: [String: Split.Part] = ["b/z.png": .train]
        for number in 100..<250 {
            parts["a/p\(number)_x.png"] = .train
            parts["a/p\(number)_y.png"] = .test
            parts["a/q\(number).png"] = .train
            parts["a/r\(number).png"] = .test
        }
        let catalogue = try upload(parts)
        let place = Dictionary(
            uniqueKeysWithValues: catalogue.images.enumerated().map { ($1.name, $0) }
        )
        let sets = try (100..<250).map {
            [try #require(place["a/q\($0).png"]), try #require(place["a/r\($0).png"])]
        }
        let leakage = try leakage(catalogue, options([("group", "p{id}_*")]), identical: sets)
        #expect(leakage.groupsInSeveralSplits == 150 && leakage.duplicatesInSeveralSplits == 150)
        #expect(leakage.examples.count == 20)
        #expect(leakage.examples.prefix(10).allSatisfy { $0.kind == .group })
        #expect(leakage.examples[10].name == "a/q100.png")
        #expect(leakage.findings(1000).count == 200)
    }

    // MARK: What nobody asked for

    @Test func countsThePatientsThatAnImageLevelSplitParts() throws {
        let catalogue = try catalogue(Radiographs.names)
        let options = Options()
        let leakage = try leakage(catalogue, options)
        #expect(leakage.suspectedInSeveralSplits > 3)
        #expect(!leakage.isLeaking, "it is a suspicion, not a finding")
        let warnings = leakage.warnings(options)
        #expect(warnings.map(\.code) == ["suspected-leakage"])
        let detail = warnings[0].detail
        #expect(detail.hasPrefix("\(leakage.suspectedInSeveralSplits) of 61 patients"))
        #expect(detail.contains("of 22 held-out images"))
        #expect(detail.hasSuffix("group=nih keeps them together."))
        let grouped = try self.leakage(catalogue, try self.options([("group", "nih")]))
        #expect(grouped.suspectedInSeveralSplits == 0 && grouped.warnings.isEmpty)
    }

    @Test func suspectsNothingWithoutAHeldOutPart() throws {
        let leakage = try leakage(try catalogue(Radiographs.names), options([("test", "0")]))
        #expect(leakage.suspectedInSeveralSplits == 0 && leakage.warnings.isEmpty)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ParityTests {
    /// 10 of 40 are originals, so three quarters of every class are to be artificial.
    @Test func altersTheMajorityAtTheSameRate() throws {
        let options = try Options([("test", "0"), ("parity", "true")])
        let plan = try plan(catalogue([10, 40, 25]), options)
        #expect(plan.classes.map(\.added) == [30, 0, 15])
        #expect(plan.classes.map(\.replaced) == [0, 30, 15])
        #expect(plan.classes.map(\.artificial) == [30, 30, 30])
        #expect(plan.classes.map(\.trainAfter) == [40, 40, 40])
        #expect(plan.classes.map(\.removed) == [0, 0, 0])
        #expect(plan.rows.count == 120)
        #expect(plan.removed.isEmpty)
        #expect(plan.warnings.isEmpty)
        // Nobody who has a copy is altered while another has none.
        let ofThird = Dictionary(grouping: plan.rows.filter { $0.label == 2 }, by: \.source)
        #expect(ofThird.count == 25)
        #expect(ofThird.values.allSatisfy { (1...2).contains($0.count { $0.isArtificial }) })
    }

    @Test func namesAndDrawsReplacementsAsFirstCopies() throws {
        let given = [(name: "test", text: "0")]
        let catalogue = try catalogue([2, 4])
        let plan = try plan(catalogue, Options(given + [("parity", "true")]))
        let replaced = plan.rows.filter { $0.label == 1 && $0.isArtificial }
        #expect(replaced.count == 2)
        for row in replaced {
            #expect(row.copy == 1)
            #expect(row.file == "train/b/000\(row.source - 1)-aug01.png")
            #expect(!plan.rows.contains { $0.source == row.source && !$0.isArtificial })
        }
        let free = plan.rows.filter { $0.label == 0 && $0.isArtificial }
        for row in free {
            let key = SourceKey(seed: 32, label: "a", path: catalogue.images[row.source].path)
            var deck = OutcomeDeck(.standard, size: PixelSize(width: 256, height: 256))
            var generator = key.generator(copy: 1)
            #expect(row.operation == deck.draw(&generator))
        }
        #expect(names(replaced) == names(free))
    }

    private func names(_ rows: [PlannedImage]) -> [String] {
        rows.compactMap { $0.operation?.name }.sorted()
    }

    /// Shares of 2/3 over classes of 3, 4 and 5 after balancing: 2, 2.67 and 3.33.
    @Test func roundsToTheNearestImage() throws {
        let options = try Options([
            ("test", "0"), ("parity", "true"), ("target", "a:3"),
        ])
        let plan = try plan(catalogue([1, 4, 5]), options)
        #expect(plan.classes.map(\.artificial) == [2, 3, 3])
        #expect(plan.classes.map(\.trainAfter) == [3, 4, 5])
    }

    @Test func leavesHeldOutImagesAlone() throws {
        let options = try Options([("validation", "0.2"), ("parity", "true")])
        let plan = try plan(catalogue([20, 80]), options)
        #expect(plan.rows.allSatisfy { $0.part == .train || !$0.isArtificial })
        #expect(plan.rows.count { $0.part != .train } == 40)
        #expect(plan.classes.map(\.trainAfter) == [48, 48])
    }

    @Test func spreadsReplacementsOverGroups() throws {
        let catalogue = try catalogue([10, 20])
        // Class b: one patient with eleven images, nine with one each.
        let groups = (0..<30).map { (10..<21).contains($0) ? 10 : $0 }
        let plan = try BalancePlan.make(
            catalogue: catalogue,
            split: Split(parts: catalogue.images.map { _ in .train }),
            groups: groups,
            options: Options([("parity", "true")]),
            facts: catalogue.images.map { _ in
                ImageFacts(kind: .png, size: PixelSize(width: 64, height: 64))
            }
        )
        let replaced = plan.rows.filter { $0.label == 1 && $0.isArtificial }
        #expect(replaced.count == 10)
        #expect(Set(replaced.map { groups[$0.source] }).count == 10)
    }

    /// Class a has eight ninths; eight of b's seventeen are there, seven are to follow.
    @Test func countsWhatClassesHaveAlready() throws {
        let options = try Options([
            ("test", "0"), ("parity", "true"), ("target", "a:9,b:17"), ("max_copies", "8"),
        ])
        let plan = try plan(catalogue([1, 9, 10]), options)
        #expect(plan.classes.map(\.added) == [8, 8, 0])
        #expect(plan.classes.map(\.replaced) == [0, 7, 9])
        #expect(plan.warnings.isEmpty)
    }

    /// Images of 9 × 9 have one outcome, the flip: those of class b are used up.
    @Test func saysWhatItCannotReplace() throws {
        let catalogue = try catalogue([1, 3, 10])
        let plan = try BalancePlan.make(
            catalogue: catalogue,
            split: Split(parts: catalogue.images.map { _ in .train }),
            options: Options([
                ("size", "original"), ("augment", "flip,translate:0.01"), ("parity", "true"),
            ]),
            facts: catalogue.images.indices.map {
                ImageFacts(kind: .png, size: PixelSize(width: $0 == 0 ? 1000 : 9, height: 9))
            }
        )
        #expect(plan.classes.map(\.added) == [9, 3, 0])
        #expect(plan.classes.map(\.replaced) == [0, 0, 9])
        #expect(plan.warnings.map(\.code) == ["shortfall", "parity-shortfall"])
        #expect(plan.warnings[1].detail.contains("‘b’ has 3 artificial images instead of the 5"))
    }

    @Test(arguments: ["undersample", "none"])
    func saysWhenItHasNoEffect(strategy: String) throws {
        let options = try Options([("strategy", strategy), ("parity", "true")])
        let plan = try plan(catalogue([10, 40]), options)
        #expect(plan.warnings.map(\.code) == ["parity-without-effect"])
        #expect(plan.classes.map(\.replaced) == [0, 0])
    }

    @Test func contradictsCopiesOfBytes() throws {
        let given = [(name: "fill", text: "copy"), (name: "parity", text: "true")]
        let error = try #require(throws: DatasetError.self) { try Options(given) }
        guard case .invalidOptions(let problems) = error else {
            Issue.record("another error: \(error)")
            return
        }
        #expect(problems.map(\.option) == ["parity"])
        #expect(problems[0].detail.contains("fill=copy"))
        #expect(throws: Never.self) { try Options([("fill", "copy"), ("parity", "false")]) }
    }

    /// The plan, for where a constant has that name.
    private func planned(_ catalogue: Catalogue, _ options: Options) throws -> BalancePlan {
        try plan(catalogue, options)
    }
}

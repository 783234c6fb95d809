// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

/// Whole plans by strategy.
struct StrategyTests {
    @Test func undersamplesToTheSmallest() throws {
        let catalogue = try catalogue([30, 12, 50])
        let plan = try plan(catalogue, Options([("strategy", "undersample")]))
        #expect(plan.classes.map(\.train) == [24, 9, 40])
        #expect(plan.classes.map(\.difference) == [-15, 0, -31])
        #expect(plan.classes.map(\.removed) == [15, 0, 31])
        #expect(plan.classes.map(\.shortfall) == [0, 0, 0])
        #expect(plan.classes.map(\.trainAfter) == [9, 9, 9])
        #expect(plan.rows.allSatisfy { !$0.isArtificial })
        #expect(plan.rows.count == 92 - 46)
        #expect(plan.removed == plan.removed.sorted())
        #expect(Set(plan.removed).union(plan.rows.map(\.source)) == Set(0..<92))
        #expect(plan.imbalance == (4.444, 1))
    }

    @Test func capsAndFillsInAHybrid() throws {
        let options = try Options([("strategy", "hybrid"), ("test", "0")])
        let plan = try plan(catalogue([30, 12, 50]), options)
        #expect(plan.classes.map(\.target) == [30, 30, 30])
        #expect(plan.classes.map(\.added) == [0, 18, 0])
        #expect(plan.classes.map(\.removed) == [0, 0, 20])
        #expect(plan.classes.map(\.trainAfter) == [30, 30, 30])
        #expect(plan.evenness.after == 1)
        #expect(plan.evenness.before < 1)
    }

    /// Whether an image stays hangs on it alone: others that go make it stay, never go.
    @Test func keepsWhoStayedWhenOthersGo() throws {
        let options = try Options([("strategy", "undersample"), ("test", "0")])
        let whole = try catalogue([40, 10])
        let rest = try whole.removing([3, 17, 29])
        func kept(_ catalogue: Catalogue) throws -> Set<String> {
            Set(try plan(catalogue, options).rows.map { catalogue.images[$0.source].name })
        }
        let gone = Set([3, 17, 29].map { whole.images[$0].name })
        #expect(try kept(whole).subtracting(gone).isSubset(of: kept(rest)))
    }

    @Test func keepsAsManyGroupsAsPossible() throws {
        let catalogue = try catalogue([40, 10])
        // Class a: one patient with 31 images, nine with one each.
        let groups = (0..<50).map { $0 < 31 ? 0 : $0 }
        let plan = try BalancePlan.make(
            catalogue: catalogue,
            split: Split(parts: catalogue.images.map { _ in .train }),
            groups: groups,
            options: Options([("strategy", "undersample")]),
            facts: facts(catalogue)
        )
        let kept = plan.rows.filter { $0.label == 0 }.map { groups[$0.source] }
        #expect(kept.count == 10)
        #expect(Set(kept).count == 10)
        #expect(plan.removed.count == 30)
        #expect(plan.removed.allSatisfy { groups[$0] == 0 })
    }

    @Test func fillsOneInTwoHundred() throws {
        let plan = try plan(catalogue([10, 2000]), Options([("test", "0")]))
        #expect(plan.classes[0].added == 1990)
        #expect(plan.classes[0].trainAfter == 2000)
        let warning = try #require(plan.warnings.first { $0.code == "many-copies" })
        #expect(warning.detail.contains("‘a’ gets up to 199 artificial images of one source"))
        #expect(warning.detail.contains("max_copies"))
        #expect(plan.warnings.count == 1)
    }

    @Test func warnsAboveTenCopiesOnly() throws {
        for (count, isTooMany) in [(11, false), (12, true)] {
            let plan = try plan(catalogue([1, count]), Options([("test", "0")]))
            #expect(plan.warnings.contains { $0.code == "many-copies" } == isTooMany)
        }
    }

    @Test func balancesClassesOfOneImage() throws {
        let plan = try plan(catalogue([1, 5, 1]), Options([("test", "0")]))
        #expect(plan.classes.map(\.trainAfter) == [5, 5, 5])
        let under = try planned(
            catalogue([1, 5, 1]),
            Options([("test", "0"), ("strategy", "undersample")])
        )
        #expect(under.rows.count == 3)
    }

    @Test func boundsTheCopiesOfASource() throws {
        let options = try Options([("test", "0"), ("max_copies", "3")])
        let plan = try plan(catalogue([10, 45]), options)
        #expect(plan.classes[0].added == 30)
        #expect(plan.classes[0].shortfall == 5)
        #expect(plan.classes[0].limitation == .maxCopies)
        #expect(plan.warnings.map(\.code) == ["shortfall"])
        #expect(plan.warnings[0].detail.contains("by max_copies. Raise max_copies"))
        #expect(plan.rows.allSatisfy { $0.copy <= 3 })
        let enough = try planned(catalogue([10, 40]), options)
        #expect(enough.classes[0].shortfall == 0)
        #expect(enough.classes[0].limitation == nil)
    }

    /// Images of 9 × 9 have one outcome, the flip; those of 1000 × 9 have shifts besides.
    @Test func saysWhichLimitsKeptAClassSmall() throws {
        let catalogue = try catalogue([3, 20])
        func limitation(_ wide: Int, _ given: [(String, String)]) throws -> BalancePlan {
            try BalancePlan.make(
                catalogue: catalogue,
                split: Split(parts: catalogue.images.map { _ in .train }),
                options: Options(
                    [("size", "original"), ("augment", "flip,translate:0.01")]
                        + given.map { (name: $0.0, text: $0.1) }
                ),
                facts: catalogue.images.indices.map {
                    let width = $0 < wide ? 1000 : 9
                    return ImageFacts(kind: .png, size: PixelSize(width: width, height: 9))
                }
            )
        }
        let outcomes = try limitation(0, [])
        #expect(outcomes.classes[0].limitation == .outcomes)
        #expect(outcomes.classes[0].added == 3)
        let both = try limitation(1, [("max_copies", "4")])
        #expect(both.classes[0].limitation == .maxCopiesAndOutcomes)
        #expect(both.classes[0].added == 4 + 1 + 1)
        #expect(both.warnings[0].detail.contains("Raise max_copies and widen augment"))
        // What two cannot take the third does, up to its 21 outcomes.
        #expect(try limitation(1, []).classes[0].added == 17)
    }

    @Test func givesCopiesOfBytesUnderNewNames() throws {
        let options = try Options([
            ("fill", "copy"), ("test", "0"), ("size", "original"), ("augment", "flip"),
        ])
        let plan = try plan(catalogue([2, 6], ending: "jfif"), options, kind: .jpeg)
        #expect(
            plan.rows.prefix(6).map(\.file) == [
                "train/a/0001.jfif", "train/a/0001-copy01.jfif", "train/a/0001-copy02.jfif",
                "train/a/0002.jfif", "train/a/0002-copy01.jfif", "train/a/0002-copy02.jfif",
            ]
        )
        #expect(plan.rows.prefix(3).map(\.isByteCopy) == [false, true, true])
        #expect(plan.rows.prefix(3).map(\.operationName) == [nil, "copy", "copy"])
        #expect(plan.rows.allSatisfy { $0.encoding == .unchanged && $0.operation == nil })
        #expect(plan.classes[0].added == 4)
        let altered = try planned(catalogue([2, 6]), Options([("test", "0")]))
        #expect(altered.rows.allSatisfy { !$0.isByteCopy })
    }

    @Test func saysWhenASizeIsNotFollowed() throws {
        let options = try Options([("test", "0"), ("target", "a:30,b:10")])
        let plan = try plan(catalogue([10, 20]), options)
        #expect(plan.classes.map(\.trainAfter) == [30, 20])
        #expect(plan.warnings.map(\.code) == ["target-not-followed"])
        #expect(plan.warnings[0].detail.contains("‘b’ keeps its 20 training images"))
        let hybrid = try Options([("strategy", "hybrid"), ("test", "0"), ("target", "a:30,b:10")])
        let followed = try planned(catalogue([10, 20]), hybrid)
        #expect(followed.classes.map(\.trainAfter) == [30, 10])
        #expect(followed.warnings.isEmpty)
    }

    /// Any strategy, target and bound over random classes and groups: the counts are exact.
    @Test(arguments: 0..<60)
    func keepsItsCounts(round: Int) throws {
        var generator = KeyedGenerator(hash: (UInt64(round), 3))
        let catalogue = try catalogue((0..<3).map { _ in 1 + generator.below(40) })
        let groups = catalogue.images.map { _ in generator.below(30) }
        let strategy = Strategy.allCases[round % 4].rawValue
        let target = ["majority", "minority", "median", "mean", "25", "ratio:0.6", "a:9,c:33"]
        let bound = 1 + generator.below(6)
        let given = [
            ("strategy", strategy), ("target", target[generator.below(target.count)]),
            ("max_copies", "\(bound)"), ("parity", generator.below(2) == 0 ? "true" : "false"),
        ]
        let options = try Options(given.map { (name: $0.0, text: $0.1) })
        let plan = try BalancePlan.make(
            catalogue: catalogue,
            split: Split(parts: catalogue.images.map { _ in .train }),
            groups: groups,
            options: options,
            facts: facts(catalogue)
        )
        for figures in plan.classes {
            let rows = plan.rows.filter { $0.label == figures.index }
            #expect(rows.count == figures.trainAfter)
            #expect(rows.count { $0.isArtificial } == figures.artificial)
            #expect(figures.trainAfter + figures.shortfall == figures.target)
            #expect(figures.added == 0 || figures.removed == 0)
            let ofSources = Dictionary(grouping: rows.filter(\.isArtificial), by: \.source)
            #expect(ofSources.values.allSatisfy { $0.count <= bound })
            #expect(ofSources.values.allSatisfy { $0.map(\.copy) == Array(1...$0.count) })
        }
        let order = plan.rows.map { ($0.label, $0.source, $0.copy) }
        #expect(zip(order, order.dropFirst()).allSatisfy(<))
        #expect(Set(plan.rows.map { $0.file.lowercased() }).count == plan.rows.count)
        #expect(Set(plan.rows.map(\.source)).isDisjoint(with: plan.removed))
    }

    private func facts(_ catalogue: Catalogue) -> [ImageFacts] {
        catalogue.images.map { _ in
            ImageFacts(kind: .png, size: PixelSize(width: 64, height: 64))
        }
    }

    /// The plan, for where a constant has that name.
    private func planned(_ catalogue: Catalogue, _ options: Options) throws -> BalancePlan {
        try plan(catalogue, options)
    }
}

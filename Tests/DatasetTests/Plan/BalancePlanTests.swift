// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct BalancePlanTests {
    /// Train 1226/2184/1154, differences 958 and 1030, 6552 images after: the tutorial's figures.
    @Test func givesTheTutorialsFigures() throws {
        let plan = try plan(catalogue([1532, 2730, 1443]), Options())
        #expect(plan.classes.map(\.images) == [1532, 2730, 1443])
        #expect(plan.classes.map(\.train) == [1226, 2184, 1154])
        #expect(plan.classes.map(\.test) == [306, 546, 289])
        #expect(plan.classes.map(\.target) == [2184, 2184, 2184])
        #expect(plan.classes.map(\.difference) == [958, 0, 1030])
        #expect(plan.classes.map(\.added) == [958, 0, 1030])
        #expect(plan.classes.map(\.shortfall) == [0, 0, 0])
        #expect(plan.total(\.trainAfter) == 6552)
        #expect(plan.imbalance == (1.893, 1))
        #expect(plan.rows.count == 5705 + 1988)
        #expect(plan.warnings.isEmpty)
    }

    @Test func listsRowsInArchiveOrder() throws {
        let catalogue = try catalogue([6, 3])
        let plan = try plan(catalogue, Options([("test", "0.3"), ("validation", "0.2")]))
        let keys = plan.rows.map { row in
            [Split.Part.allCases.firstIndex(of: row.part) ?? -1, row.label, row.source, row.copy]
        }
        for (row, next) in zip(keys, keys.dropFirst()) {
            #expect(row.lexicographicallyPrecedes(next))
        }
        #expect(Set(plan.rows.filter { !$0.isArtificial }.map(\.source)) == Set(0..<9))
        #expect(plan.rows.allSatisfy { $0.label == catalogue.images[$0.source].label })
    }

    /// 40 images must become 400: nine copies of each, whereas the tutorial stops at one.
    @Test func fillsAnyRatioEvenly() throws {
        let plan = try plan(catalogue([43, 400]), Options([("test", "0")]))
        let copies = Dictionary(grouping: plan.rows.filter(\.isArtificial), by: \.source)
        #expect(plan.classes[0].trainAfter == 400)
        #expect(copies.count == 43)
        #expect(copies.values.count { $0.count == 9 } == 357 - 43 * 8)
        #expect(copies.values.count { $0.count == 8 } == 43 * 9 - 357)
        for rows in copies.values {
            #expect(rows.map(\.copy) == Array(1...rows.count))
            #expect(Set(rows.map(\.operation)).count == rows.count)
            #expect(rows.allSatisfy { $0.operation != nil })
        }
    }

    @Test func makesArtificialImagesOnlyForTraining() throws {
        let plan = try plan(catalogue([10, 90]), Options([("validation", "0.2")]))
        #expect(plan.rows.contains { $0.isArtificial })
        #expect(plan.rows.allSatisfy { $0.part == .train || !$0.isArtificial })
        #expect(plan.rows.allSatisfy { $0.file.hasPrefix("\($0.part.rawValue)/") })
        let parts = Dictionary(grouping: plan.rows, by: \.source).values.map { Set($0.map(\.part)) }
        #expect(parts.allSatisfy { $0.count == 1 })
    }

    @Test func onlySplitsWithoutAStrategy() throws {
        let plan = try plan(catalogue([10, 90]), Options([("strategy", "none")]))
        #expect(plan.rows.count == 100)
        #expect(plan.classes.map(\.difference) == [0, 0])
        #expect(plan.imbalance == (9, 9))
    }

    /// Every draw hangs on the image and not on its neighbours.
    @Test func keepsDrawsWhenOtherImagesGo() throws {
        let options = try Options([("test", "0")])
        let whole = try catalogue([20, 400])
        let rest = try whole.removing([0, 7, 25])
        func draws(_ catalogue: Catalogue) throws -> [String: Operation?] {
            let rows = try plan(catalogue, options).rows
            return Dictionary(
                uniqueKeysWithValues: rows.map {
                    ("\(catalogue.images[$0.source].name) \($0.copy)", $0.operation)
                }
            )
        }
        let (all, some) = (try draws(whole), try draws(rest))
        let shared = some.keys.filter { all[$0] != nil }
        #expect(shared.count > 600)
        #expect(shared.allSatisfy { all[$0] == some[$0] })
    }

    @Test func hangsOnTheSeed() throws {
        let catalogue = try catalogue([20, 40])
        func operations(_ seed: String) throws -> [Operation?] {
            try plan(catalogue, Options([("test", "0"), ("seed", seed)])).rows.map(\.operation)
        }
        #expect(try operations("1") == operations("1"))
        #expect(try operations("1") != operations("2"))
    }

    /// With `flip` alone, an image has one copy and no more.
    @Test func reportsWhatItCannotFill() throws {
        let plan = try plan(catalogue([10, 45]), Options([("test", "0"), ("augment", "flip")]))
        #expect(plan.classes[0].difference == 35)
        #expect(plan.classes[0].added == 10)
        #expect(plan.classes[0].shortfall == 25)
        #expect(plan.classes[0].trainAfter == 20)
        #expect(plan.imbalance == (4.5, 2.25))
        #expect(plan.warnings.map(\.code) == ["shortfall"])
    }

    @Test func warnsOfClassesThatAPartLacks() throws {
        let plan = try plan(catalogue([100, 100, 2]), Options([("test", "0.1")]))
        #expect(plan.classes[2].test == 0)
        #expect(plan.warnings.map(\.code) == ["class-missing-in-part", "many-copies"])
        #expect(plan.warnings[0].detail.contains("‘c’ is in the test part"))
    }

    @Test func refusesToOutgrowItsLimit() throws {
        let catalogue = try catalogue([2, 2, 50])
        let options = try Options([("test", "0")])
        let limits = DatasetLimits(plannedImages: 149)
        #expect(throws: DatasetError.tooManyImages(planned: 150, limit: 149)) {
            try plan(catalogue, options, limits: limits)
        }
        let fitting = DatasetLimits(plannedImages: 150)
        #expect(try plan(catalogue, options, limits: fitting).rows.count == 150)
    }

    /// Four against two: each of the two gets one copy.
    @Test func namesFilesAfterTheirSources() throws {
        let catalogue = try Catalogue.make(
            entries: entries([
                "r/a/deep/x.bmp", "r/a/x.JPG", "r/a/x.png",
                "r/b b/1.png", "r/b b/2.png", "r/b b/3.png", "r/b b/4.png", "r/b b/5.jfif",
            ])
        )
        let kinds: [ImageKind] = [.bmp, .jpeg, .png, .png, .png, .jpeg, .tiff, .jpeg]
        let plan = try BalancePlan.make(
            catalogue: catalogue,
            split: Split(
                parts: [.train, .test, .train, .train, .train, .train, .train, .validation]),
            options: Options(),
            facts: kinds.map { ImageFacts(kind: $0, size: PixelSize(width: 9, height: 9)) }
        )
        #expect(
            plan.rows.map(\.file) == [
                "train/a/x.png", "train/a/x-aug01.png", "train/a/x-2.png",
                "train/a/x-2-aug01.png", "train/b b/1.png", "train/b b/2.png", "train/b b/3.jpg",
                "train/b b/4.png", "validation/b b/5.jpg", "test/a/x.JPG",
            ]
        )
        #expect(plan.rows[6].encoding == .jpeg)
    }

    /// Sizes differ, so do the shifts there are.
    @Test func drawsForTheSizeThatTheOutputHas() throws {
        let catalogue = try catalogue([2, 4])
        let sizes = [(9, 9), (1000, 10), (9, 9), (9, 9), (9, 9), (9, 9)]
        let plan = try BalancePlan.make(
            catalogue: catalogue,
            split: Split(parts: catalogue.images.map { _ in .train }),
            options: Options([("size", "original"), ("augment", "translate:0.1")]),
            facts: sizes.map {
                ImageFacts(kind: .png, size: PixelSize(width: $0.0, height: $0.1))
            }
        )
        #expect(plan.rows.filter(\.isArtificial).map(\.source) == [1, 1])
        #expect(plan.classes[0].shortfall == 0)
        #expect(plan.rows[0].encoding == .unchanged)
        #expect(plan.rows[2].encoding == .png)
    }
}

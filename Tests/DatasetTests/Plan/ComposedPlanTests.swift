// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

/// Plans whose artificial images are made by several operations, or by few that run out.
struct ComposedPlanTests {
    private func operations(
        _ counts: [Int],
        _ given: [(name: String, text: String)]
    ) throws -> (plan: BalancePlan, bySource: [Int: [Operation]]) {
        let plan = try plan(catalogue(counts), Options([("test", "0")] + given))
        let artificial = plan.rows.filter(\.isArtificial)
        return (
            plan,
            Dictionary(grouping: artificial, by: \.source).mapValues { $0.compactMap(\.operation) }
        )
    }

    @Test func doesEveryOperationToEveryCopyAndNeverTheSameTwice() throws {
        let list = "rotate:25,flip,brightness:0.2,noise:10"
        let (plan, bySource) = try operations(
            [2, 80],
            [("augment", list), ("compose", "all")]
        )
        #expect(plan.classes.map(\.added) == [78, 0])
        for copies in bySource.values {
            #expect(copies.count == 39 && Set(copies).count == 39)
            #expect(copies.allSatisfy { $0.name == "rotate+flip+brightness+noise" })
        }
    }

    /// Two blurs times two offsets: four outcomes for each of two sources.
    @Test func runsOutOfCombinations() throws {
        let (plan, bySource) = try operations(
            [2, 40],
            [("augment", "blur:5,brightness:0.004,flip"), ("compose", "all")]
        )
        #expect(plan.classes[0].added == 8 && plan.classes[0].shortfall == 30)
        #expect(plan.classes[0].limitation == .outcomes)
        #expect(plan.warnings.contains { $0.code == "shortfall" })
        #expect(bySource.values.allSatisfy { Set($0).count == 4 })
        let (one, _) = try operations([2, 40], [("augment", "blur:5,brightness:0.004,flip")])
        #expect(one.classes[0].added == 10)
    }

    @Test func keepsToMaxCopiesAndParity() throws {
        let given = [
            (name: "augment", text: "rotate:5,contrast:0.1"), (name: "compose", text: "all"),
        ]
        let (limited, _) = try operations([2, 40], given + [("max_copies", "3")])
        #expect(limited.classes[0].added == 6 && limited.classes[0].limitation == .maxCopies)
        let (even, _) = try operations([10, 40], given + [("parity", "true")])
        #expect(even.classes.map(\.artificial) == [30, 30])
    }

    /// Each copy's operation hangs on its source and number alone.
    @Test(arguments: ["one", "all"]) func drawsTheSameWhoeverElseIsThere(compose: String) throws {
        let given = [
            (name: "augment", text: "rotate:5,vflip,gamma:0.1"), (name: "compose", text: compose),
        ]
        let (_, few) = try operations([2, 10], given)
        let (_, many) = try operations([2, 30], given)
        for (source, copies) in few { #expect(many[source]?.prefix(copies.count) == copies[...]) }
    }

    @Test(arguments: [
        "vflip", "scale:0.2", "brightness:0.1", "contrast:0.1", "gamma:0.1", "noise:5",
    ])
    func neverRepeatsAndRunsOut(list: String) throws {
        let (plan, bySource) = try operations([1, 500], [("augment", list)])
        let range = try Augmentation(parsing: list).ranges[0]
        let outcomes = range.outcomes(in: PixelSize(width: 256, height: 256))
        #expect(plan.classes[0].added == min(499, outcomes))
        #expect(plan.classes[0].shortfall == max(0, 499 - outcomes))
        #expect(Set(bySource[0] ?? []).count == plan.classes[0].added)
    }

    @Test func countsTheTracesOfEveryStep() throws {
        let given = [
            (name: "augment", text: "flip,blur:3,scale:0.5"), (name: "compose", text: "all"),
        ]
        let (plan, bySource) = try operations([10, 20], given)
        let shares = ArtefactShares(plan, options: try Options([("test", "0")] + given))
        #expect(shares.classes[0].blur == 0.5)
        let shrunk = bySource.values.joined().count { operation in
            operation.steps.contains {
                if case .scale(let factor) = $0 { factor < 1000 } else { false }
            }
        }
        #expect((1...9).contains(shrunk))
        #expect(shares.classes[0].filledBorder == Double(shrunk) / 20)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct OperationMixTests {
    /// The plan of a training split of classes of these sizes, with parity.
    private func parity(
        _ counts: [Int],
        _ given: [(name: String, text: String)] = [],
        sizes: (Int) -> PixelSize = { _ in PixelSize(width: 640, height: 480) }
    ) throws -> BalancePlan {
        let catalogue = try catalogue(counts)
        return try BalancePlan.make(
            catalogue: catalogue,
            split: Split(parts: catalogue.images.map { _ in .train }),
            options: Options([("parity", "true")] + given),
            facts: catalogue.images.indices.map { ImageFacts(kind: .png, size: sizes($0)) }
        )
    }

    /// How often each class has each operation.
    private func mixes(_ plan: BalancePlan) -> [[String: Int]] {
        plan.classes.map { figures in
            let operations = plan.rows.filter { $0.label == figures.index }.compactMap(\.operation)
            return Dictionary(grouping: operations, by: \.name).mapValues(\.count)
        }
    }

    /// One image more or less than the share of the class that draws freely, or one per mille.
    private func expectSameMix(_ mixes: [[String: Int]], reference: Int) {
        let measure = mixes[reference]
        let all = measure.values.reduce(0, +)
        for mix in mixes {
            let images = mix.values.reduce(0, +)
            for name in Set(measure.keys).union(mix.keys) {
                let off = abs(mix[name, default: 0] * all - measure[name, default: 0] * images)
                #expect(off <= all || 1000 * off <= images * all, "\(name): \(mix), \(measure)")
            }
        }
    }

    struct Imbalance: Sendable, CustomTestStringConvertible {
        let counts: [Int]
        let reference: Int
        var given: [String] = []

        var options: [(name: String, text: String)] {
            given.map { text in
                let halves = text.split(separator: "=", maxSplits: 1)
                return (String(halves[0]), String(halves[1]))
            }
        }
        var testDescription: String { "\(counts) \(given)" }
    }

    @Test(arguments: [
        Imbalance(counts: [800, 4], reference: 1),
        Imbalance(counts: [800, 4, 5, 400, 90], reference: 1),
        Imbalance(counts: [10, 40, 25], reference: 0),
        Imbalance(counts: [1, 200], reference: 0),
        Imbalance(counts: [1, 1, 1, 7], reference: 0),
        Imbalance(counts: [3, 500, 499], reference: 0),
        Imbalance(counts: [100, 300], reference: 0, given: ["max_copies=1"]),
        Imbalance(counts: [10, 300, 20], reference: 0, given: ["strategy=hybrid", "target=150"]),
        Imbalance(counts: [6, 300, 50], reference: 0, given: ["augment=flip,blur:9,rotate:0.4"]),
        Imbalance(counts: [6, 300, 50], reference: 0, given: ["augment=flip,blur:3"]),
        Imbalance(counts: [800, 4, 300], reference: 1, given: ["preset=tutorial"]),
    ])
    func drawsEachOperationAtTheSameRate(imbalance: Imbalance) throws {
        let plan = try parity(imbalance.counts, imbalance.options)
        let mixes = mixes(plan)
        #expect(mixes.map { $0.values.reduce(0, +) } == plan.classes.map(\.artificial))
        #expect(mixes.allSatisfy { !$0.isEmpty })
        expectSameMix(mixes, reference: imbalance.reference)
    }

    /// Shifts of many copies leave black edges in nearly all images; those of one copy, in half.
    @Test func leavesNoTraceThatTellsAClass() throws {
        let given = [(name: "border", text: "constant")]
        let plan = try parity([800, 4], given)
        let shares = ArtefactShares(plan, options: try Options([("parity", "true")] + given))
        #expect(shares.classes[0].blackBorder > 0.9)
        #expect(abs(shares.classes[0].blackBorder - shares.classes[1].blackBorder) < 0.003)
        #expect(abs(shares.classes[0].blur - shares.classes[1].blur) < 0.002)
        #expect(shares.warnings.isEmpty)
    }

    /// The class that is the measure gets the images that it gets without parity.
    @Test func leavesTheReferenceAsItIs() throws {
        let catalogue = try catalogue([40, 7, 20])
        let without = try plan(catalogue, Options([("test", "0")]))
        let with = try plan(catalogue, Options([("test", "0"), ("parity", "true")]))
        #expect(with.rows.filter { $0.label == 1 } == without.rows.filter { $0.label == 1 })
        #expect(with.rows.filter { $0.label == 2 } != without.rows.filter { $0.label == 2 })
    }

    @Test func repeatsNoOutcomeOfASource() throws {
        let plan = try parity([3, 60, 20], [("augment", "flip,blur:5,rotate:0.2,translate:0.01")])
        for rows in Dictionary(grouping: plan.rows, by: \.source).values {
            #expect(Set(rows.map(\.operation)).count == rows.count)
        }
    }

    /// On images of 9 × 9 a shift by a hundredth is none: they can only be flipped, the first two
    /// at the cost of the quota.
    @Test func passesOperationsToSourcesThatHaveThem() throws {
        let small = 2..<22
        let plan = try parity(
            [2, 40],
            [("augment", "flip,translate:0.01"), ("size", "original")]
        ) { PixelSize(width: small.contains($0) ? 9 : 2000, height: 9) }
        #expect(mixes(plan)[0] == ["flip": 2, "translate": 36])
        let altered = plan.rows.filter { $0.label == 1 && $0.isArtificial }
        #expect(altered.count == 38)
        let wide = altered.filter { !small.contains($0.source) }
        #expect(altered.allSatisfy { !small.contains($0.source) || $0.operation == .flip })
        #expect(wide.count { $0.operation == .flip } <= 2)
    }

    @Test func drawsTheSameEveryTime() throws {
        #expect(try parity([30, 4, 11]).rows == parity([30, 4, 11]).rows)
        #expect(try parity([30, 4, 11]).rows != parity([30, 4, 11], [("seed", "1")]).rows)
    }

    @Test(arguments: [
        (10, [1, 1, 1], [4, 3, 3]), (7, [0, 5], [0, 7]), (0, [2, 3], [0, 0]),
        (796, [398, 4, 390, 4], [398, 4, 390, 4]), (3, [6, 1, 1], [2, 1, 0]),
    ])
    func sharesByLargestRemainders(total: Int, weights: [Int], shares: [Int]) {
        #expect(proportionalShares(of: total, weights: weights) == shares)
    }
}

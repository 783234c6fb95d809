// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

/// The two rules against the same rules done the slow way, on data drawn at random.
struct TellTests {
    private struct Drawn {
        var generator = MersenneTwister(seed: 20_260_101)

        mutating func below(_ bound: Int) -> Int { Int(generator.next() % UInt32(bound)) }
    }

    private static let classes = 4

    /// Images of a few classes of uneven size, each with a value that leans on its class.
    private func values(_ count: Int, _ kinds: Int, _ drawn: inout Drawn) -> [(Int, Int)] {
        (0..<count).map { _ in
            let label = min(drawn.below(6), Self.classes - 1)
            let leans = drawn.below(3) > 0
            return (label, leans ? label * 2 % kinds : drawn.below(kinds))
        }
    }

    /// Every image told by the votes of all the others.
    private func voteHits(_ values: [(Int, Int)], _ label: Int) -> (own: Int, others: Int) {
        var hits = (own: 0, others: 0)
        for (index, image) in values.enumerated() {
            let rest = values.indices.filter { $0 != index }.map { values[$0] }
            func share(_ isOwn: Bool) -> (Int, Int) {
                let side = rest.filter { ($0.0 == label) == isOwn }
                return (side.count { $0.1 == image.1 }, side.count)
            }
            let (own, others) = (share(true), share(false))
            let (left, right) = (own.0 * others.1, others.0 * own.1)
            if image.0 == label {
                hits.own += left > right ? 2 : left == right ? 1 : 0
            } else {
                hits.others += right > left ? 2 : left == right ? 1 : 0
            }
        }
        return hits
    }

    @Test(arguments: [3, 8, 60]) func votesWithoutTheImageItself(kinds: Int) throws {
        var drawn = Drawn()
        for count in [40, 90] {
            let values = values(count, kinds, &drawn)
            let vote = ValueVote(values.map { (label: $0.0, value: $0.1) }, classes: Self.classes) {
                String($0)
            }
            for label in 0..<Self.classes where values.count(where: { $0.0 == label }) >= 5 {
                let tell = try #require(vote.tell(label))
                let expected = voteHits(values, label)
                #expect(tell.accuracy.ownHits == expected.own)
                #expect(tell.accuracy.otherHits == expected.others)
                let code = try #require(Int(tell.predicate))
                #expect(tell.own == values.count { $0.0 == label && $0.1 == code })
                #expect(tell.others == values.count { $0.0 != label && $0.1 == code })
            }
        }
    }

    @Test(arguments: [2, 7, 1_000]) func findsTheBestThreshold(kinds: Int) throws {
        var drawn = Drawn()
        for count in [40, 150] {
            let values = values(count, kinds, &drawn)
            let rule = ThresholdRule(
                values.map { (label: $0.0, value: Double($0.1)) },
                classes: Self.classes,
                noun: "a value",
                decimals: 0
            )
            for label in 0..<Self.classes where values.count(where: { $0.0 == label }) >= 5 {
                let own = values.filter { $0.0 == label }.map(\.1)
                let others = values.filter { $0.0 != label }.map(\.1)
                var best = 0.0
                for threshold in Set(own + others) {
                    for isUpper in [false, true] {
                        func share(_ side: [Int]) -> Double {
                            let hits = side.count { isUpper ? $0 >= threshold : $0 <= threshold }
                            return Double(hits) / Double(side.count)
                        }
                        best = max(best, (1 + share(own) - share(others)) / 2)
                    }
                }
                let tell = try #require(rule.tell(label))
                #expect(abs(tell.accuracy.value - best) < 1e-12)
                let medians = try #require(tell.medians)
                #expect(Double(medians.own) == median(own.map(Double.init)).map { $0.rounded() })
                #expect(
                    Double(medians.others) == median(others.map(Double.init)).map { $0.rounded() }
                )
            }
        }
    }

    @Test(arguments: [
        (10, 10, 0.5, "0.50"), (20, 20, 1, "1.00"), (20, 19, 0.975, "0.97"), (16, 20, 0.9, "0.90"),
        (2, 0, 0.05, "0.05"),
    ]) func printsTwoDecimals(own: Int, others: Int, value: Double, text: String) {
        let accuracy = BalancedAccuracy(own: 10, others: 10, ownHits: own, otherHits: others)
        #expect(accuracy.value == value)
        #expect(accuracy.description == text)
        #expect(accuracy.isTelling == (value >= 0.9))
    }
}

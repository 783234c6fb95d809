// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct TrainingTargetsTests {
    private static let names = ["a", "b", "c", "d"]

    private func targets(
        _ strategy: String,
        _ target: String,
        _ counts: [Int]
    ) throws -> [Int] {
        try Options([("strategy", strategy), ("target", target)])
            .trainingTargets(counts, classes: Array(Self.names.prefix(counts.count)))
    }

    /// Classes of 10, 25, 40 and 3: median 17.5, mean 19.5.
    @Test(
        arguments: [
            ("majority", [40, 40, 40, 40], [10, 25, 40, 3], [40, 40, 40, 40]),
            ("minority", [10, 25, 40, 3], [3, 3, 3, 3], [3, 3, 3, 3]),
            ("median", [18, 25, 40, 18], [10, 18, 18, 3], [18, 18, 18, 18]),
            ("mean", [20, 25, 40, 20], [10, 20, 20, 3], [20, 20, 20, 20]),
            ("12", [12, 25, 40, 12], [10, 12, 12, 3], [12, 12, 12, 12]),
            ("100", [100, 100, 100, 100], [10, 25, 40, 3], [100, 100, 100, 100]),
            ("1", [10, 25, 40, 3], [1, 1, 1, 1], [1, 1, 1, 1]),
            ("ratio:0.5", [20, 25, 40, 20], [6, 6, 6, 3], [20, 20, 20, 20]),
            ("ratio:0.33", [14, 25, 40, 14], [9, 9, 9, 3], [14, 14, 14, 14]),
            ("ratio:1", [40, 40, 40, 40], [3, 3, 3, 3], [40, 40, 40, 40]),
            ("ratio:0.000001", [10, 25, 40, 3], [10, 25, 40, 3], [1, 1, 1, 1]),
            ("d:9,c:9", [10, 25, 40, 9], [10, 25, 9, 3], [10, 25, 9, 9]),
        ] as [(String, [Int], [Int], [Int])]
    )
    func followTargetAndStrategy(
        target: String,
        oversample: [Int],
        undersample: [Int],
        hybrid: [Int]
    ) throws {
        let counts = [10, 25, 40, 3]
        #expect(try targets("oversample", target, counts) == oversample)
        #expect(try targets("undersample", target, counts) == undersample)
        #expect(try targets("hybrid", target, counts) == hybrid)
        #expect(try targets("none", target, counts) == counts)
    }

    @Test(arguments: [
        ([1, 2], 2, 2), ([1, 4], 3, 3), ([1, 1, 2], 1, 1), ([1, 2, 2], 2, 2), ([2, 3, 9, 9], 6, 6),
        ([1, 1, 1, 3], 1, 2), ([7], 7, 7), ([5, 5], 5, 5), ([1, 1, 1, 2], 1, 1),
    ])
    func roundsHalvesUp(counts: [Int], median: Int, mean: Int) {
        #expect(Target.median(counts) == median)
        #expect(Target.mean(counts) == mean)
    }

    /// 0.1 is no binary fraction: 0.1 × 30 by doubles is above 3, and 3 / 0.1 below 30.
    @Test(arguments: ["0.1", "0.3", "0.7", "0.07", "0.999999999999999999", "0.15"])
    func keepsAPromisedRatioExactly(ratio: String) throws {
        let share = try #require(Decimal(digits: ratio))
        for largest in [1, 7, 10, 30, 100, 1000, 999_983] {
            for smallest in [1, 3, 7, largest] where smallest <= largest {
                let over = try targets("oversample", "ratio:\(ratio)", [smallest, largest])
                let under = try targets("undersample", "ratio:\(ratio)", [smallest, largest])
                #expect(over[1] == largest && under[0] == smallest)
                for after in [over, under] {
                    // No class is smaller than the share of the largest.
                    #expect(share.ceiling(times: after[1]) <= after[0])
                }
                // One image less, or one more, would break the promise.
                if over[0] > smallest { #expect(share.ceiling(times: largest) > over[0] - 1) }
                if under[1] < largest { #expect(share.ceiling(times: under[1] + 1) > smallest) }
            }
        }
    }

    @Test func refusesClassesThatThereAreNot() throws {
        let options = try Options([
            ("target", "Normal:5,a:7,covid:9,b:2"), ("test", "0"),
        ])
        let catalogue = try Catalogue.make(
            entries: entries(["NORMAL/1.png", "COVID/1.png", "a/1.png"])
        )
        let error = try #require(throws: DatasetError.self) { try options.check(catalogue) }
        guard case .invalidOptions(let problems) = error else {
            Issue.record("another error: \(error)")
            return
        }
        #expect(problems.map(\.option) == ["target", "target", "target"])
        #expect(problems.map(\.value) == ["Normal:5", "covid:9", "b:2"])
        #expect(problems.map(\.suggestion) == ["NORMAL", "COVID", "a"])
        #expect(problems[0].detail.contains("no class ‘Normal’ in the dataset; did you mean"))
        #expect(problems[0].accepted == "COVID, NORMAL, a")
        #expect(throws: error) { try plan(catalogue, options) }
    }

    /// Two names may look alike and still be two.
    @Test func comparesNamesByTheirBytes() throws {
        let catalogue = try Catalogue.make(entries: entries(["e\u{301}/1.png", "x/1.png"]))
        #expect(throws: Never.self) { try Options([("target", "e\u{301}:5")]).check(catalogue) }
        #expect(throws: DatasetError.self) { try Options([("target", "é:5")]).check(catalogue) }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ApproximateModeTests {
    /// What scikit-learn 1.9.1 gives for `_approximate_mode(counts, draws, rng=seed)`.
    @Test(
        arguments: [
            ([4, 2], 3, 0, [2, 1]),
            ([5, 2], 4, 0, [3, 1]),
            ([2, 2, 2, 1], 2, 0, [0, 1, 1, 0]),
            ([2, 2, 2, 1], 2, 42, [1, 1, 0, 0]),
            ([1583, 2780, 1493], 4684, 0, [1266, 2224, 1194]),
            ([500, 500, 127], 901, 0, [400, 400, 101]),
            ([10, 7, 3], 16, 0, [8, 6, 2]),
            ([3, 5], 8, 0, [3, 5]),
        ] as [([Int], Int, UInt32, [Int])]
    )
    func drawsAsScikitLearn(counts: [Int], draws: Int, seed: UInt32, drawn: [Int]) {
        var generator = MersenneTwister(seed: seed)
        #expect(approximateMode(counts, draws: draws, &generator) == drawn)
    }

    /// A tie that is taken whole still takes a permutation from the generator.
    @Test func permutesTiesThatAreTakenWhole() {
        var generator = MersenneTwister(seed: 8)
        var other = MersenneTwister(seed: 8)
        #expect(approximateMode([3, 3, 2], draws: 5, &generator) == [2, 2, 1])
        // Two values are shuffled by one word.
        _ = other.next()
        #expect(generator.next() == other.next())
    }
}

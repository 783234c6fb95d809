// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

/// Numbers printed by numpy 2.4.6.
struct MersenneTwisterTests {
    /// `RandomState(seed).bytes(16)` as little-endian words.
    @Test(
        arguments: [
            (0, [0x8C7F_0AAC, 0x97C4_AA2F, 0xB716_A675, 0xD821_CCC0]),
            (32, [0xDBE0_2AD7, 0x0F45_A62B, 0x5F69_FF85, 0x6BC9_2536]),
            (.max, [0x18FE_69A3, 0x1C92_4122, 0xE991_EC0C, 0x900C_AC47]),
        ] as [(UInt32, [UInt32])]
    )
    func drawsNumpysWords(seed: UInt32, words: [UInt32]) {
        var generator = MersenneTwister(seed: seed)
        #expect(words.map { _ in generator.next() } == words)
    }

    /// After 1,300 words the state has been made anew twice.
    @Test func drawsNumpysWordsFarOn() {
        var generator = MersenneTwister(seed: 32)
        for _ in 0..<1300 { _ = generator.next() }
        let words: [UInt32] = [0x094F_B7DA, 0x3BF6_922D, 0xC723_F365]
        #expect(words.map { _ in generator.next() } == words)
    }

    /// A permutation of 0 ..< n, and of 0 ..< 3 by the same generator after it.
    @Test(
        arguments: [
            (0, [2, 8, 4, 9, 1, 6, 7, 3, 0, 5], [2, 1, 0]),
            (32, [9, 1, 2, 8, 3, 0, 4, 6, 5, 7], [2, 0, 1]),
            (7, [0], [2, 1, 0]),
            (123, [1, 0], [2, 0, 1]),
            (5, [5, 1, 10, 2, 11, 16, 12, 7, 4, 8, 9, 0, 15, 6, 13, 14, 3], [2, 1, 0]),
        ] as [(UInt32, [Int], [Int])]
    )
    func permutesAsNumpy(seed: UInt32, first: [Int], second: [Int]) {
        var generator = MersenneTwister(seed: seed)
        #expect(generator.permutation(Array(first.indices)) == first)
        #expect(generator.permutation([0, 1, 2]) == second)
    }

    /// A choice moves the generator on by a whole permutation, also when it takes all.
    @Test(
        arguments: [
            (42, 9, [7, 1, 5, 0], [1, 0, 3, 2]),
            (42, 3, [0, 1, 2], [1, 3, 2, 0]),
            (1, 1, [0], [3, 2, 0, 1]),
        ] as [(UInt32, Int, [Int], [Int])]
    )
    func choosesAsNumpy(seed: UInt32, count: Int, chosen: [Int], after: [Int]) {
        var generator = MersenneTwister(seed: seed)
        #expect(generator.choice(Array(0..<count), chosen.count) == chosen)
        #expect(generator.permutation([0, 1, 2, 3]) == after)
    }
}

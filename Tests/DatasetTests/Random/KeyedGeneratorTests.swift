// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct KeyedGeneratorTests {
    /// Zero as key and counter: the first known answer of ``PhiloxTests``, low words first.
    @Test func handsOutBlocksInHalves() {
        var generator = KeyedGenerator(hash: (0, 0))
        #expect(generator.next() == 0xE169_C58D_6627_E8D5)
        #expect(generator.next() == 0x9B00_DBD8_BC57_AC4C)
        let second = Philox.block(counter: [1, 0, 0, 0], key: [0, 0])
        #expect(generator.next() == UInt64(second.y) << 32 | UInt64(second.x))
    }

    /// 30,000 draws among three: 10,000 each, with a standard deviation of 82.
    @Test func drawsEvenlyBelowABound() {
        var generator = KeyedGenerator(hash: (1, 2))
        var counts = [0, 0, 0]
        for _ in 0..<30_000 { counts[generator.below(3)] += 1 }
        #expect(counts.allSatisfy { abs($0 - 10_000) < 500 })
    }

    /// A bound of ¾ · 2⁶³ leaves two in eight products uneven; all numbers stay below it.
    @Test func drawsAgainRatherThanUnevenly() {
        let bound = Int.max / 4 * 3
        var generator = KeyedGenerator(hash: (3, 4))
        let draws = (0..<4000).map { _ in generator.below(bound) }
        #expect(draws.allSatisfy { 0 <= $0 && $0 < bound })
        let upperHalf = draws.count { $0 >= bound / 2 }
        #expect(abs(upperHalf - 2000) < 200)
    }

    @Test func drawsNothingElseBelowOne() {
        var generator = KeyedGenerator(hash: (5, 6))
        #expect((0..<10).allSatisfy { _ in generator.below(1) == 0 })
    }
}

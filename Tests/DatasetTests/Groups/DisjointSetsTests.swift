// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct DisjointSetsTests {
    @Test func countsSetsByTheirFirstMembers() {
        var sets = DisjointSets(count: 6)
        sets.join(5, 1)
        sets.join(3, 4)
        sets.join(4, 1)
        let (numbers, count) = sets.numbered(first: 6)
        #expect(numbers == [0, 1, 2, 1, 1, 1])
        #expect(count == 3)
        #expect(sets.numbered(first: 4) == ([0, 1, 2, 1], 3))
        #expect(sets.numbered(first: 2) == ([0, 1], 2))
    }

    @Test func doesNotDependOnTheOrderOfJoining() {
        var generator = SourceKey(seed: 1, label: "", path: "").generator(copy: 1)
        let pairs = (0..<60).map { _ in (generator.below(100), generator.below(100)) }
        var forth = DisjointSets(count: 100)
        var back = DisjointSets(count: 100)
        for (left, right) in pairs { forth.join(left, right) }
        for (left, right) in pairs.reversed() { back.join(right, left) }
        let numbered = forth.numbered(first: 100)
        #expect(numbered == back.numbered(first: 100))
        #expect(pairs.allSatisfy { numbered.numbers[$0.0] == numbered.numbers[$0.1] })
        #expect(numbered.count == (numbered.numbers.max() ?? 0) + 1)
    }

    @Test func walksALongChain() {
        var sets = DisjointSets(count: 100_000)
        for number in stride(from: 99_998, through: 0, by: -1) { sets.join(number, number + 1) }
        #expect(sets.numbered(first: 100_000).count == 1)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct OversamplingTests {
    @Test(
        arguments: [
            (0, [3, 3], [0, 0]), (7, [9, 9, 9], [3, 2, 2]), (7, [1, 9, 9], [1, 3, 3]),
            (8, [9, 1, 9], [4, 1, 3]), (100, [1, 2, 3], [1, 2, 3]), (6, [1, 2, 3], [1, 2, 3]),
            (5, [0, 0, 9], [0, 0, 5]), (5, [0, 0], [0, 0]), (3, [], []),
            (10, [.max, 2, .max], [4, 2, 4]), (1, [1, 1, 1], [1, 0, 0]),
        ] as [(Int, [Int], [Int])]
    )
    func sharesEvenlyAmongWhoCanTakeMore(total: Int, capacities: [Int], shares: [Int]) {
        #expect(evenShares(of: total, capacities: capacities) == shares)
    }

    /// Random totals and capacities: nothing lost, nobody over, and nobody two ahead of another
    /// that has room.
    @Test(arguments: 0..<200)
    func isFair(round: Int) {
        var generator = KeyedGenerator(hash: (UInt64(round), 1))
        let capacities = (0..<1 + generator.below(20)).map { _ in generator.below(30) }
        let total = generator.below(400)
        let shares = evenShares(of: total, capacities: capacities)
        #expect(shares.reduce(0, +) == min(total, capacities.reduce(0, +)))
        #expect(zip(shares, capacities).allSatisfy { 0 <= $0 && $0 <= $1 })
        let most = shares.max() ?? 0
        for (share, capacity) in zip(shares, capacities) where share < capacity {
            #expect(share >= most - 1)
        }
    }

    /// What the first version did: the quotient for each, one more for the lowest lots.
    @Test(arguments: [1, 19, 20, 21, 57, 4000])
    func takesTheLowestLotsWhereEveryoneIsAlone(total: Int) {
        let keys = keys(20)
        let sources = Array(0..<20)
        let copies = GroupedSources(
            sources,
            keys: keys,
            groups: sources,
            loads: sources.map { _ in 0 }
        ).copies(total, capacities: sources.map { _ in .max })
        let lowest = Set(sources.sorted { keys[$0].lot < keys[$1].lot }.prefix(total % 20))
        #expect(copies == sources.map { total / 20 + (lowest.contains($0) ? 1 : 0) })
    }

    /// One patient has twelve images, four have one each: every patient gets a fifth.
    @Test func spreadsOverGroupsBeforeImages() {
        let groups = Array(repeating: 0, count: 12) + [1, 2, 3, 4]
        let copies = copies(37, groups: groups, capacities: groups.map { _ in .max })
        let ofGroups = totals(copies, groups)
        #expect(ofGroups.sorted() == [7, 7, 7, 8, 8])
        let ofTheFirst = copies.prefix(12)
        #expect(ofTheFirst.allSatisfy { $0 <= 1 })
        #expect(ofTheFirst.reduce(0, +) == ofGroups[0])
    }

    @Test(arguments: 0..<100)
    func isFairToGroupsAndImages(round: Int) {
        var generator = KeyedGenerator(hash: (UInt64(round), 2))
        let count = 1 + generator.below(60)
        let groups = (0..<count).map { _ in generator.below(12) }
        let capacities = groups.map { _ in generator.below(3) == 0 ? generator.below(4) : 9 }
        let total = generator.below(500)
        let copies = copies(total, groups: groups, capacities: capacities)
        #expect(copies.reduce(0, +) == min(total, capacities.reduce(0, +)))
        #expect(zip(copies, capacities).allSatisfy { $0 <= $1 })
        let ofGroups = totals(copies, groups)
        let rooms = totals(capacities, groups)
        let most = ofGroups.max() ?? 0
        for (share, room) in zip(ofGroups, rooms) where share < room {
            #expect(share >= most - 1)
        }
        for group in 0..<12 {
            let members = groups.indices.filter { groups[$0] == group }
            let most = members.map { copies[$0] }.max() ?? 0
            #expect(members.allSatisfy { copies[$0] >= min(most - 1, capacities[$0]) })
        }
    }

    private func keys(_ count: Int) -> [SourceKey] {
        (0..<count).map { SourceKey(seed: 32, label: "a", path: "\($0).png") }
    }

    private func copies(_ total: Int, groups: [Int], capacities: [Int]) -> [Int] {
        GroupedSources(
            Array(groups.indices),
            keys: keys(groups.count),
            groups: groups,
            loads: groups.map { _ in 0 }
        ).copies(total, capacities: capacities)
    }

    /// The sums over groups 0 … 11.
    private func totals(_ values: [Int], _ groups: [Int]) -> [Int] {
        let count = (groups.max() ?? 0) + 1
        var totals = [Int](repeating: 0, count: count)
        for (value, group) in zip(values, groups) { totals[group] += value }
        return totals
    }
}

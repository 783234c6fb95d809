// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct GroupedSourcesTests {
    private func grouped(
        _ groups: [Int],
        seed: UInt32 = 32,
        positions: [Int]? = nil,
        loads: [Int]? = nil
    ) -> GroupedSources {
        GroupedSources(
            positions ?? Array(groups.indices),
            keys: groups.indices.map { SourceKey(seed: seed, label: "a", path: "\($0).png") },
            groups: groups,
            loads: loads ?? groups.map { _ in 0 }
        )
    }

    @Test func takesOneOfEachGroupBeforeASecond() {
        let groups = [0, 0, 0, 0, 1, 1, 2, 3, 3, 3]
        let sources = grouped(groups)
        for count in 0...10 {
            let chosen = sources.spread(count)
            #expect(chosen.count == count && Set(chosen).count == count)
            #expect(Set(chosen.map { groups[$0] }).count == min(count, 4))
            // Whoever stays when fewer stay also stays when more do.
            #expect(Array(sources.spread(10).prefix(count)) == chosen)
        }
        #expect(sources.spread(99).count == 10)
        let sevenOfTen = Dictionary(grouping: sources.spread(7)) { groups[$0] }
        #expect(sevenOfTen.values.map(\.count).sorted() == [1, 2, 2, 2])
    }

    /// A group of ten is chosen as often as one of one, and its first image as often as its last.
    @Test func favoursNeitherLargeGroupsNorFirstImages() {
        let groups = Array(repeating: 0, count: 10) + [1]
        var chosen = [Int](repeating: 0, count: 11)
        for seed in 0..<4000 as Range<UInt32> {
            chosen[grouped(groups, seed: seed).spread(1)[0]] += 1
        }
        // Standard deviations are 32 and 13.
        #expect(abs(chosen[10] - 2000) < 160)
        #expect(chosen.prefix(10).allSatisfy { abs($0 - 200) < 70 })
    }

    @Test func prefersWhoBearsLeast() {
        let groups = [0, 1, 2, 3, 3]
        let sources = grouped(groups, loads: [2, 0, 1, 0, 3])
        #expect(sources.spread(5) == [1, 2, 0, 3, 4])
        #expect(grouped(groups, positions: [1, 4]).spread(5).sorted() == [1, 4])
    }
}

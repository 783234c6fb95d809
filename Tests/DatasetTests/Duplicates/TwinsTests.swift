// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct TwinsTests {
    private let names = (0..<6).map { "a/p\($0)_1.png" } + ["b/p9_1.png", "b/p8_1.png"]

    @Test func followsACatalogueThatLosesImages() throws {
        let catalogue = try catalogue(names)
        let twins: Twins = [[0, 3], [2, 4, 5]]
        let left = twins.removing([1, 3, 4], from: catalogue, linksStay: false)
        #expect(left.sets == [[1, 2]])
        #expect(left.links.count == 1)
    }

    @Test func remembersWhomAnImageThatIsLeftOutLinks() throws {
        let catalogue = try catalogue(names)
        let twins: Twins = [[0, 3], [2, 4]]
        let left = twins.removing([3], from: catalogue, linksStay: true)
        #expect(left.sets == [[2, 3]])
        #expect(left.links.map { $0.gone.map(\.name) } == [["a/p3_1.png"], []])
        let later = left.removing([0, 2], from: try catalogue.removing([3]), linksStay: false)
        #expect(later.links.isEmpty, "one image alone links nothing")
    }

    /// Files of two patients are the same, one of them is left out, and both have other images.
    @Test func keepsPatientsTogetherWhoseCommonImageIsThereOnce() throws {
        let names = ["a/p1_1.png", "a/p1_2.png", "a/p2_1.png", "a/p2_2.png", "b/p3_1.png"]
        let whole = try catalogue(names)
        let twins: Twins = [[0, 2]]
        let left = try whole.removing([2])
        let rule = try GroupRule(parsing: "{id}_*")
        let groups = Groups.make(
            left,
            rule: rule,
            identical: twins.removing([2], from: whole, linksStay: true)
        )
        #expect(groups.ids == ["p1", "p1", "p2", "p3"])
        #expect(groups.numbers == [0, 0, 0, 1])
        #expect(groups.count == 2)
    }

    /// Two classes claim the same file, so neither keeps it; the patients are one still.
    @Test func keepsPatientsTogetherWhoseCommonImageIsGone() throws {
        let names = ["a/p1_1.png", "a/p1_2.png", "b/p2_1.png", "b/p2_2.png"]
        let whole = try catalogue(names)
        let left = try whole.removing([0, 2])
        let twins = Twins([[0, 2]]).removing([0, 2], from: whole, linksStay: true)
        let rule = try GroupRule(parsing: "{id}_*")
        #expect(Groups.make(left, rule: rule, identical: twins).numbers == [0, 0])
        #expect(Groups.make(left, rule: GroupRule.none, identical: twins).numbers == [0, 1])
        #expect(!Groups.make(left, rule: GroupRule.none, identical: twins).isGrouped)
    }
}

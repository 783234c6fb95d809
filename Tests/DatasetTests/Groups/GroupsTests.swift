// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct GroupsTests {
    private func codes(_ groups: Groups) -> [String] { groups.warnings.map(\.code) }

    @Test func givesEveryImageItsOwnGroupWithoutARule() throws {
        let groups = Groups.make(try catalogue([3, 2]), rule: GroupRule.none)
        #expect(groups.numbers == [0, 1, 2, 3, 4])
        #expect(groups.count == 5)
        #expect(groups.ids.allSatisfy { $0 == nil })
        #expect(!groups.isGrouped && groups.unmatched == 0 && groups.warnings.isEmpty)
    }

    @Test func groupsByAPatternOverAllClasses() throws {
        let names = ["a/1_x.png", "a/1_y.png", "a/2_x.png", "b/1_z.png", "b/loose.png"]
        let groups = Groups.make(try catalogue(names), rule: try GroupRule(parsing: "{id}_*"))
        #expect(groups.ids == ["1", "1", "2", "1", nil])
        #expect(groups.numbers == [0, 0, 1, 0, 2])
        #expect(groups.count == 3 && groups.unmatched == 1 && groups.isGrouped)
        #expect(codes(groups) == ["group-unmatched"])
        #expect(groups.warnings[0].detail.hasPrefix("1 of 5 images has no id"))
    }

    @Test func takesTheFirstPatternThatMatches() throws {
        let rule = try GroupRule(parsing: "p{id}-*,{id}_*")
        let groups = Groups.make(try catalogue(["a/p1-2_3.png", "b/1_2.png"]), rule: rule)
        #expect(groups.ids == ["1", "1"])
        #expect(groups.count == 1)
    }

    @Test func groupsByTheFolderBelowTheClass() throws {
        let names = [
            "r/a/p1/1.png", "r/a/p1/deep/2.png", "r/a/3.png", "r/b/p1/4.png", "r/b/p2/5.png",
        ]
        let groups = Groups.make(try catalogue(names), rule: .folder)
        let order = try catalogue(names).images.map(\.name)
        let ids = Dictionary(uniqueKeysWithValues: zip(order, groups.ids))
        #expect(
            names.map { ids[$0] } == ["p1", "p1", String?.none, "p1", "p2"]
        )
        #expect(groups.count == 3 && groups.unmatched == 1)
    }

    @Test(arguments: [nil, GroupRule.csv])
    func groupsByTheTable(rule: GroupRule?) throws {
        let table = ["a/1.png": "x", "a/2.png": "", "b/3.png": "x"]
        let catalogue = try catalogue(
            ["a/1.png", "a/2.png", "b/3.png", "b/4.png"],
            tableGroup: { table[$0] }
        )
        let groups = Groups.make(catalogue, rule: rule)
        #expect(groups.rule == .csv)
        #expect(groups.ids == ["x", nil, "x", nil])
        #expect(groups.count == 3 && groups.unmatched == 2)
    }

    @Test func leavesTheTableAloneWhereNoGroupsAreWanted() throws {
        let catalogue = try catalogue(["a/1.png", "b/2.png"], tableGroup: { _ in "x" })
        #expect(!Groups.make(catalogue, rule: GroupRule.none).isGrouped)
    }

    /// A path below the root has the class folder in it, and not the root.
    @Test func matchesPatternsWithASlashAgainstThePathBelowTheRoot() throws {
        let names = ["./root/a/p1/x.png", "./root/a/p2/x.png", "./root/b/p1/x.png"]
        let groups = Groups.make(try catalogue(names), rule: try GroupRule(parsing: "*/{id}/*"))
        #expect(groups.ids == ["p1", "p2", "p1"])
        let flat = try catalogue(["a/p1/x.png", "b/p1/y.png"])
        #expect(Groups.make(flat, rule: try GroupRule(parsing: "a/{id}/*")).ids == ["p1", nil])
    }

    /// The known pair of the pediatric radiographs: one image under two ids.
    @Test func joinsGroupsThroughIdenticalImages() throws {
        let names = [
            "NORMAL/NORMAL2-IM-0095-0001.jpeg", "NORMAL/NORMAL2-IM-0095-0002.jpeg",
            "NORMAL/NORMAL2-IM-0096-0001.jpeg", "NORMAL/NORMAL2-IM-0097-0001.jpeg",
            "PNEUMONIA/person1_virus_1.jpeg",
        ]
        let groups = Groups.make(
            try catalogue(names),
            rule: .preset(.kermany),
            identical: [[0, 2]]
        )
        #expect(groups.ids == ["im0095", "im0095", "im0096", "im0097", "person1"])
        #expect(groups.numbers == [0, 0, 0, 1, 2])
        #expect(groups.count == 3)
    }

    @Test func groupsIdenticalImagesWithoutARule() throws {
        let groups = Groups.make(
            try catalogue([3, 2]),
            rule: GroupRule.none,
            identical: [[0, 4]]
        )
        #expect(groups.isGrouped)
        #expect(groups.numbers == [0, 1, 2, 3, 0])
        #expect(groups.warnings.isEmpty && groups.unmatched == 0)
    }

    // MARK: auto

    @Test func autoTakesThePresetThatFits() throws {
        let names = (1...9).map { "a/person\($0)_virus_1.jpeg" } + ["b/other.jpeg"]
        let groups = Groups.make(try catalogue(names), rule: .auto)
        #expect(groups.rule == .preset(.kermany) && groups.isGrouped)
        #expect(codes(groups) == ["group-auto", "group-unmatched"])
        #expect(groups.warnings[0].detail.contains("kermany, which fits 9 of 10 images"))
    }

    @Test func autoTakesNoneThatFitsLessThanNineTenths() throws {
        let groups = Groups.make(try catalogue(Radiographs.names), rule: .auto)
        #expect(groups.rule == .none && !groups.isGrouped)
        #expect(codes(groups) == ["group-auto", "group-suggested"])
        #expect(groups.warnings[0].detail.contains("nih, which fits 96 of 108 images"))
    }

    @Test func autoSaysThatNothingFits() throws {
        let groups = Groups.make(try catalogue([2, 2]), rule: .auto)
        #expect(codes(groups) == ["group-auto"])
        #expect(groups.warnings[0].detail.contains("kermany, nih, chexpert"))
    }

    // MARK: Suggestions

    @Test func suggestsThePresetThatFitsTheRadiographs() throws {
        let catalogue = try catalogue(Radiographs.names)
        let groups = Groups.make(catalogue, rule: nil)
        #expect(codes(groups) == ["group-suggested"])
        #expect(groups.warnings[0].detail.contains("group=nih finds 61 groups in 96 of 108 images"))
        #expect(!groups.isGrouped && groups.count == 108)
        let asked = Groups.make(catalogue, rule: try GroupRule(parsing: "{id}_*"))
        #expect(groups.suspected?.numbers == asked.numbers, "as a pattern would have it")
    }

    @Test func suggestsAPatternForOtherIds() throws {
        let names = (1...6).flatMap { id in
            ["a/S\(id)_left.png", "b/S\(id)_right.png"]
        }
        let groups = Groups.make(try catalogue(names), rule: nil)
        #expect(groups.suspected?.rule.text == "{id}_*")
        #expect(
            groups.warnings[0].detail.contains("group={id}_* finds 6 groups in 12 of 12 images")
        )
    }

    @Test(arguments: [
        // Nothing comes twice.
        (1...9).map { "a/p\($0)_x.png" } + ["b/q1_x.png"],
        // Words, not ids.
        (1...9).map { "a/img_\($0).png" } + (1...9).map { "b/scan_\($0).png" },
        // One word a class, although with a digit.
        (1...9).map { "a/class1_\($0).png" } + (1...9).map { "b/class2_\($0).png" },
        // One for most of the images.
        (1...9).map { "a/batch7_\($0).png" } + ["b/x1_1.png", "b/x2_1.png"],
        // Less than half of the images.
        (1...9).map { "a/\($0).png" } + ["b/1_1.png", "b/1_2.png", "b/2_1.png", "b/3_1.png"],
    ])
    func suggestsNothingFor(names: [String]) throws {
        let groups = Groups.make(try catalogue(names), rule: nil)
        #expect(groups.suspected == nil && groups.warnings.isEmpty)
    }

    @Test func suggestsNothingToWhoeverSaysNone() throws {
        let groups = Groups.make(try catalogue(Radiographs.names), rule: GroupRule.none)
        #expect(groups.suspected == nil && groups.warnings.isEmpty)
    }
}

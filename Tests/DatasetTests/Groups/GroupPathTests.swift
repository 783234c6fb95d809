// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

/// What a path below the root is where not every image stands in the root.
struct GroupPathTests {
    private func ids(_ groups: Groups, of catalogue: Catalogue) -> [String: String] {
        var ids: [String: String] = [:]
        for (image, id) in zip(catalogue.images, groups.ids) { ids[image.name] = id }
        return ids
    }

    /// Six images of three patients in a folder, and one more of the last beside it.
    private func withStray(dot: String) throws -> Catalogue {
        let names = (0..<6).map { "\(dot)data/p02\($0 / 2)_\($0 % 2 == 0 ? "a" : "b")_\($0)" }
        return try Catalogue.make(
            entries: entries((names + ["\(dot)p022_b_9"]).map { $0 + ".png" }),
            options: Options([("label", "*_{label}_*.png")])
        )
    }

    @Test(arguments: ["", "./"])
    func cutsNothingOffAnImageBesideTheRoot(dot: String) throws {
        let catalogue = try withStray(dot: dot)
        #expect(catalogue.layout.root == "data")
        let groups = Groups.make(catalogue, rule: try GroupRule(parsing: "{id}_*"))
        #expect(ids(groups, of: catalogue)["\(dot)p022_b_9.png"] == "p022")
        #expect(groups.count == 3 && groups.unmatched == 0)
    }

    @Test func suggestsWhatIsBesideTheRootToo() throws {
        let suspected = try #require(Groups.make(withStray(dot: ""), rule: nil).suspected)
        #expect(suspected.rule.text == "{id}_*")
        #expect(suspected.ids.last == "p022")
    }

    @Test(arguments: ["", "./"])
    func findsThePresetsIdBesideTheRoot(dot: String) throws {
        let names = [
            "data/person1_bacteria_1", "data/person2_virus_2", "data/person2_virus_3",
            "person1_bacteria_4",
        ]
        let catalogue = try Catalogue.make(
            entries: entries(names.map { "\(dot)\($0).jpeg" }),
            options: Options([("label", "*_{label}_*")])
        )
        for rule in [GroupRule.auto, .preset(.kermany)] {
            let groups = Groups.make(catalogue, rule: rule)
            #expect(ids(groups, of: catalogue)["\(dot)person1_bacteria_4.jpeg"] == "person1")
            #expect(groups.count == 2)
        }
    }

    /// The inner folder is taken for the outer one, so both are above the class.
    @Test(arguments: ["", "./"])
    func cutsBothFoldersOffWhatOnlyASecondCopyHolds(dot: String) throws {
        let names = [
            "R/a/p003/1.png=1", "R/a/p004/2.png=2", "R/b/p005/3.png=3",
            "R/R/a/p003/1.png=1", "R/R/a/p004/2.png=2", "R/R/b/p005/3.png=3", "R/R/a/p003/9.png=9",
        ]
        let catalogue = try Catalogue.make(entries: entries(alike: names.map { dot + $0 }))
        let groups = Groups.make(catalogue, rule: try GroupRule(parsing: "*/p{id}/*"))
        #expect(ids(groups, of: catalogue)["\(dot)R/R/a/p003/9.png"] == "003")
        #expect(groups.count == 3 && groups.unmatched == 0)
    }
}

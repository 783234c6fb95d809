// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What stands in more than one part of a split, so that testing meets what was trained on.
package struct Leakage: Sendable, Hashable {
    /// Groups with an id that stand in more than one part.
    package let groupsInSeveralSplits: Int
    /// Sets of byte-identical images that stand in more than one part.
    package let duplicatesInSeveralSplits: Int
    /// Groups of the rule that nobody asked for, ``Groups/suspected``, in more than one part.
    package let suspectedInSeveralSplits: Int
    /// What such suspected groups give reason to say.
    package let warnings: [DatasetWarning]
    /// Whether the upload has held-out parts of its own.
    let hasUploadedParts: Bool
    /// The first of the groups and of the sets, ``mostFindings`` of each at the most.
    private let groups: [Finding]
    private let duplicates: [Finding]
    /// The first of the suspected groups, as many at the most.
    package let suspected: [Finding]

    /// Images that belong together and do not stand together.
    package struct Finding: Sendable, Hashable {
        /// Why they belong together.
        package let kind: Kind
        /// The group's ids, or the name of the first of the identical images.
        package let name: String
        /// How many images they are.
        package let images: Int
        /// The first ten of each part, train first.
        package let files: [File]
    }

    /// Why images belong together.
    package enum Kind: String, Sendable, Hashable {
        /// They have an id in common, or others stand between them that have.
        case group
        /// They are byte for byte the same.
        case duplicate
        /// Their names look as if they had an id in common, and no rule was asked for.
        case suspectedGroup = "suspected-group"
    }

    /// One of the images of a finding.
    package struct File: Sendable, Hashable {
        /// The entry's name in the upload.
        package let file: String
        /// Where it stands.
        package let part: Split.Part
        /// The name of its class.
        package let label: String
    }

    /// The most groups, and the most sets, that are kept by name.
    static let mostFindings = 100

    /// Whether something stands in more than one part that is known to belong together.
    package var isLeaking: Bool { groupsInSeveralSplits + duplicatesInSeveralSplits > 0 }

    /// Twenty findings, or all where there are fewer.
    package var examples: [Finding] { findings(20) }

    /// The first findings, groups before duplicates; each has half the places where both need more.
    package func findings(_ limit: Int) -> [Finding] {
        let places = min(duplicates.count, max(limit / 2, limit - groups.count))
        return Array(groups.prefix(limit - places) + duplicates.prefix(places))
    }

    /// Looks for what a split parts.
    ///
    /// - Parameters:
    ///   - identical: sets of images that are byte for byte the same, ascending positions.
    ///   - split: ours, or what the upload's own became.
    package static func make(
        _ catalogue: Catalogue,
        groups: Groups,
        identical: [[Int]],
        split: Split
    ) -> Leakage {
        precondition(split.parts.count == catalogue.images.count, "one part an image")
        precondition(groups.numbers.count == catalogue.images.count, "one group an image")
        let parted = parted(groups.numbers, groups.ids, count: groups.count, split)
        let sets = identical.filter { set in
            set.contains { split.parts[$0] != split.parts[set[0]] }
        }
        let suspected = groups.suspected.map { Suspected($0, split) }
        let suspectedMembers = groups.suspected.map { grouping in
            Self.parted(grouping.numbers, grouping.ids, count: grouping.count, split)
        }
        func finding(_ kind: Kind, _ name: String, _ members: [Int]) -> Finding {
            let files = Split.Part.allCases.flatMap { part in
                members.lazy.filter { split.parts[$0] == part }.prefix(10).map {
                    let image = catalogue.images[$0]
                    let label = catalogue.classes[image.label]
                    return File(file: image.name, part: part, label: label)
                }
            }
            return Finding(kind: kind, name: name, images: members.count, files: files)
        }
        return Leakage(
            groupsInSeveralSplits: parted.count,
            duplicatesInSeveralSplits: sets.count,
            suspectedInSeveralSplits: suspected?.parted ?? 0,
            warnings: suspected?.warnings ?? [],
            hasUploadedParts: !catalogue.uploadedParts.isSubset(of: [.train]),
            groups: parted.prefix(mostFindings).map { members in
                finding(.group, name(of: members, groups.ids), members)
            },
            duplicates: sets.prefix(mostFindings).map { members in
                finding(.duplicate, catalogue.images[members[0]].name, members)
            },
            suspected: (suspectedMembers ?? []).prefix(mostFindings).map { members in
                let ids = groups.suspected?.ids ?? []
                return finding(.suspectedGroup, name(of: members, ids), members)
            }
        )
    }

    /// The members of every group with an id that stands in several parts.
    private static func parted(
        _ numbers: [Int],
        _ ids: GroupIDs,
        count: Int,
        _ split: Split
    ) -> [[Int]] {
        var first = [Split.Part?](repeating: nil, count: count)
        var isParted = [Bool](repeating: false, count: count)
        var hasID = isParted
        for (index, number) in numbers.enumerated() {
            if ids[index] != nil { hasID[number] = true }
            if let first = first[number] {
                if first != split.parts[index] { isParted[number] = true }
            } else {
                first[number] = split.parts[index]
            }
        }
        var places: [Int: Int] = [:]
        for number in 0..<count where isParted[number] && hasID[number] {
            places[number] = places.count
        }
        var members = [[Int]](repeating: [], count: places.count)
        for (index, number) in numbers.enumerated() {
            if let place = places[number] { members[place].append(index) }
        }
        return members
    }

    /// The ids of a group, which are several where identical images joined them.
    private static func name(of members: [Int], _ known: GroupIDs) -> String {
        var ids: [String] = []
        var count = 0
        var seen: Set<String> = []
        for index in members {
            guard let id = known[index], seen.insert(id).inserted else { continue }
            count += 1
            if ids.count < 3 { ids.append(id) }
        }
        return ids.joined(separator: " = ") + (count > 3 ? " = … (\(count) ids)" : "")
    }
}

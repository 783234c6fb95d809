// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension BalancePlan {
    /// Plans the archive.
    ///
    /// - Parameters:
    ///   - split: the part of every image of the catalogue; every class has one to train on.
    ///   - groups: the number of the group of every image of the catalogue, over which choices are
    ///     spread; nil where each image is its own group.
    ///   - facts: what is known of the bytes of every image of the catalogue.
    /// - Throws: `invalidOptions` for a target for classes that there are not, and `tooManyImages`
    ///   when the archive would outgrow the limit.
    package static func make(
        catalogue: Catalogue,
        split: Split,
        groups: [Int]? = nil,
        options: Options,
        facts: [ImageFacts],
        limits: DatasetLimits = DatasetLimits()
    ) throws(DatasetError) -> BalancePlan {
        let count = catalogue.images.count
        precondition(split.parts.count == count, "one part an image")
        precondition(facts.count == count, "one set of facts an image")
        precondition(groups.map { $0.count == count } ?? true, "one group an image")
        try options.check(catalogue)

        let members = catalogue.ranges.map { ClassMembers($0, parts: split.parts) }
        let targets = options.trainingTargets(
            members.map(\.train.count),
            classes: catalogue.classes
        )
        let balancing = Balancing(
            catalogue: catalogue,
            options: options,
            facts: facts,
            groups: groups
        )
        var shares = zip(members, targets).map { balancing.share(of: $0.train, target: $1) }
        let planned = shares.reduce(count) { $0 + $1.added - $1.removed.count }
        if planned > limits.plannedImages {
            throw .tooManyImages(planned: planned, limit: limits.plannedImages)
        }
        let unreplaced = options.parity ? balancing.replaceForParity(in: &shares) : []

        let classes = catalogue.classes.indices.map { label in
            PlannedClass(
                catalogue,
                label,
                members[label],
                shares[label],
                target: targets[label]
            )
        }
        return BalancePlan(
            rows: rows(catalogue, members, shares, options, facts, count: planned),
            classes: classes,
            removed: shares.flatMap(\.removed),
            warnings: warnings(about: classes)
                + warnings(about: classes, shares, options, unreplaced: unreplaced)
        )
    }

    private static func rows(
        _ catalogue: Catalogue,
        _ members: [ClassMembers],
        _ training: [ClassShare],
        _ options: Options,
        _ facts: [ImageFacts],
        count: Int
    ) -> PlannedRows {
        var assembly = PlanAssembly(
            catalogue: catalogue,
            options: options,
            facts: facts,
            count: count
        )
        for part in Split.Part.allCases {
            var names = FileNames()
            for label in catalogue.classes.indices {
                let share =
                    switch part {
                    case .train: training[label]
                    case .validation: ClassShare(kept: members[label].validation)
                    case .test: ClassShare(kept: members[label].test)
                    }
                assembly.append(share, to: part, label: label, names: &names)
            }
        }
        return assembly.rows
    }
}

/// The images of one class by part, each in catalogue order.
private struct ClassMembers {
    var train: [Int] = []
    var validation: [Int] = []
    var test: [Int] = []

    init(_ range: Range<Int>, parts: [Split.Part]) {
        for index in range {
            switch parts[index] {
            case .train: train.append(index)
            case .validation: validation.append(index)
            case .test: test.append(index)
            }
        }
    }
}

extension PlannedClass {
    fileprivate init(
        _ catalogue: Catalogue,
        _ label: Int,
        _ members: ClassMembers,
        _ share: ClassShare,
        target: Int
    ) {
        name = catalogue.classes[label]
        index = label
        images = catalogue.ranges[label].count
        train = members.train.count
        validation = members.validation.count
        test = members.test.count
        self.target = target
        added = share.added
        removed = share.removed.count
        replaced = share.replaced.count
        limitation = share.limitation
    }
}

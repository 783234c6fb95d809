// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Split {
    /// Splits the images of a request by scikit-learn's rule, which knows no groups.
    static func stratified(
        _ request: SplitRequest,
        _ catalogue: Catalogue,
        seed: UInt32
    ) throws(DatasetError) -> Split {
        let split = try StratifiedSplit(
            labels: request.pool.map { catalogue.images[$0].label },
            classes: catalogue.classes,
            test: request.test,
            validation: request.validation,
            seed: seed
        )
        var parts = catalogue.images.map(\.uploadedPart)
        for index in split.train { parts[request.pool[index]] = .train }
        for index in split.validation { parts[request.pool[index]] = .validation }
        for index in split.test { parts[request.pool[index]] = .test }
        return Split(parts: parts)
    }

    /// Splits the images of a request so that no group is parted.
    static func grouped(
        _ request: SplitRequest,
        _ catalogue: Catalogue,
        _ groups: Groups,
        seed: UInt32
    ) throws(DatasetError) -> Split {
        let holdout = try GroupHoldout(request, catalogue, numbers: groups.numbers, seed: seed)
        var parts = catalogue.images.map(\.uploadedPart)
        for (group, place) in zip(holdout.groups, holdout.places) {
            for index in group.images { parts[index] = holdout.parts[place] }
        }
        var places: [Int: Part] = [:]
        for index in request.pool {
            let part = places[groups.numbers[index]] ?? parts[index]
            precondition(part == parts[index], "a split of ours parts no group")
            places[groups.numbers[index]] = part
        }
        return Split(parts: parts, warnings: warnings(about: holdout, catalogue))
    }

    /// Classes that come in fewer groups than there are parts to fill.
    private static func warnings(
        about holdout: GroupHoldout,
        _ catalogue: Catalogue
    ) -> [DatasetWarning] {
        var counts = [Int](repeating: 0, count: catalogue.classes.count)
        for group in holdout.groups {
            for (label, _) in group.counts { counts[label] += 1 }
        }
        let few = counts.indices.filter { (1..<holdout.parts.count).contains(counts[$0]) }
        if few.isEmpty { return [] }
        let names = few.prefix(10).map {
            "\(quoted(catalogue.classes[$0])) (\(counted(counts[$0], "group")))"
        }
        let more = few.count > 10 ? " and \(few.count - 10) more" : ""
        return [
            DatasetWarning(
                code: "few-groups",
                detail: "Groups are not parted, so these classes cannot be in each of the "
                    + "\(holdout.parts.count) parts: \(names.joined(separator: ", "))\(more)."
            )
        ]
    }
}

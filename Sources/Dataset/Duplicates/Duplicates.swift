// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What becomes of images that are byte for byte the same, and why.
package struct Duplicates: Sendable, Hashable {
    /// What is left out, by its position in the catalogue's images.
    ///
    /// The reason is `duplicate` or, for all images of a set with several labels,
    /// `label-conflict`.
    package private(set) var dropped: [Int: Dropped] = [:]
    /// What the duplicates give reason to say.
    package private(set) var warnings: [DatasetWarning] = []

    /// Decides about sets of identical images.
    ///
    /// - Parameters:
    ///   - sets: ascending positions in the catalogue's images, no image in two sets.
    ///   - keepsSplits: whether parts that the upload has stay. Images that are the same in two of
    ///     them are leakage and stay too, so that the gate sees them.
    package static func resolve(
        _ sets: [[Int]],
        _ catalogue: Catalogue,
        policy: DuplicatePolicy,
        keepsSplits: Bool
    ) -> Duplicates {
        var result = Duplicates()
        var conflicts: [[Int]] = []
        var copies: [[Int]] = []
        for set in keepsSplits ? byPart(sets, catalogue) : sets where set.count > 1 {
            let label = catalogue.images[set[0]].label
            let agrees = set.allSatisfy { catalogue.images[$0].label == label }
            if agrees { copies.append(set) } else { conflicts.append(set) }
        }
        if policy == .drop {
            for set in copies { result.drop(copiesIn: set, catalogue) }
            for set in conflicts { result.drop(conflict: set, catalogue) }
        }
        result.warn(copies: copies, conflicts: conflicts, catalogue, policy)
        let parted = sets.filter { set in
            let label = catalogue.images[set[0]].label
            return set.contains { catalogue.images[$0].label != label }
                && set.contains { result.dropped[$0] == nil }
        }
        if policy == .drop, !parted.isEmpty { result.warn(parted: parted, catalogue) }
        return result
    }

    /// The sets once more, cut along the upload's own parts.
    private static func byPart(_ sets: [[Int]], _ catalogue: Catalogue) -> [[Int]] {
        sets.flatMap { set in
            Split.Part.allCases.map { part in
                set.filter { catalogue.images[$0].uploadedPart == part }
            }
        }
        .filter { $0.count > 1 }
    }

    private mutating func drop(copiesIn set: [Int], _ catalogue: Catalogue) {
        let first = quoted(catalogue.images[set[0]].name)
        for index in set.dropFirst() {
            dropped[index] = Dropped(
                file: catalogue.images[index].name,
                reason: "duplicate",
                detail: "Byte for byte the same as \(first), which stays."
            )
        }
    }

    private mutating func drop(conflict set: [Int], _ catalogue: Catalogue) {
        // Ascending positions have ascending labels, so the first of each is easily told.
        var firsts: [Int] = []
        for index in set
        where firsts.last.map({ catalogue.images[$0].label })
            != catalogue.images[index].label
        { firsts.append(index) }
        let shown = firsts.prefix(6)
        for index in set {
            let label = catalogue.images[index].label
            let others = shown.filter { catalogue.images[$0].label != label }.prefix(5).map {
                "\(quoted(catalogue.images[$0].name)) of class "
                    + quoted(catalogue.classes[catalogue.images[$0].label])
            }
            let more = firsts.count - 1 - others.count
            dropped[index] = Dropped(
                file: catalogue.images[index].name,
                reason: "label-conflict",
                detail: "Byte for byte the same as \(others.joined(separator: ", "))"
                    + (more > 0 ? " and \(more) more." : ".")
            )
        }
    }
}

extension Duplicates {
    private mutating func warn(
        copies: [[Int]],
        conflicts: [[Int]],
        _ catalogue: Catalogue,
        _ policy: DuplicatePolicy
    ) {
        let extra = copies.reduce(0) { $0 + $1.count - 1 }
        if extra > 0, policy == .drop {
            warn(
                "duplicates-dropped",
                "\(counted(extra, "image")) left out: byte for byte the same as another of the "
                    + "same class, such as \(quoted(catalogue.images[copies[0][1]].name))."
            )
        }
        if extra > 0, policy == .keep {
            warn(
                "duplicates-kept",
                "\(counted(extra, "image")) \(extra == 1 ? "is" : "are") byte for byte the same as "
                    + "another of the same class; duplicates=keep keeps them, in one part of the "
                    + "split."
            )
        }
        let doubtful = conflicts.reduce(0) { $0 + $1.count }
        guard doubtful > 0 else { return }
        let first = catalogue.images[conflicts[0][0]]
        let other = conflicts[0].map { catalogue.images[$0] }.first { $0.label != first.label }
        let names = [first.name, other?.name].compactMap { $0.map(quoted) }
        let fate = policy == .drop ? "left out" : "kept by duplicates=keep"
        warn(
            "label-conflicts",
            "\(doubtful) images are byte for byte the same as others of another class, such as "
                + "\(names.joined(separator: " and ")): \(fate), their labels being in doubt."
        )
    }

    /// Images whose labels disagree across the upload's own parts, which stay for the gate to see.
    private mutating func warn(parted: [[Int]], _ catalogue: Catalogue) {
        let names = parted[0].prefix(2).map { quoted(catalogue.images[$0].name) }
        warn(
            "label-conflicts",
            "\(parted.reduce(0) { $0 + $1.count }) images are byte for byte the same in several "
                + "parts of the upload's own split and of different classes there, such as "
                + "\(names.joined(separator: " and ")): their labels are in doubt."
        )
    }

    private mutating func warn(_ code: String, _ detail: String) {
        warnings.append(DatasetWarning(code: code, detail: detail))
    }
}

extension CatalogueImage {
    /// The part that the upload puts it in: training, where it does not say.
    var uploadedPart: Split.Part { part ?? .train }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Which images of a catalogue belong together and are never parted by a split of ours.
///
/// Two images do when the rule finds the same id for both, in whatever classes they are, when they
/// are byte for byte the same, or when others stand between them that are.
package struct Groups: Sendable, Hashable {
    /// The rule that was applied: a preset in place of ``GroupRule/auto``, or none.
    package let rule: GroupRule
    /// What the rule says of each image, nil where it says nothing: the manifest's `group`.
    package let ids: GroupIDs
    /// The group of each image, 0 ..< ``count``, in the order of their first images.
    package let numbers: [Int]
    /// How many groups there are, those of one image included.
    package let count: Int
    /// How many images a rule said nothing of; 0 without a rule.
    package let unmatched: Int
    /// Whether a rule was applied or identical images joined, so that images alone cannot be split.
    package let isGrouped: Bool
    /// What a rule that nobody asked for would make of the names, where they look like ids.
    package let suspected: Grouping?
    /// What the names give reason to say.
    package let warnings: [DatasetWarning]

    /// Groups the images of a catalogue.
    ///
    /// - Parameters:
    ///   - rule: what was asked for; nil takes the groups of the table of labels where it has any.
    ///   - identical: images that are byte for byte the same; those that were left out for it still
    ///     join the groups of their ids.
    package static func make(
        _ catalogue: Catalogue,
        rule: GroupRule?,
        identical: Twins = []
    ) -> Groups {
        var warnings: [DatasetWarning] = []
        let applied: GroupRule
        switch rule {
        case .auto:
            let fit = PresetFit.best(for: catalogue)
            applied = fit.suffices ? .preset(fit.preset) : .none
            warnings.append(fit.warning)
        case .some(let rule):
            applied = rule
        case nil:
            applied = catalogue.hasTableGroups ? .csv : .none
        }
        let grouping = Grouping(catalogue, rule: applied, identical: identical)
        if applied != .none, grouping.matched < grouping.ids.count {
            warnings.append(unmatched(grouping))
        }
        // Whoever says none has thought of it.
        let isOpen = applied == .none && rule != GroupRule.none
        let suspected = isOpen ? Grouping.suspected(in: catalogue) : nil
        if let suspected { warnings.append(suspected.suggestion) }
        return Groups(
            rule: applied,
            ids: grouping.ids,
            numbers: grouping.numbers,
            count: grouping.count,
            unmatched: applied == .none ? 0 : grouping.ids.count - grouping.matched,
            isGrouped: applied != .none || !identical.sets.isEmpty,
            suspected: suspected,
            warnings: warnings
        )
    }

    /// Refuses a rule that says nothing of any image: whoever gave it counts on it.
    ///
    /// - Throws: `invalidOptions`.
    package func check() throws(DatasetError) {
        switch rule {
        case .none, .auto, .csv: return
        case .preset, .folder, .patterns: break
        }
        if unmatched < ids.count || ids.isEmpty { return }
        throw .invalidOptions([
            OptionProblem(
                "group",
                rule.text,
                rule == .folder
                    ? "no image lies in a folder below its class, so nothing would be kept together"
                    : "it fits no image's name, so nothing would be kept together",
                accepted: GroupRule.accepted
            )
        ])
    }

    private static func unmatched(_ grouping: Grouping) -> DatasetWarning {
        let missing = grouping.ids.count - grouping.matched
        let have =
            missing == 1 ? "has no id and is a group of its" : "have no id and are groups of their"
        return DatasetWarning(
            code: "group-unmatched",
            detail: "\(missing) of \(counted(grouping.ids.count, "image")) \(have) own: "
                + "group=\(shortened(grouping.rule.text)) says nothing of them."
        )
    }
}

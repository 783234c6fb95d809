// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset

/// Stage 3: everything that will be in the archive, before one pixel is read.
package struct Plan: Sendable {
    /// What was asked for.
    package let options: Options
    /// The images that are left after all drops known so far.
    package let catalogue: Catalogue
    /// Which of them belong together.
    package let groups: Groups
    /// Sets of them that are byte for byte the same.
    package let identical: [[Int]]
    package let split: Split
    /// How far the split met the shares that were asked for.
    package let shares: SplitReport
    /// What stands in more than one part of the split.
    package let leakage: Leakage
    package let balance: BalancePlan
    /// What share of each class carries traces of having been worked on.
    package let artefacts: ArtefactShares
    /// What is not in the archive, in the order of the upload's names.
    package let dropped: [Dropped]
    package let warnings: [DatasetWarning]

    /// Groups, splits, looks for leaks, and balances.
    ///
    /// - Parameter examination: the images, and for the record those left out.
    /// - Throws: `PipelineError`, `leakage` where the upload's own split leaks and may not.
    static func make(
        _ examination: Examination,
        options: Options,
        limits: DatasetLimits,
        warnings: [DatasetWarning]
    ) throws(PipelineError) -> Plan {
        do throws(DatasetError) {
            return try make(of: examination, options, limits, warnings)
        } catch {
            if case .tooFewImages = error, !examination.dropped.isEmpty {
                throw .tooLittleLeft(error, dropped: examination.dropped)
            }
            throw .dataset(error)
        }
    }

    private static func make(
        of examination: Examination,
        _ options: Options,
        _ limits: DatasetLimits,
        _ warnings: [DatasetWarning]
    ) throws(DatasetError) -> Plan {
        let catalogue = examination.catalogue
        let identical = examination.identical
        let groups = Groups.make(catalogue, rule: options.group, identical: identical)
        let split = try Split.make(catalogue, groups: groups, options: options)
        let shares = SplitReport.make(split, catalogue, options: options)
        let leakage = Leakage.make(catalogue, groups: groups, identical: identical, split: split)
        let verdict = try leakage.verdict(options)
        let balance = try BalancePlan.make(
            catalogue: catalogue,
            split: split,
            groups: groups.numbers,
            options: options,
            facts: examination.facts,
            limits: limits
        )
        let artefacts = ArtefactShares(balance, options: options)
        return Plan(
            options: options,
            catalogue: catalogue,
            groups: groups,
            identical: identical,
            split: split,
            shares: shares,
            leakage: leakage,
            balance: balance,
            artefacts: artefacts,
            dropped: examination.dropped(with: undersampled(balance, catalogue)),
            warnings: warnings + examination.warnings + groups.warnings + split.warnings
                + shares.warnings + verdict + balance.warnings + artefacts.warnings
        )
    }

    private static func undersampled(_ balance: BalancePlan, _ catalogue: Catalogue) -> [Dropped] {
        balance.removed.map { index in
            let image = catalogue.images[index]
            let figures = balance.classes[image.label]
            return Dropped(
                file: image.name,
                reason: "undersampled",
                detail: "The class keeps \(figures.trainAfter) of \(figures.train) training images."
            )
        }
    }

    /// Whether parts that the upload has stay as they are.
    var keepsUploadedParts: Bool {
        options.splits == .keep && catalogue.images.contains { $0.part != nil }
    }

    /// The rows of each source that is in the plan, side by side: its original, which parity may
    /// leave out, and its copies.
    var sources: [Range<Int>] {
        var ranges: [Range<Int>] = []
        for (row, image) in balance.rows.enumerated() {
            if let last = ranges.last, balance.rows[last.lowerBound].source == image.source {
                ranges[ranges.count - 1] = last.lowerBound..<row + 1
            } else {
                ranges.append(row..<row + 1)
            }
        }
        return ranges
    }
}

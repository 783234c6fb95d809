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
    /// Which of them are byte for byte the same.
    package let identical: Twins
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
    /// Whether the split may be used is for ``check()`` to say, so that what is wrong with it can
    /// be told in figures first.
    ///
    /// - Parameters:
    ///   - examination: the images, and for the record those left out.
    ///   - checkStop: throws when the plan is not wanted any more.
    /// - Throws: `PipelineError`.
    static func make(
        _ examination: Examination,
        options: Options,
        limits: DatasetLimits,
        warnings: [DatasetWarning],
        checkStop: () throws(PipelineError) -> Void = { () throws(PipelineError) in }
    ) throws(PipelineError) -> Plan {
        let groups: Groups
        let split: Split
        do throws(DatasetError) {
            (groups, split) = try parts(of: examination, options)
        } catch {
            throw refusal(error, of: examination)
        }
        try checkStop()
        do throws(DatasetError) {
            return try make(of: examination, groups, split, options, limits, warnings)
        } catch {
            throw refusal(error, of: examination)
        }
    }

    private static func refusal(
        _ error: DatasetError,
        of examination: Examination
    ) -> PipelineError {
        if case .tooFewImages = error, !examination.dropped.isEmpty {
            return .tooLittleLeft(error, dropped: examination.dropped)
        }
        return .dataset(error)
    }

    private static func parts(
        of examination: Examination,
        _ options: Options
    ) throws(DatasetError) -> (Groups, Split) {
        let catalogue = examination.catalogue
        let groups = Groups.make(catalogue, rule: options.group, identical: examination.identical)
        try groups.check()
        return (groups, try Split.make(catalogue, groups: groups, options: options))
    }

    private static func make(
        of examination: Examination,
        _ groups: Groups,
        _ split: Split,
        _ options: Options,
        _ limits: DatasetLimits,
        _ warnings: [DatasetWarning]
    ) throws(DatasetError) -> Plan {
        let catalogue = examination.catalogue
        let identical = examination.identical
        let shares = SplitReport.make(split, catalogue, options: options)
        let leakage = Leakage.make(
            catalogue,
            groups: groups,
            identical: identical.sets,
            split: split
        )
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
            dropped: examination.dropped(with: balanced(balance, catalogue)),
            warnings: warnings + examination.warnings + groups.warnings + split.warnings
                + shares.warnings + leakage.warnings(options) + balance.warnings
                + replaced(balance) + artefacts.warnings
        )
    }

    /// Holds the split to the gate.
    ///
    /// - Throws: `PipelineError.dataset`, `leakage` where the upload's own split leaks and may not.
    func check() throws(PipelineError) {
        do throws(DatasetError) {
            try leakage.check(options)
        } catch {
            throw .dataset(error)
        }
    }

    /// The training images that balancing leaves out, or lets stand only as an altered image.
    private static func balanced(_ balance: BalancePlan, _ catalogue: Catalogue) -> [Dropped] {
        var dropped = undersampled(balance, catalogue)
        var last = -1
        for row in balance.rows {
            if row.source != last, row.isArtificial {
                dropped.append(
                    Dropped(
                        file: catalogue.images[row.source].name,
                        reason: "replaced",
                        detail: "parity=true: stands in the archive only as ‘\(row.file)’."
                    )
                )
            }
            last = row.source
        }
        return dropped
    }

    private static func replaced(_ balance: BalancePlan) -> [DatasetWarning] {
        let count = balance.total(\.replaced)
        if count == 0 { return [] }
        let detail =
            count == 1
            ? "1 training image stands in the archive only as an altered image of itself, "
            : "\(count) training images stand in the archive only as altered images of themselves, "
        return [
            DatasetWarning(
                code: "parity-replaced",
                detail: detail + "because of parity=true; dropped.csv lists what was replaced."
            )
        ]
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

    /// Whether some rows of one source all have the source's own bytes.
    func isCopied(_ rows: Range<Int>) -> Bool {
        rows.allSatisfy { balance.rows[$0].encoding == .unchanged }
    }
}

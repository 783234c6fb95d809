// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset

/// Stage 3: everything that will be in the archive, before one pixel is read.
package struct Plan: Sendable {
    /// What was asked for.
    package let options: Options
    /// The images that are left after all drops known so far.
    package let catalogue: Catalogue
    package let balance: BalancePlan
    /// What is not in the archive, in the order of the upload's names.
    package let dropped: [Dropped]
    package let warnings: [DatasetWarning]

    /// Splits and balances.
    ///
    /// - Parameter dropped: the images that ``catalogue`` lacks, for the record.
    static func make(
        _ examination: Examination,
        options: Options,
        limits: DatasetLimits,
        warnings: [DatasetWarning]
    ) throws(PipelineError) -> Plan {
        do throws(DatasetError) {
            let split = try Split.make(examination.catalogue, options: options)
            let balance = try BalancePlan.make(
                catalogue: examination.catalogue,
                split: split,
                options: options,
                facts: examination.facts,
                limits: limits
            )
            return Plan(
                options: options,
                catalogue: examination.catalogue,
                balance: balance,
                dropped: examination.dropped,
                warnings: warnings + balance.warnings
            )
        } catch {
            if case .tooFewImages = error, !examination.dropped.isEmpty {
                throw .tooLittleLeft(error, dropped: examination.dropped)
            }
            throw .dataset(error)
        }
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

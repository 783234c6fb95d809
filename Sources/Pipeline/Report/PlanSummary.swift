// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
package import JSON

/// The figures of a plan, as a job's document shows them.
package struct PlanSummary: Sendable {
    /// Candidates in the upload, before any drop.
    package let images: Int
    /// Files of the upload that are no candidates.
    package let ignored: Int
    /// The rule by which images were given their classes.
    package let layout: String
    /// Images in the archive.
    package let planned: Int
    private let plan: Plan
    /// What a pass over the pixels found; nil before there was one.
    private let findings: Findings?

    /// What only pixels show.
    private struct Findings: Sendable {
        let confounds: Confounds
        /// Nil where no image was decoded.
        let lookalikes: LookalikeSets?
        let warnings: [DatasetWarning]
    }

    private var balance: BalancePlan { plan.balance }
    private var dropped: [Dropped] { plan.dropped }
    /// All that the plan and, once it is carried out, the pixels give reason to say.
    var warnings: [DatasetWarning] { plan.warnings + (findings?.warnings ?? []) }

    /// The figures of a plan that is still to be carried out.
    init(_ plan: Plan, of source: SourceArchive) {
        self.init(plan, source, nil)
    }

    /// The figures of a plan that was carried out, with what was seen on the way.
    init(
        _ plan: Plan,
        of source: SourceArchive,
        _ observations: Observations,
        _ lookalikes: LookalikeSets
    ) {
        let confounds = observations.confounds(in: plan.catalogue)
        let findings = Findings(
            confounds: confounds,
            lookalikes: observations.hasPixels ? lookalikes : nil,
            warnings: plan.warnings(about: lookalikes) + confounds.warnings
                + observations.warnings
        )
        self.init(plan, source, findings)
    }

    private init(_ plan: Plan, _ source: SourceArchive, _ findings: Findings?) {
        images = source.catalogue.images.count + source.catalogue.dropped.count
        ignored = source.catalogue.ignored.total
        layout = source.catalogue.layout.description
        planned = plan.balance.rows.count
        self.plan = plan
        self.findings = findings
    }

    /// Writes the members from `layout` to `warnings` into an open object.
    package func writeMembers(to writer: inout JSONWriter) {
        writer.member("layout", layout)
        writer.array("classes") { writer in
            for figures in balance.classes { writer.value(figures) }
        }
        writer.object("totals") { writer in
            writer.member("images", balance.total(\.images))
            writer.member("train", balance.total(\.train))
            writer.member("validation", balance.total(\.validation))
            writer.member("test", balance.total(\.test))
            writer.member("added", balance.total(\.added))
            writer.member("removed", balance.total(\.removed))
            writer.member("replaced", balance.total(\.replaced))
            writer.member("train_after", balance.total(\.trainAfter))
        }
        writer.object("imbalance") { writer in
            writer.member("before", balance.imbalance.before)
            writer.member("after", balance.imbalance.after)
        }
        writer.object("evenness") { writer in
            writer.member("before", balance.evenness.before)
            writer.member("after", balance.evenness.after)
        }
        writer.member("groups", plan.groups)
        writer.name("split")
        plan.shares.write(plan.groups, keepsParts: plan.keepsUploadedParts, to: &writer)
        writer.name("leakage")
        plan.writeLeakage(findings?.lookalikes, to: &writer)
        writer.array("artefacts") { writer in
            for (figures, shares) in zip(balance.classes, plan.artefacts.classes) {
                shares.write(figures.name, to: &writer)
            }
        }
        writer.member("confounds", findings?.confounds.classes)
        writer.member("dropped", DropCounts(dropped))
        writer.member("warnings", warnings)
    }
}

extension PlanSummary {
    /// `weights.json`, as it is in the archive.
    package var weights: [UInt8] { WeightsTable.bytes(balance) }

    /// The members as a JSON object of their own.
    package var members: String {
        var writer = JSONWriter()
        writer.object { writeMembers(to: &$0) }
        return String(decoding: writer.take(), as: UTF8.self)
    }

    /// The figures of each class as a table for a terminal.
    package var table: String {
        let columns: [(name: String, figure: KeyPath<PlannedClass, Int>)] = [
            ("images", \.images), ("train", \.train), ("added", \.added), ("removed", \.removed),
            ("balanced", \.trainAfter), ("validation", \.validation), ("test", \.test),
        ]
        var rows = [["class"] + columns.map(\.name)]
        for figures in balance.classes {
            rows.append(
                [TerminalText.cell(figures.name)] + columns.map { "\(figures[keyPath: $0.figure])" }
            )
        }
        rows.append(["total"] + columns.map { "\(balance.total($0.figure))" })
        let widths = rows[0].indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        let lines = rows.map { row in
            let cells = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + space : space + row[column]
            }
            return cells.joined(separator: "  ")
        }
        let notes =
            warnings.map { "warning: \(TerminalText.line($0.detail))" }
            + (dropped.isEmpty ? [] : ["dropped: \(dropped.count) images, see dropped.csv"])
        return (lines + notes).joined(separator: "\n") + "\n"
    }
}

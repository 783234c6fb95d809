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
    private let balance: BalancePlan
    private let dropped: [Dropped]
    private let warnings: [DatasetWarning]

    /// - Parameter extra: warnings that only a later stage has reason for.
    init(_ plan: Plan, of source: SourceArchive, extra: [DatasetWarning] = []) {
        images = source.catalogue.images.count + source.catalogue.dropped.count
        ignored = source.catalogue.ignored.total
        layout = source.catalogue.layout.description
        planned = plan.balance.rows.count
        balance = plan.balance
        dropped = plan.dropped
        warnings = plan.warnings + extra
    }

    /// Writes `classes`, `totals`, `imbalance`, `dropped` and `warnings` into an open object.
    package func writeMembers(to writer: inout JSONWriter) {
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
            writer.member("train_after", balance.total(\.trainAfter))
        }
        writer.object("imbalance") { writer in
            writer.member("before", balance.imbalance.before)
            writer.member("after", balance.imbalance.after)
        }
        writer.object("dropped") { writer in
            writer.member("count", dropped.count)
            writer.object("reasons") { writer in
                let reasons = Dictionary(grouping: dropped, by: \.reason)
                for reason in reasons.keys.sorted() {
                    writer.member(reason, reasons[reason]?.count ?? 0)
                }
            }
        }
        writer.array("warnings") { writer in
            for warning in warnings {
                writer.object { writer in
                    writer.member("code", warning.code)
                    writer.member("detail", warning.detail)
                }
            }
        }
    }
}

extension PlanSummary {
    /// The members as a JSON object of their own.
    package var members: String {
        var writer = JSONWriter()
        writer.object { writeMembers(to: &$0) }
        return String(decoding: writer.take(), as: UTF8.self)
    }

    /// The figures of each class as a table for a terminal.
    package var table: String {
        var rows = [["class", "images", "train", "added", "balanced", "validation", "test"]]
        for figures in balance.classes {
            let numbers = [
                figures.images, figures.train, figures.added, figures.trainAfter,
                figures.validation, figures.test,
            ]
            rows.append([figures.name] + numbers.map(String.init))
        }
        let totals = [
            balance.total(\.images), balance.total(\.train), balance.total(\.added),
            balance.total(\.trainAfter), balance.total(\.validation), balance.total(\.test),
        ]
        rows.append(["total"] + totals.map(String.init))
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
            warnings.map { "warning: \($0.detail)" }
            + (dropped.isEmpty ? [] : ["dropped: \(dropped.count) images, see dropped.csv"])
        return (lines + notes).joined(separator: "\n") + "\n"
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

/// The rows that a plan gives, held against those of a manifest, one after the other.
struct PlannedRows {
    private let plan: Plan
    /// For each row of the plan, whether the manifest has it.
    private var isSeen: [Bool]
    /// The row of the plan that the manifest had last; -1 before any.
    private var last = -1
    /// Rows by their files; made for the first that does not follow upon the last.
    private var positions: [String: Int]?

    init(_ plan: Plan) {
        self.plan = plan
        isSeen = Array(repeating: false, count: plan.balance.rows.count)
    }

    /// Takes note of a row that names a file and is otherwise none.
    mutating func see(_ file: String) {
        if let row = position(of: file) { isSeen[row] = true }
    }

    /// What the manifest's next row says that the plan does not; nil where they agree.
    ///
    /// - Parameter fields: one for each of ``ManifestRow/columns``.
    mutating func check(_ fields: [String]) -> (kind: Finding.Kind, detail: String)? {
        guard let row = position(of: fields[0]) else {
            return (.rowUnplanned, "is no row of the plan")
        }
        isSeen[row] = true
        var faults = ManifestRow.planned(row, of: plan).compactMap { column, planned in
            let listed = fields[column]
            if listed == planned { return nil as String? }
            return "has the \(ManifestRow.columns[column]) ‘\(shortened(listed))’, the plan "
                + "‘\(shortened(planned))’"
        }
        if row < last { faults.append("comes after a row that the plan has later") }
        last = row
        return faults.isEmpty ? nil : (.rowDiffers, faults.joined(separator: "; "))
    }

    /// The rows of the plan that the manifest lacks, in the plan's order, and their sources.
    var missing: [(file: String, source: String)] {
        isSeen.indices.filter { !isSeen[$0] }.map { row in
            let planned = plan.balance.rows[row]
            return (planned.file, plan.catalogue.images[planned.source].name)
        }
    }

    private mutating func position(of file: String) -> Int? {
        let rows = plan.balance.rows
        if last + 1 < rows.count, rows[last + 1].file == file { return last + 1 }
        let positions =
            self.positions
            ?? Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1.file, $0) })
        self.positions = positions
        return positions[file]
    }
}

extension ManifestRow {
    /// The fields that the plan alone decides, by the numbers of their columns.
    fileprivate static func planned(_ row: Int, of plan: Plan) -> [(column: Int, text: String)] {
        let image = plan.balance.rows[row]
        return [
            (1, image.part.rawValue),
            (2, plan.catalogue.classes[image.label]),
            (3, "\(image.label)"),
            (4, image.origin),
            (5, plan.catalogue.images[image.source].name),
            (7, plan.groups.ids[image.source] ?? ""),
            (8, image.operationName ?? ""),
            (9, image.operation.map { parameters($0, plan.options.border) } ?? ""),
        ]
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Options {
    /// The same options with nothing left open: what the upload suggests stands in them.
    ///
    /// `label` is the table that came with the upload, else the folders. `group` is the table's
    /// column of groups where it has one, and else stays as it is. A part of the split that the
    /// upload has is kept; one that it lacks has the share that was asked for, or the default, and
    /// is taken from the images that the upload has for training: the share is of their number
    /// (of all images where the upload has no split). Resolving once more changes nothing.
    ///
    /// - Parameter hasLabels: whether a table of labels came beside the archive.
    /// - Throws: `invalidOptions` when options do not go with what the upload is.
    package func resolved(
        for catalogue: Catalogue,
        hasLabels: Bool = false
    ) throws(DatasetError) -> Options {
        var problems: [OptionProblem] = []
        var options = self
        options.label = try tableRule(hasLabels: hasLabels)
        if group == .csv, !catalogue.hasTableGroups {
            problems.append(
                OptionProblem(
                    "group",
                    "csv",
                    "there is no table of labels with a column \(quoted(csvColumns.group))",
                    accepted: "csv only with such a column; csv_columns says what it is called"
                )
            )
        }
        if group == nil, catalogue.hasTableGroups { options.group = .csv }
        let parts = catalogue.uploadedParts
        if !parts.isEmpty, !parts.contains(.train) {
            problems.append(
                OptionProblem(
                    "splits",
                    splits.rawValue,
                    "the upload has no training part, and nothing to train on",
                    accepted: "merge, or keep with an upload that has a training part"
                )
            )
        }
        for (name, path, part, standard) in Self.heldOutParts {
            switch self[keyPath: path] {
            case .share(let share) where parts.contains(part):
                problems.append(
                    OptionProblem(
                        name,
                        share.description,
                        "the upload has a \(part.rawValue) part of its own; leave \(name) out, or "
                            + "use splits=merge",
                        accepted: "no value for this upload, unless splits is merge"
                    )
                )
            case .share: break
            case .standard, .kept:
                options[keyPath: path] = parts.contains(part) ? .kept : .share(standard)
            }
        }
        if !problems.isEmpty { throw .invalidOptions(problems) }
        return options
    }

    private static var heldOutParts:
        [(String, WritableKeyPath<Options, HeldOut>, Split.Part, Decimal)]
    {
        [
            ("test", \.test, .test, standardTest),
            ("validation", \.validation, .validation, standardValidation),
        ]
    }
}

extension Options {
    /// The label rule, what was left open settled by whether there is a table at all.
    ///
    /// - Throws: `invalidOptions` when rule and table do not go together.
    func labelRule(hasTable: Bool) throws(DatasetError) -> LabelRule {
        if case .csv(path: _?) = label {
            if !hasTable { throw .invalidOptions([.noTable("label", label?.text ?? "")]) }
            return label ?? .folder
        }
        return try tableRule(hasLabels: hasTable)
    }

    /// The label rule, settled by whether a table came beside the archive.
    private func tableRule(hasLabels: Bool) throws(DatasetError) -> LabelRule {
        let rule = label ?? (hasLabels ? .csv(path: nil) : .folder)
        var problems: [OptionProblem] = []
        if hasLabels, rule != .csv(path: nil) {
            problems.append(
                OptionProblem(
                    "label",
                    rule.text,
                    "a table of labels came with the upload, which says otherwise where the class "
                        + "is",
                    accepted: "csv, or nothing, with a table sent as labels"
                )
            )
        }
        if !hasLabels, rule == .csv(path: nil) {
            problems.append(.noTable("label", rule.text))
        }
        if !rule.isTable, let columns = csvColumns.text {
            problems.append(.noTable("csv_columns", columns))
        }
        if !problems.isEmpty { throw .invalidOptions(problems) }
        return rule
    }
}

extension LabelRule {
    fileprivate var isTable: Bool {
        if case .csv = self { return true }
        return false
    }
}

extension OptionProblem {
    fileprivate static func noTable(_ option: String, _ text: String) -> OptionProblem {
        OptionProblem(
            option,
            text,
            "there is no table of labels for it",
            accepted: "this only with a table: one sent as labels, or label=csv:PATH for one in "
                + "the archive"
        )
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Which images belong together, usually as one patient's, and must not be parted by a split.
package enum GroupRule: Sendable, Hashable {
    /// None: every image stands for itself.
    case none
    /// The preset that the names fit, if they fit one.
    case auto
    /// The ids in the names of a known dataset.
    case preset(GroupPreset)
    /// The folder directly below the class.
    case folder
    /// The group column of the table of labels.
    case csv
    /// The first of these that matches a name gives its id.
    case patterns([NamePattern])
}

/// Datasets whose file names are known.
package enum GroupPreset: String, Sendable, Hashable, CaseIterable {
    /// Pediatric chest radiographs (Kermany, Kaggle and Mendeley).
    case kermany
    /// ChestX-ray14 of the NIH.
    case nih
    /// CheXpert of Stanford.
    case chexpert
}

extension GroupRule {
    static let accepted =
        "a file-name pattern with {id} such as {id}_*, or several, "
        + "comma-separated; \(GroupPreset.allCases.map(\.rawValue).joined(separator: ", ")), "
        + "folder, csv, auto or none"

    /// Reads a rule as the option spells it.
    init(parsing text: String) throws(OptionRefusal) {
        switch text {
        case "none": self = .none
        case "auto": self = .auto
        case "folder": self = .folder
        case "csv": self = .csv
        default:
            if let preset = GroupPreset(rawValue: text) {
                self = .preset(preset)
            } else {
                self = .patterns(try NamePattern.list(parsing: text, placeholder: "id"))
            }
        }
    }

    /// The rule as the option spells it.
    package var text: String {
        switch self {
        case .none: "none"
        case .auto: "auto"
        case .preset(let preset): preset.rawValue
        case .folder: "folder"
        case .csv: "csv"
        case .patterns(let patterns): patterns.map(\.text).joined(separator: ",")
        }
    }
}

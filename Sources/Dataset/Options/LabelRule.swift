// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Where the class of an image is read.
package enum LabelRule: Sendable, Hashable {
    /// In the name of its class folder.
    case folder
    /// In its name: the first of these that matches gives the class.
    case patterns([NamePattern])
    /// In a table: an entry of the archive, or what was sent beside the archive (nil).
    case csv(path: String?)
}

extension LabelRule {
    static let accepted =
        "folder, a file-name pattern with {label} such as person*_{label}_*, or "
        + "several, comma-separated; csv:PATH for a table in the archive, csv for one sent as "
        + "labels"

    /// Reads a rule as the option spells it.
    init(parsing text: String) throws(OptionRefusal) {
        if text == "folder" {
            self = .folder
        } else if text == "csv" {
            self = .csv(path: nil)
        } else if text.hasPrefix("csv:") {
            let path = text.dropFirst(4)
            if path.isEmpty { throw OptionRefusal("csv: needs the path of a table") }
            self = .csv(path: String(path))
        } else {
            self = .patterns(try NamePattern.list(parsing: text, placeholder: "label"))
        }
    }

    /// The rule as the option spells it.
    package var text: String {
        switch self {
        case .folder: "folder"
        case .patterns(let patterns): patterns.map(\.text).joined(separator: ",")
        case .csv(let path): path.map { "csv:" + $0 } ?? "csv"
        }
    }
}

/// The names, in its header row, of the columns of a table of labels.
package struct CSVColumns: Sendable, Hashable {
    /// The column of file names.
    package var file = "file"
    /// The column of classes.
    package var label = "label"
    /// The column of groups, which a table need not have.
    package var group = "group"
    /// The column of parts of a split, which a table need not have.
    package var split = "split"

    /// The names of the columns as the table spells them by default.
    package init() {}
}

extension CSVColumns {
    static let accepted =
        "COLUMN:NAME pairs, comma-separated, for the columns file, label, group "
        + "and split"

    private static var columns: KeyValuePairs<String, WritableKeyPath<CSVColumns, String>> {
        ["file": \.file, "label": \.label, "group": \.group, "split": \.split]
    }

    /// Reads `file:Image Index,label:Finding Labels`; columns not named keep their names.
    init(parsing text: String) throws(OptionRefusal) {
        self.init()
        var seen: Set<Substring> = []
        for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let colon = pair.firstIndex(of: ":"),
                let column = Self.columns.first(where: { $0.key == pair[..<colon] })?.value
            else { throw OptionRefusal() }
            let name = pair[pair.index(after: colon)...]
            if name.isEmpty { throw OptionRefusal("\(pair) names no column") }
            if !seen.insert(pair[..<colon]).inserted {
                throw OptionRefusal("\(pair[..<colon]) is named twice")
            }
            self[keyPath: column] = String(name)
        }
    }

    /// What differs from the default, as the option spells it; nil when nothing does.
    var text: String? {
        let standard = CSVColumns()
        let pairs = Self.columns.compactMap { name, path in
            self[keyPath: path] == standard[keyPath: path] ? nil : "\(name):\(self[keyPath: path])"
        }
        return pairs.isEmpty ? nil : pairs.joined(separator: ",")
    }
}

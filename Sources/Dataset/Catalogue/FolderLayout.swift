// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The rule by which images were given their classes, and their parts if the upload is split.
package struct FolderLayout: Sendable, Hashable, CustomStringConvertible {
    /// Where the class of an image was read.
    package let label: LabelRule
    /// The one top folder, which was taken off; nil without one.
    package let root: String?
    /// The folders that were taken for parts of a split, in byte order.
    package let splitFolders: [String]
    /// Whether the table of labels has a column of parts, which then goes before folders.
    package let hasPartColumn: Bool
    /// What became of the upload's own split, if it has one.
    package let splits: UploadedSplits

    /// The rule in words, for the job document.
    package var description: String {
        var levels: [String] = []
        var names: [String] = []
        if let root {
            levels.append("ROOT")
            names.append("the root \(quoted(root))")
        }
        if !splitFolders.isEmpty {
            levels.append("PART")
            let parts = splitFolders.map(quoted).joined(separator: ", ")
            let fate = hasPartColumn ? "passed over" : splits.participle
            names.append("the split folders \(parts) \(fate)")
        }
        if label == .folder { levels.append("CLASS") }
        if hasPartColumn { names.append("the parts that the table gives \(splits.participle)") }
        let shape = (levels + ["…"]).joined(separator: "/")
        let rule = label.phrase.map { "\($0), \(shape)" } ?? shape
        return names.isEmpty ? rule : "\(rule) with \(names.joined(separator: " and "))"
    }
}

extension UploadedSplits {
    fileprivate var participle: String {
        switch self {
        case .keep: "kept"
        case .merge: "merged"
        }
    }
}

extension LabelRule {
    /// Where the class comes from, in words; nil for the name of a folder.
    fileprivate var phrase: String? {
        switch self {
        case .folder: nil
        case .patterns(let patterns):
            "class by file name, " + patterns.map { quoted($0.text) }.joined(separator: " or ")
        case .csv(let path):
            path.map { "class by the table \(quoted($0))" }
                ?? "class by the table sent as labels"
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// What the names of the classes give reason to doubt.
    static func warnings(about classes: [String]) -> [DatasetWarning] {
        alikeNames(in: classes) + splitFolders(in: classes)
    }

    /// Classes that a file system without case, or with a normal form, would put into one folder.
    private static func alikeNames(in classes: [String]) -> [DatasetWarning] {
        let alike = Dictionary(grouping: classes.indices) { classes[$0].lowercased() }
        return alike.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.map { labels in
            let names = labels.map { quoted(classes[$0]) }.joined(separator: ", ")
            return DatasetWarning(
                code: "class-names-alike",
                detail: "The classes \(names) differ only in case or in how accents are encoded. "
                    + "They are kept apart here, but many file systems put them into one folder."
            )
        }
    }

    /// The folders of a split taken for classes, which would make every figure nonsense.
    private static func splitFolders(in classes: [String]) -> [DatasetWarning] {
        let parts: Set = ["train", "training", "val", "valid", "validation", "test", "testing"]
        guard classes.allSatisfy({ parts.contains($0.lowercased()) }) else { return [] }
        let names = classes.map(quoted).joined(separator: ", ")
        return [
            DatasetWarning(
                code: "classes-look-like-splits",
                detail: "The class folders are \(names): these look like the parts of a split, not "
                    + "like classes. Upload the folders inside them, merged by class."
            )
        ]
    }
}

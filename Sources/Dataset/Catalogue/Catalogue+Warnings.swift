// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// What the names of the classes give reason to doubt.
    static func warnings(
        about classes: [String],
        _ layout: FolderLayout
    ) -> [DatasetWarning] {
        alikeNames(in: classes) + [ClassName.warning(about: classes)].compactMap { $0 }
            + (layout.label == .folder ? splitFolders(in: classes) + ids(in: classes, layout) : [])
    }

    /// Folders at the level of the classes that hold no image, by entries that are none.
    ///
    /// - Parameter others: the paths of folders and other files.
    static func warnings(
        aboutEmpty others: [Substring],
        _ folders: UploadFolders,
        _ labelled: Labelled
    ) -> [DatasetWarning] {
        let classes = Set(labelled.classNames.map { ByteString(text: $0) })
        var empty: Set<ByteString> = []
        for path in others {
            guard let folder = folders.classFolder(of: path) else { continue }
            let name = ByteString(text: folder)
            if !classes.contains(name) { empty.insert(name) }
        }
        if empty.isEmpty { return [] }
        let names = empty.map(\.text).sorted(by: precedes).map { String($0) }
        return [
            DatasetWarning(
                code: "empty-class",
                detail: "\(counted(names.count, "folder")) beside the classes without an image, "
                    + "and so no class: \(firstNames(names))."
            )
        ]
    }

    /// A table that may say the classes, while the folders are asked.
    static func warnings(aboutTable name: String?) -> [DatasetWarning] {
        guard let name else { return [] }
        return [
            DatasetWarning(
                code: "table-unused",
                detail:
                    "\(quoted(name)) in the archive was not read. If it says the classes of the "
                    + "images, label=csv:PATH takes them from there, and groups too."
            )
        ]
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
    ///
    /// One such class may be a class; two are no accident.
    private static func splitFolders(in classes: [String]) -> [DatasetWarning] {
        let parts = classes.filter { Split.Part(folder: $0[...]) != nil }
        if parts.count < 2 { return [] }
        let names = parts.map(quoted).joined(separator: ", ")
        return [
            DatasetWarning(
                code: "classes-look-like-splits",
                detail: "Among the classes are \(names): these look like the parts of a split, not "
                    + "like classes. They are taken for parts where no other folders stand beside "
                    + "them and the class folders stand in them."
            )
        ]
    }

    /// The folders of patients, or of the pieces of a download, taken for classes.
    private static func ids(in classes: [String], _ layout: FolderLayout) -> [DatasetWarning] {
        let place: String
        if !layout.splitFolders.isEmpty {
            place = "In the split folders"
        } else if let root = layout.root {
            place = "With \(quoted(root)), the one top folder, for the root"
        } else {
            place = "With the top folders for classes"
        }
        guard classes.allSatisfy(looksLikeID) else { return [] }
        return [
            DatasetWarning(
                code: "classes-look-like-ids",
                detail: "\(place) the classes are \(firstNames(classes)), which look like ids. Put "
                    + "the folders of all classes together at the top, or say with label where the "
                    + "class is."
            )
        ]
    }

    /// Whether a name is a word, or none, followed by two or more digits: `patient00012`.
    private static func looksLikeID(_ name: String) -> Bool {
        let isDigit: (UInt8) -> Bool = { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let digits = name.utf8.reversed().prefix(while: isDigit).count
        var word = Substring(name).utf8.dropLast(digits)
        if let last = word.last, "-_ ".utf8.contains(last) { word = word.dropLast() }
        return digits >= 2
            && word.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
    }
}

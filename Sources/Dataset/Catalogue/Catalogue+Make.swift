// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Finds the images among an archive's entries and gives each its class.
    ///
    /// In this order: junk is passed over, second copies of a folder inside itself are left out
    /// (``NestedCopies``), a root and the folders of a split are taken off (``UploadFolders``),
    /// and the label rule gives the classes (``Labelled``). What has no class is left out and
    /// said so in ``dropped`` and a warning.
    ///
    /// - Parameters:
    ///   - entries: the archive's entries in any order, names without duplicates.
    ///   - options: as they were given; `label`, `splits` and `csv_columns` matter here.
    ///   - table: the table of labels, from the archive or from beside it.
    ///   - names: gives the name of the entry at a place in the directory once more, so that names
    ///     need not be kept here too; without it they are.
    ///   - leastClasses: 1 to look at a dataset whose classes are yet to be told.
    /// - Throws: `noImages`; `unlabelled` when not one image has a class; `oneClass`; `badLabels`
    ///   when rows of the table contradict each other; `invalidOptions` when the label rule and
    ///   the table do not go together.
    package static func make(
        entries: [SourceEntry],
        options: Options = Options(),
        table: LabelTable? = nil,
        names: (@Sendable (Int) -> String)? = nil,
        leastClasses: Int = 2
    ) throws(DatasetError) -> Catalogue {
        let rule = try options.labelRule(hasTable: table != nil)
        var files = try SortedEntries(entries, without: options.labelTableEntry(in: entries))
        if files.candidates.isEmpty { throw .noImages(otherFiles: files.ignored.total) }
        var copies = NestedCopies(files.takeCandidates())
        let folders = UploadFolders(copies.kept, rule)
        var candidates = copies.takeKept()
        for index in candidates.indices { folders.place(&candidates[index]) }

        var labelled: Labelled
        switch (rule, table) {
        case (.patterns(let patterns), _):
            labelled = Labelled(candidates, by: patterns)
        case (.csv, let table?):
            let matches = try LabelMatches(table, candidates, twins: copies.twins)
            labelled = Labelled(candidates, by: matches)
        case (.folder, _), (.csv, nil):
            labelled = Labelled(byFolder: candidates)
            let others = files.folders.map { copies.path(of: $0) }
            labelled.warnings += warnings(aboutEmpty: others, folders, labelled)
        }
        labelled.settleParts(options.splits, isByTable: table?.hasParts == true)
        return try Catalogue(
            labelled,
            layout: FolderLayout(
                label: rule,
                root: folders.root.map { String($0) },
                splitFolders: folders.splitFolders.map { String($0) },
                hasPartColumn: table?.hasParts == true,
                splits: options.splits
            ),
            table,
            files,
            copies,
            names,
            leastClasses
        )
    }

    private init(
        _ labelled: Labelled,
        layout: FolderLayout,
        _ table: LabelTable?,
        _ files: SortedEntries,
        _ copies: NestedCopies,
        _ names: (@Sendable (Int) -> String)?,
        _ leastClasses: Int
    ) throws(DatasetError) {
        let groups = labelled.classes
        let dropped = (copies.dropped + labelled.dropped).sorted { precedes($0.file, $1.file) }
        let classes = groups.map { String($0.name) }
        let warnings =
            [copies.warning].compactMap { $0 } + DropReason.warnings(about: dropped)
            + labelled.warnings
            + (classes.isEmpty ? [] : Self.warnings(about: classes, layout))
        let possibleTable = layout.label == .folder ? files.possibleTable : nil
        if groups.isEmpty {
            let names = dropped.map(\.file)
            let error = DatasetError.unlabelled(names: Array(names.prefix(10)), count: names.count)
            throw error.telling(warnings.filter { $0.code != DropReason.unlabelled.rawValue })
        }
        if groups.count < leastClasses, let only = groups.first {
            let error = DatasetError.oneClass(
                name: String(only.name),
                images: only.members.count,
                table: possibleTable
            )
            throw error.telling(warnings)
        }
        self.layout = layout
        self.classes = classes
        var ordered: [CatalogueImage] = []
        ordered.reserveCapacity(labelled.images.count)
        let texts = TextBuilder(labelled, names)
        for (label, group) in groups.enumerated() {
            ordered += Self.inPathOrder(
                group.members.map { texts.image(labelled.images[$0], label: label) }
            )
        }
        images = ordered
        ranges = Self.ranges(of: images, classes: classes.count)
        uploadedParts = Set(images.compactMap(\.part))
        hasTableGroups = table?.hasGroups == true
        ignored = files.ignored
        self.dropped = dropped
        self.warnings = warnings + Self.warnings(aboutTable: possibleTable)
    }

    private static func inPathOrder(_ images: [CatalogueImage]) -> [CatalogueImage] {
        // Positions move faster than images, and paths are cut out of names only once.
        let paths = images.map(\.path)
        return paths.indices.sorted { left, right in
            if precedes(paths[left], paths[right]) { return true }
            if precedes(paths[right], paths[left]) { return false }
            return precedes(images[left].name, images[right].name)
        }.map { images[$0] }
    }
}

/// Makes images whose texts are all in one place.
private struct TextBuilder {
    private let texts: ImageTexts

    init(_ labelled: Labelled, _ names: (@Sendable (Int) -> String)?) {
        if let names {
            texts = ImageTexts(name: names, groups: labelled.groups)
            return
        }
        let entries = labelled.images.map(\.candidate.entry)
        let kept = Dictionary(entries.map { ($0.index, $0.name) }) { first, _ in first }
        texts = ImageTexts(name: { kept[$0] ?? "" }, groups: labelled.groups)
    }

    func image(_ image: Labelled.Image, label: Int) -> CatalogueImage {
        CatalogueImage(
            image.candidate.entry,
            texts: texts,
            label: label,
            part: image.candidate.part,
            tableGroup: image.group,
            rootOffset: image.candidate.rootOffset,
            pathOffset: Int(image.pathOffset)
        )
    }
}

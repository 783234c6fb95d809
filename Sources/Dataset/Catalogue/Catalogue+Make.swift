// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Finds the images among an archive's entries and gives each its class.
    ///
    /// The folders that hold images decide: when all of them lie in one top folder and some of them
    /// deeper than that, the top folder is the root and the folders in it are the classes;
    /// otherwise the top folders are the classes. A root is taken off once.
    ///
    /// - Parameter entries: the archive's entries in any order, names without duplicates.
    /// - Throws: `noImages`, `unlabelled` or `oneClass`.
    package static func make(entries: [SourceEntry]) throws(DatasetError) -> Catalogue {
        var ignored = Ignored()
        var candidates: [SourceEntry] = []
        for entry in entries {
            switch entry.role {
            case .image: candidates.append(entry)
            case .junk: ignored.junk += 1
            case .otherFile: ignored.otherFiles += 1
            case .folder: break
            }
        }
        if candidates.isEmpty { throw .noImages(otherFiles: ignored.total) }

        let root = rootFolder(of: candidates)
        let groups = try grouped(candidates, depth: root == nil ? 0 : 1)
        if groups.count == 1, let only = groups.first {
            throw .oneClass(name: String(only.name), images: only.members.count)
        }
        let images = groups.enumerated().flatMap { label, group in
            inPathOrder(group.members.map { CatalogueImage($0, label: label) })
        }
        let classes = groups.map { String($0.name) }
        return Catalogue(
            layout: root.map { .rootFolder(String($0)) } ?? .classFolders,
            classes: classes,
            images: images,
            ranges: ranges(of: images, classes: classes.count),
            ignored: ignored,
            dropped: [],
            warnings: warnings(about: classes)
        )
    }

    private static func inPathOrder(_ images: [CatalogueImage]) -> [CatalogueImage] {
        // Positions move faster than images, and paths are cut out of names only once.
        let paths = images.map(\.path)
        return paths.indices.sorted { precedes(paths[$0], paths[$1]) }.map { images[$0] }
    }

    /// The one top folder that holds all the images, if it holds folders of them.
    private static func rootFolder(of candidates: [SourceEntry]) -> Substring? {
        guard let top = candidates.first?.folder(0) else { return nil }
        let isShared = candidates.allSatisfy { $0.folder(0)?.utf8.elementsEqual(top.utf8) == true }
        let isDeep = candidates.contains { $0.folder(1) != nil }
        return isShared && isDeep ? top : nil
    }

    /// An entry and the slice of its name that names the class folder.
    private typealias Placed = (entry: SourceEntry, folder: Substring)

    /// The candidates by the folder at a depth, in byte order of the folders' names.
    private static func grouped(
        _ candidates: [SourceEntry],
        depth: Int
    ) throws(DatasetError) -> [(name: Substring, members: [Placed])] {
        var groups: [ByteString: [Placed]] = [:]
        var unlabelled: [String] = []
        for entry in candidates {
            if let folder = entry.folder(depth) {
                groups[ByteString(text: folder), default: []].append((entry, folder))
            } else {
                unlabelled.append(entry.name)
            }
        }
        if !unlabelled.isEmpty {
            unlabelled.sort(by: precedes)
            throw .unlabelled(names: Array(unlabelled.prefix(10)), count: unlabelled.count)
        }
        return groups.map { ($0.key.text, $0.value) }.sorted { precedes($0.0, $1.0) }
    }
}

extension CatalogueImage {
    fileprivate init(_ placed: (entry: SourceEntry, folder: Substring), label: Int) {
        let (entry, folder) = placed
        self.init(
            entry: entry.index,
            name: entry.name,
            label: label,
            part: nil,
            tableGroup: nil,
            size: entry.size,
            crc32: entry.crc32,
            pathOffset: entry.name.utf8.distance(
                from: entry.name.startIndex,
                to: folder.endIndex
            ) + 1
        )
    }
}

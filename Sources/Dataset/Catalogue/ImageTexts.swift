// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The texts of a catalogue's images, which are many and long: in one place and not in each image.
final class ImageTexts: Sendable {
    /// The name of the entry at a place in the archive's directory.
    let name: @Sendable (Int) -> String
    /// The groups that a table of labels has, each once.
    let groups: [String]

    init(name: @escaping @Sendable (Int) -> String, groups: [String] = []) {
        self.name = name
        self.groups = groups
    }
}

extension CatalogueImage: Hashable {
    package static func == (left: CatalogueImage, right: CatalogueImage) -> Bool {
        left.entry == right.entry && left.label == right.label && left.part == right.part
            && left.size == right.size && left.crc32 == right.crc32
            && left.rootOffset == right.rootOffset && left.pathOffset == right.pathOffset
            && left.name == right.name && left.tableGroup == right.tableGroup
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(entry)
        hasher.combine(crc32)
    }
}

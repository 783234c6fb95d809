// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// An image by its name, on its way to a class.
struct Candidate {
    let entry: SourceEntry
    /// Where in the name's UTF-8 the path below the root begins.
    var rootOffset: Int
    /// Where the path below a split folder begins, and ``rootOffset`` when there is none.
    var offset: Int
    /// The part that its split folder stands for.
    var part: Split.Part?

    init(_ entry: SourceEntry) {
        self.entry = entry
        rootOffset = entry.leadingDot
        offset = rootOffset
    }

    /// The name in the archive, without a leading `./`.
    var fullName: String { SourceEntry.plainName(entry.name) }

    /// The path below the root.
    var pathBelowRoot: Substring { path(from: rootOffset) }

    /// The path below the root and below the split folder.
    var path: Substring { path(from: offset) }

    private func path(from offset: Int) -> Substring {
        let name = entry.name
        return name[name.utf8.index(name.startIndex, offsetBy: offset)...]
    }

    /// Takes off everything up to and including the first `/`, as a root.
    mutating func removeRoot() {
        rootOffset += path.utf8.count - path.belowFirstFolder.utf8.count
        offset = rootOffset
    }

    /// Takes off the split folder that the path begins with.
    mutating func removeSplitFolder(_ part: Split.Part) {
        offset += path.utf8.count - path.belowFirstFolder.utf8.count
        self.part = part
    }
}

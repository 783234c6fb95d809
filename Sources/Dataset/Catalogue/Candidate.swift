// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// An image by its name, on its way to a class; in 40 bytes, since there is one for each image.
struct Candidate {
    let entry: SourceEntry
    // A name has 65,535 bytes at the most.
    private var root: UInt16
    private var inner: UInt16
    /// The part that its split folder stands for.
    var part: Split.Part?

    init(_ entry: SourceEntry) {
        self.entry = entry
        root = UInt16(entry.leadingDot)
        inner = root
    }

    /// Where in the name's UTF-8 the path below the root begins.
    var rootOffset: Int { Int(root) }
    /// Where the path below a split folder begins, and ``rootOffset`` when there is none.
    var offset: Int { Int(inner) }

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
        root += path.firstFolderLength
        inner = root
    }

    /// Takes off the split folder that the path begins with.
    mutating func removeSplitFolder(_ part: Split.Part) {
        inner += path.firstFolderLength
        self.part = part
    }
}

extension Substring {
    /// The bytes of everything up to and including a path's first `/`.
    fileprivate var firstFolderLength: UInt16 {
        UInt16(utf8.count - belowFirstFolder.utf8.count)
    }
}

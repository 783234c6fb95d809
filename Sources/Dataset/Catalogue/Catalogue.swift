// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Every image of an upload with its class, in the order that everything else counts by.
///
/// Classes are in byte order of their UTF-8 names, images in byte order of their paths within the
/// class. An image's position in ``images`` is its index in a split and in a plan.
package struct Catalogue: Sendable, Hashable {
    /// Where the classes were found, and what was taken off above them.
    package let layout: FolderLayout
    /// The names of the classes, at least two; a label is a position in this list.
    package let classes: [String]
    /// The images of all classes, the first class first.
    package let images: [CatalogueImage]
    /// Which of ``images`` are of each class; none of the ranges is empty.
    package let ranges: [Range<Int>]
    /// The parts that the upload itself puts images in; none when it has no split of its own, and
    /// none when everything was put together.
    package let uploadedParts: Set<Split.Part>
    /// Whether a table of labels has a column of groups.
    package let hasTableGroups: Bool
    /// Files that are no candidates, by reason; the table of labels is not among them.
    package let ignored: Ignored
    /// Candidates that are left out for what their names or their labels are, in byte order.
    package let dropped: [Dropped]
    /// What the names alone show.
    package let warnings: [DatasetWarning]

    /// How many files were left out, and why; folders are not counted.
    package struct Ignored: Sendable, Hashable {
        /// What operating systems and tools leave behind: `__MACOSX`, `Thumbs.db`, hidden files.
        package var junk = 0
        /// Files whose names do not end as an image's does.
        package var otherFiles = 0

        /// All files left out.
        package var total: Int { junk + otherFiles }
    }
}

/// One candidate image of an upload, in 40 bytes; its texts are made when they are asked for.
package struct CatalogueImage: Sendable {
    /// The entry's position in the archive's directory.
    package var entry: Int { Int(place) }
    /// The entry's name in the upload, root folder included.
    package var name: String { texts.name(entry) }
    /// The class, a position in ``Catalogue/classes``.
    package var label: Int { Int(number) }
    /// What the group column of a table of labels says of it; nil without one.
    package var tableGroup: String? { group < 0 ? nil : texts.groups[Int(group)] }
    /// Uncompressed size in bytes.
    package let size: UInt64
    /// The CRC-32 of the uncompressed bytes.
    package let crc32: UInt32
    /// Where in the UTF-8 of ``name`` the path below the root begins.
    var rootOffset: Int { Int(root) }
    /// Where in the UTF-8 of ``name`` the path within the class begins.
    var pathOffset: Int { Int(inner) }

    private let texts: ImageTexts
    private let place: UInt32
    private let number: Int32
    private let group: Int32
    // A name has 65,535 bytes at the most.
    private let root: UInt16
    private let inner: UInt16
    /// The part that the upload itself puts it in; nil without a split of its own.
    package let part: Split.Part?

    /// - Parameters:
    ///   - entry: tells the name from `texts` besides.
    ///   - tableGroup: a position in the groups of `texts`.
    init(
        _ entry: SourceEntry,
        texts: ImageTexts,
        label: Int,
        part: Split.Part?,
        tableGroup: Int32?,
        rootOffset: Int,
        pathOffset: Int
    ) {
        self.texts = texts
        place = UInt32(entry.index)
        number = Int32(label)
        self.part = part
        group = tableGroup ?? -1
        size = entry.size
        crc32 = entry.crc32
        root = UInt16(rootOffset)
        inner = UInt16(pathOffset)
    }

    /// The path within the class folder, deeper folders included; where the class comes from a
    /// pattern or a table, the path below the root and below a split folder.
    package var path: Substring {
        let name = name
        return name[name.utf8.index(name.startIndex, offsetBy: pathOffset)...]
    }

    /// The path without a root that the image stands in, split and class folders included.
    var pathBelowRoot: Substring {
        name[name.utf8.index(name.startIndex, offsetBy: rootOffset)...]
    }
}

extension Catalogue {
    /// The same catalogue without some images, for the plan that follows a pass over the bytes.
    ///
    /// - Parameter bad: positions in ``images``.
    /// - Throws: `tooFewImages` when a class, or a part of the upload's own split, loses all its
    ///   images.
    package func removing(_ bad: Set<Int>) throws(DatasetError) -> Catalogue {
        if bad.isEmpty { return self }
        for (label, range) in ranges.enumerated() where range.allSatisfy(bad.contains) {
            throw .tooFewImages(.vanished(classes[label], images: range.count))
        }
        let kept = images.indices.filter { !bad.contains($0) }.map { images[$0] }
        let parts = Set(kept.compactMap(\.part))
        for part in Split.Part.allCases where uploadedParts.contains(part) && !parts.contains(part)
        {
            let count = images.count { $0.part == part }
            throw .tooFewImages(.partVanished(part, images: count))
        }
        return Catalogue(
            layout: layout,
            classes: classes,
            images: kept,
            ranges: Self.ranges(of: kept, classes: classes.count),
            uploadedParts: uploadedParts,
            hasTableGroups: hasTableGroups,
            ignored: ignored,
            dropped: dropped,
            warnings: warnings
        )
    }

    /// Which of the images, sorted by label, are of each class.
    static func ranges(of images: [CatalogueImage], classes: Int) -> [Range<Int>] {
        var counts = [Int](repeating: 0, count: classes)
        for image in images { counts[image.label] += 1 }
        var start = 0
        return counts.map { count in
            defer { start += count }
            return start..<start + count
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Second copies of a top folder inside itself, `R/R/…`, as zips of zips have them.
///
/// An image `R/R/x` is a copy when `R/x` has the same size and CRC-32. When at least half of the
/// images in `R/R` are copies, the folder as a whole is one, and the images that it alone holds
/// are taken as if they stood in `R`. An `R/R` without a copy is a folder like any other.
struct NestedCopies {
    /// The candidates that are no copies, in the order given.
    private(set) var kept: [Candidate] = []
    /// The copies.
    private(set) var dropped: [Dropped] = []
    /// The names of copies with what they are copies of, for rows of a table that name them.
    private(set) var twins: [String: String] = [:]
    /// Top folders whose second copies are taken as the folders themselves.
    private var folded: Set<ByteString> = []
    /// Images that only a second copy holds.
    private var moved = 0
    private var folders: [Substring] = []

    init(_ candidates: [Candidate]) {
        var inner: [ByteString: [Int]] = [:]
        for (index, candidate) in candidates.enumerated() {
            if let folder = candidate.path.doubledFolder {
                inner[ByteString(text: folder), default: []].append(index)
            }
        }
        if inner.isEmpty {
            kept = candidates
            return
        }
        let places = Dictionary(
            candidates.indices.map { (ByteString(text: candidates[$0].path), $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let tops = Set(candidates.compactMap { $0.path.firstFolder.map { ByteString(text: $0) } })
        var copies: Set<Int> = []
        for (folder, members) in inner {
            let found = members.filter { index in
                let twin = places[ByteString(text: candidates[index].path.belowFirstFolder)]
                return twin.map { candidates[$0].entry.hasBytes(of: candidates[index].entry) }
                    ?? false
            }
            let isCopy =
                tops.count == 1 ? Self.isCopyOfRoot(found, in: candidates) : !found.isEmpty
            if !isCopy { continue }
            copies.formUnion(found)
            folders.append(folder.text)
            if found.count * 2 >= members.count { folded.insert(folder) }
        }
        folders.sort(by: precedes)
        for (index, candidate) in candidates.enumerated() {
            if copies.contains(index) {
                drop(candidate, places, candidates)
            } else {
                kept.append(unfolded(candidate))
            }
        }
    }

    /// Whether what was found in the one top folder makes it more than a root with a class that
    /// is called the same.
    ///
    /// There an image beside the classes may be the same as one in a class, which must stay.
    private static func isCopyOfRoot(_ found: [Int], in candidates: [Candidate]) -> Bool {
        let hasOtherFolders = candidates.contains { candidate in
            let path = candidate.path
            return path.firstFolder != nil && path.belowFirstFolder.firstFolder != nil
                && path.doubledFolder == nil
        }
        if !hasOtherFolders { return !found.isEmpty }
        return found.contains {
            candidates[$0].path.belowFirstFolder.belowFirstFolder.firstFolder != nil
        }
    }

    /// Gives the candidates that are no copies away.
    mutating func takeKept() -> [Candidate] {
        defer { kept = [] }
        return kept
    }

    private mutating func drop(
        _ candidate: Candidate,
        _ places: [ByteString: Int],
        _ candidates: [Candidate]
    ) {
        let path = candidate.path.belowFirstFolder
        guard let place = places[ByteString(text: path)] else {
            preconditionFailure("a copy has a twin")
        }
        let twin = candidates[place].entry.name
        twins[candidate.fullName] = candidates[place].fullName
        dropped.append(
            Dropped(
                .nestedCopy,
                candidate,
                "The same bytes, by size and CRC-32, are in \(quoted(twin))."
            )
        )
    }

    /// The candidate as if it stood in the outer folder, where the inner one is a copy.
    private mutating func unfolded(_ candidate: Candidate) -> Candidate {
        guard isFolded(candidate.path) else { return candidate }
        moved += 1
        var candidate = candidate
        candidate.removeRoot()
        return candidate
    }

    /// A path as it is where second copies are the folders around them.
    func path(of path: Substring) -> Substring {
        isFolded(path) ? path.belowFirstFolder : path
    }

    private func isFolded(_ path: Substring) -> Bool {
        path.doubledFolder.map { folded.contains(ByteString(text: $0)) } ?? false
    }

    /// What is to be said of all copies together.
    var warning: DatasetWarning? {
        if dropped.isEmpty { return nil }
        let names = folders.map { quoted("\($0)/\($0)") }.joined(separator: ", ")
        let rest =
            "; \(counted(moved, "image")) that only the copy holds "
            + "\(moved == 1 ? "is" : "are") taken as if in the folder itself"
        return DatasetWarning(
            code: DropReason.nestedCopy.rawValue,
            detail: "\(names) holds a second copy of the folder around it: "
                + "\(counted(dropped.count, "image")) left out, each the same by size and CRC-32 "
                + "as its namesake there\(moved > 0 ? rest : "")."
        )
    }
}

extension SourceEntry {
    fileprivate func hasBytes(of other: SourceEntry) -> Bool {
        size == other.size && crc32 == other.crc32
    }
}

extension Substring {
    /// The first folder of a path, when the next one is called the same.
    fileprivate var doubledFolder: Substring? {
        guard let first = firstFolder, let second = belowFirstFolder.firstFolder,
            first.utf8.elementsEqual(second.utf8)
        else { return nil }
        return first
    }
}

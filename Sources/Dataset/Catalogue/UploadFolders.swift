// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The folders of an upload that stand above its classes: a root, and the parts of a split.
///
/// A single top folder that holds folders is the root, and is taken off once; where the class is
/// not a folder's name, it need not hold any. Images beside it do not matter. Folders called as
/// parts of a split are taken for them at the top or below the root: where the class is a
/// folder's name, when all folders with images at that level are so called and a folder stands in
/// one of them; otherwise always. A single top folder called as a test or validation part, which
/// leaves nothing to train on, is a root.
struct UploadFolders {
    /// The root; nil without one.
    private(set) var root: Substring?
    /// The folders that are parts of a split, in byte order.
    private(set) var splitFolders: [Substring] = []
    private var parts: [ByteString: Split.Part] = [:]

    init(_ candidates: [Candidate], _ rule: LabelRule) {
        let top = Level(candidates.map(\.path))
        let inner =
            top.folders.count > 1
            ? Level([])
            : Level(
                candidates.map(\.path).filter { $0.firstFolder != nil }.map(\.belowFirstFolder)
            )
        let hasSplitAtTop =
            top.isSplit(rule)
            && (top.folders.count > 1 || top.parts.values.contains(.train))
        if top.folders.count == 1, inner.isSplit(rule) {
            root = top.folders.first?.text
            parts = inner.parts
        } else if hasSplitAtTop {
            parts = top.parts
        } else if top.folders.count == 1, top.hasInner || rule != .folder {
            root = top.folders.first?.text
        }
        splitFolders = parts.keys.map(\.text).sorted(by: precedes)
    }

    /// Takes off what stands above the class; images beside a root or a split folder stay so.
    func place(_ candidate: inout Candidate) {
        if let root, candidate.path.firstFolder?.utf8.elementsEqual(root.utf8) == true {
            candidate.removeRoot()
        }
        if let part = part(of: candidate.path) { candidate.removeSplitFolder(part) }
    }

    /// The folder that another entry has at the level of the classes, as nil when it has none.
    ///
    /// - Parameter path: an entry's name without a leading `./`; a folder's ends in `/`.
    func classFolder(of path: Substring) -> Substring? {
        var path = path
        if let root {
            guard path.firstFolder?.utf8.elementsEqual(root.utf8) == true else { return nil }
            path = path.belowFirstFolder
        }
        if !parts.isEmpty {
            guard part(of: path) != nil else { return nil }
            path = path.belowFirstFolder
        }
        return path.firstFolder
    }

    private func part(of path: Substring) -> Split.Part? {
        path.firstFolder.flatMap { parts[ByteString(text: $0)] }
    }
}

/// The folders that some paths begin with.
private struct Level {
    private(set) var folders: Set<ByteString> = []
    /// Those called as parts of a split.
    private(set) var parts: [ByteString: Split.Part] = [:]
    /// Whether a folder stands in one of them.
    private(set) var hasInner = false

    init(_ paths: [Substring]) {
        for path in paths {
            guard let folder = path.firstFolder else { continue }
            folders.insert(ByteString(text: folder))
            if !hasInner { hasInner = path.belowFirstFolder.firstFolder != nil }
        }
        for folder in folders {
            if let part = Split.Part(folder: folder.text) { parts[folder] = part }
        }
    }

    /// Whether it is the level at which an upload is split.
    func isSplit(_ rule: LabelRule) -> Bool {
        if rule != .folder { return !parts.isEmpty }
        return !parts.isEmpty && parts.count == folders.count && hasInner
    }
}

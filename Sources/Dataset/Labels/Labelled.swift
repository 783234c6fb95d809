// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What the label rule makes of the candidates.
struct Labelled {
    /// Those with a class, in the order given.
    private(set) var images: [Image] = []
    /// The names of their classes, each once.
    private(set) var classNames: [Substring] = []
    /// The groups that a table gives them, each once.
    private(set) var groups: [String] = []
    /// Those without.
    private(set) var dropped: [Dropped] = []
    /// What the rule itself gives reason to say.
    var warnings: [DatasetWarning] = []
    private var classNumbers: [ByteString: Int32] = [:]
    private var groupNumbers: [String: Int32] = [:]

    /// An image with its class; small, since all of them are there at once.
    struct Image {
        var candidate: Candidate
        /// Where in the name's UTF-8 the path within the class begins.
        let pathOffset: UInt16
        /// A position in ``Labelled/classNames``.
        let classNumber: Int32
        /// What the table says of its group: a position in ``Labelled/groups``.
        let group: Int32?
    }

    /// The first folder of each path is the class.
    init(byFolder candidates: [Candidate]) {
        images.reserveCapacity(candidates.count)
        for candidate in candidates {
            let path = candidate.path
            guard let folder = path.firstFolder else {
                drop(.unlabelled, candidate, "It lies in no class folder.")
                continue
            }
            append(candidate, folder, pathOffset: candidate.offset + folder.utf8.count + 1)
        }
    }

    /// What the first pattern that matches stands for is the class.
    init(_ candidates: [Candidate], by patterns: [NamePattern]) {
        images.reserveCapacity(candidates.count)
        for candidate in candidates {
            let path = candidate.pathBelowRoot
            let name = patterns.lazy.compactMap { $0.capture(in: path) }.first
            guard let name else {
                drop(.unlabelled, candidate, "No pattern of label matches its name.")
                continue
            }
            append(candidate, className: name)
        }
    }

    /// The table gives the class, and perhaps the group and the part.
    ///
    /// - Throws: `badLabels` when its rows contradict each other about groups or parts.
    init(_ candidates: [Candidate], by matches: LabelMatches) {
        images.reserveCapacity(candidates.count)
        for (candidate, match) in zip(candidates, matches.found) {
            switch match {
            case .none where matches.isAmbiguous(candidate):
                drop(
                    .ambiguousLabel,
                    candidate,
                    "A row names a file \(quoted(String(lastComponent(of: candidate.path)))), and "
                        + "several images are called so."
                )
            case .none:
                drop(.unlabelled, candidate, "No row of the table names it.")
            case .several(let labels):
                let list = labels.map(quoted).joined(separator: ", ")
                drop(.severalLabels, candidate, "It has the labels \(list).")
            case .row(let row) where row.label.isEmpty:
                drop(
                    .unlabelled,
                    candidate,
                    "Line \(row.line) of the table leaves its label empty."
                )
            case .row(let row):
                var candidate = candidate
                if matches.hasParts { candidate.part = row.part }
                append(candidate, className: row.label, group: row.group)
            }
        }
        warnings = matches.warnings
    }

    private mutating func append(
        _ candidate: Candidate,
        className: String,
        group: String? = nil
    ) {
        if let fault = ClassName.fault(of: className) {
            return drop(.badClassName, candidate, fault)
        }
        append(candidate, className[...], pathOffset: candidate.offset, group: group)
    }

    private mutating func append(
        _ candidate: Candidate,
        _ className: Substring,
        pathOffset: Int,
        group: String? = nil
    ) {
        let name = ByteString(text: className)
        let number = classNumbers[name] ?? Int32(classNames.count)
        if Int(number) == classNames.count {
            classNumbers[name] = number
            classNames.append(className)
        }
        images.append(
            Image(
                candidate: candidate,
                pathOffset: UInt16(pathOffset),
                classNumber: number,
                group: group.map { self.number(ofGroup: $0) }
            )
        )
    }

    private mutating func number(ofGroup group: String) -> Int32 {
        if let number = groupNumbers[group] { return number }
        let number = Int32(groups.count)
        groupNumbers[group] = number
        groups.append(group)
        return number
    }

    private mutating func drop(_ reason: DropReason, _ candidate: Candidate, _ detail: String) {
        dropped.append(Dropped(reason, candidate, detail))
    }
}

extension Labelled {
    /// The positions of the images of each class, in byte order of the classes' names.
    var classes: [(name: Substring, members: [Int])] {
        var members = [[Int]](repeating: [], count: classNames.count)
        for (index, image) in images.enumerated() { members[Int(image.classNumber)].append(index) }
        return zip(classNames, members).map { ($0, $1) }.sorted { precedes($0.0, $1.0) }
    }

    /// Forgets the parts that are to be merged, and puts what stands outside them into one.
    ///
    /// - Parameter isByTable: whether a table gives the parts, and not folders.
    mutating func settleParts(_ splits: UploadedSplits, isByTable: Bool) {
        if splits == .merge {
            for index in images.indices { images[index].candidate.part = nil }
            return
        }
        let outside = images.indices.filter { images[$0].candidate.part == nil }
        if outside.isEmpty { return }
        let hasParts = outside.count < images.count
        let names = firstNames(outside.map { images[$0].candidate.entry.name })
        if isByTable { warnings.append(Self.openParts(outside.count, names, hasParts)) }
        if !hasParts { return }
        for index in outside { images[index].candidate.part = .train }
        if isByTable { return }
        warnings.append(
            DatasetWarning(
                code: "outside-split-folders",
                detail: "\(counted(outside.count, "image")) in none of the split folders "
                    + "\(outside.count == 1 ? "is" : "are") taken for training: \(names)."
            )
        )
    }

    private static func openParts(
        _ count: Int,
        _ names: String,
        _ hasParts: Bool
    ) -> DatasetWarning {
        let fate =
            hasParts
            ? "and \(count == 1 ? "it is" : "they are") taken for training"
            : "so that the upload has no split of its own"
        return DatasetWarning(
            code: "open-part",
            detail: "The table leaves the part of \(counted(count, "image")) open, \(fate): "
                + "\(names)."
        )
    }
}

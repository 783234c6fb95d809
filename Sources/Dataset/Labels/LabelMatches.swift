// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Which rows of a table are about which candidates.
///
/// A row is about the image whose name in the archive it gives; else about the one whose path
/// below the root it gives; else, when it gives a mere name, about the one that is called so. Where
/// several are, it is about none of them. A row that gives a name with folders which no image has
/// is never taken for another image of the same name. The work is linear in rows and images.
struct LabelMatches {
    /// What the rows say of each candidate, in the order of the candidates.
    private(set) var found: [Match]
    /// What the table as a whole gives reason to say.
    private(set) var warnings: [DatasetWarning] = []
    /// Whether the rows say which part an image is in, and so no folder does.
    let hasParts: Bool
    private var ambiguous: Set<String> = []

    /// What the rows say of one candidate.
    enum Match {
        case none
        case row(LabelTable.Row)
        /// Several labels, by one row or by several.
        case several([String])
    }

    /// - Parameter twins: the names of second copies, with those that they are copies of.
    /// - Throws: `badLabels` when two rows put an image into different groups or parts.
    init(
        _ table: LabelTable,
        _ candidates: [Candidate],
        twins: [String: String]
    ) throws(DatasetError) {
        hasParts = table.hasParts
        found = [Match](repeating: .none, count: candidates.count)
        let places = Places(candidates, twins)
        // The row that was first about a candidate, for what later ones must agree with.
        var first = [Int?](repeating: nil, count: candidates.count)
        var missing: [String] = []
        for (number, row) in table.rows.enumerated() {
            switch places.place(of: row.file) {
            case nil: missing.append(row.file)
            case .ambiguous: ambiguous.insert(row.file)
            case .candidate(let place):
                if let earlier = first[place] {
                    try Self.check(table.rows[earlier], row)
                } else {
                    first[place] = number
                }
                found[place].add(row)
            }
        }
        if missing.isEmpty { return }
        warnings.append(
            DatasetWarning(
                code: "missing-files",
                detail: "\(counted(missing.count, "row")) of the table "
                    + "\(missing.count == 1 ? "names" : "name") no image of the archive: "
                    + "\(firstNames(missing))."
            )
        )
    }

    /// Whether a row gives the name or path of this candidate, and others have it too.
    func isAmbiguous(_ candidate: Candidate) -> Bool {
        if ambiguous.isEmpty { return false }
        return ambiguous.contains(String(lastComponent(of: candidate.path)))
            || ambiguous.contains(String(candidate.pathBelowRoot))
    }

    private static func check(
        _ first: LabelTable.Row,
        _ row: LabelTable.Row
    ) throws(DatasetError) {
        let isSameGroup = Substring(first.group ?? "").utf8
            .elementsEqual(Substring(row.group ?? "").utf8)
        if isSameGroup, first.part == row.part { return }
        throw .badLabels(
            detail: "it puts \(quoted(row.file)) into another \(isSameGroup ? "part" : "group") "
                + "than line \(first.line) does",
            line: row.line
        )
    }
}

extension LabelMatches.Match {
    fileprivate mutating func add(_ row: LabelTable.Row) {
        let labels = row.labels
        switch self {
        case .none:
            self = labels.count > 1 ? .several(labels) : .row(row)
        case .row(let earlier) where earlier.label.isEmpty:
            self = labels.count > 1 ? .several(labels) : .row(row)
        case .row(let earlier):
            if labels.isEmpty || labels.count == 1 && isSame(labels[0], earlier.label) { return }
            self = .several([earlier.label])
            add(row)
        case .several(var all):
            // A table may say so as often as it likes, and a few are enough to show.
            for label in labels where all.count < 20 {
                if !all.contains(where: { isSame($0, label) }) { all.append(label) }
            }
            self = .several(all)
        }
    }

    private func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8)
    }
}

extension LabelTable.Row {
    /// The labels in a label, which `|` and `;` part; none of them when it is empty.
    fileprivate var labels: [String] {
        if label.isEmpty { return [] }
        return label.utf8.split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ";")
        }.map { String(Substring($0)) }
    }
}

/// Where candidates are, by what a row may call them.
private struct Places {
    private var byName: [String: Int] = [:]
    private var byPath: [String: Place] = [:]
    private var byLastComponent: [String: Place] = [:]
    private let twins: [String: String]

    enum Place {
        case candidate(Int)
        case ambiguous
    }

    init(_ candidates: [Candidate], _ twins: [String: String]) {
        self.twins = twins
        for (index, candidate) in candidates.enumerated() {
            byName[candidate.fullName] = index
            let path = candidate.pathBelowRoot
            Self.add(index, String(path), to: &byPath)
            Self.add(index, String(lastComponent(of: path)), to: &byLastComponent)
        }
    }

    private static func add(_ index: Int, _ key: String, to places: inout [String: Place]) {
        places[key] = places[key] == nil ? .candidate(index) : .ambiguous
    }

    func place(of file: String) -> Place? {
        if let index = byName[file] { return .candidate(index) }
        if let twin = twins[file] { return place(of: twin) }
        return byPath[file] ?? byLastComponent[file]
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// An archive's entries by what they are taken for.
struct SortedEntries {
    /// The images, by their names.
    private(set) var candidates: [Candidate] = []
    /// Names, without a leading `./`, of what may show that there are folders without images.
    private(set) var folders: [Substring] = []
    private(set) var ignored = Catalogue.Ignored()
    /// The name of the first file, in byte order, that may be a table of labels.
    private(set) var possibleTable: String?

    /// - Parameter table: the table of labels, which is neither an image nor ignored.
    init(_ entries: [SourceEntry], without table: SourceEntry?) {
        candidates.reserveCapacity(entries.count)
        for entry in entries where entry.index != table?.index {
            switch entry.role {
            case .image: candidates.append(Candidate(entry))
            case .junk: ignored.junk += 1
            case .otherFile:
                ignored.otherFiles += 1
                folders.append(Candidate(entry).path)
                notePossibleTable(entry.name)
            case .folder: folders.append(Candidate(entry).path)
            case .junkFolder: break
            }
        }
    }

    /// Gives the candidates away: there may be very many, of which one list is enough.
    mutating func takeCandidates() -> [Candidate] {
        defer { candidates = [] }
        return candidates
    }

    private mutating func notePossibleTable(_ name: String) {
        guard name.utf8.suffix(4).lowercased == Array(".csv".utf8) else { return }
        if let known = possibleTable, precedes(known, name) { return }
        possibleTable = name
    }
}

extension Sequence<UInt8> {
    /// The bytes with ASCII letters in lower case.
    fileprivate var lowercased: [UInt8] {
        map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }
}

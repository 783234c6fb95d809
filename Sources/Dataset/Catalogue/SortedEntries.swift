// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// An archive's entries by what they are taken for.
struct SortedEntries {
    /// The images, by their names.
    private(set) var candidates: [Candidate] = []
    /// Names, without a leading `./`, of what may show that there are folders without images.
    private(set) var folders: [Substring] = []
    private(set) var ignored = Catalogue.Ignored()

    /// - Parameter table: the table of labels, which is neither an image nor ignored.
    init(_ entries: [SourceEntry], without table: SourceEntry?) {
        for entry in entries where entry.index != table?.index {
            switch entry.role {
            case .image: candidates.append(Candidate(entry))
            case .junk: ignored.junk += 1
            case .otherFile:
                ignored.otherFiles += 1
                folders.append(Candidate(entry).path)
            case .folder: folders.append(Candidate(entry).path)
            case .junkFolder: break
            }
        }
    }
}

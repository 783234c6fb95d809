// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Options {
    /// The entry that holds the table of labels; nil unless `label` is `csv:PATH`.
    ///
    /// The path is that in the archive, or that below the one top folder of the images.
    ///
    /// - Throws: `invalidOptions` when the archive has no such file.
    package func labelTableEntry(
        in entries: [SourceEntry]
    ) throws(DatasetError) -> SourceEntry? {
        guard case .csv(let path?) = label else { return nil }
        let wanted = SourceEntry.plainName(path)
        let files = entries.filter { !$0.isDirectory }
        if let entry = files.first(where: { SourceEntry.plainName($0.name) == wanted }) {
            return entry
        }
        if let root = Self.topFolder(of: files) {
            let below = "\(root)/\(wanted)"
            if let entry = files.first(where: { SourceEntry.plainName($0.name) == below }) {
                return entry
            }
        }
        throw .noTable(path, in: entries)
    }

    /// The one top folder that all images in folders lie in.
    private static func topFolder(of files: [SourceEntry]) -> Substring? {
        var found: Substring?
        for file in files where file.role == .image {
            guard let folder = Candidate(file).path.firstFolder else { continue }
            if let found, !found.utf8.elementsEqual(folder.utf8) { return nil }
            found = folder
        }
        return found
    }
}

extension DatasetError {
    /// That the table which `label=csv:PATH` names is not in the archive, with what may be meant.
    package static func noTable(_ path: String, in entries: [SourceEntry]) -> DatasetError {
        // A look at some is enough, and there may be very many.
        let tables = entries.lazy.filter { $0.role == .otherFile && $0.isTable }
            .prefix(1000).map { SourceEntry.plainName($0.name) }
        let name = lastComponent(of: path[...])
        let hint =
            tables.first { lastComponent(of: $0[...]) == name }
            ?? nearest(to: path, among: Array(tables)) ?? tables.first
        let known = hint.map { "; did you mean csv:\(shortened($0))?" } ?? ""
        return .invalidOptions([
            OptionProblem(
                "label",
                "csv:" + path,
                "there is no file \(quoted(path)) in the archive\(known)",
                accepted: "csv:PATH with the path of a table in the archive"
            )
        ])
    }
}

extension SourceEntry {
    /// Whether its name ends as that of a table does.
    fileprivate var isTable: Bool {
        let ending = name.utf8.suffix(4)
        return [".csv", ".tsv", ".txt"].contains { Substring(ending).utf8.equalsIgnoringCase($0) }
    }
}

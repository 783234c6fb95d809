// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import POSIX
internal import Zip

/// A balanced archive whose directory has been checked, with the tables that say what it is.
struct FinishedArchive: Sendable {
    /// The files beside the folders of images, which no row names.
    static let tables: Set<String> = [
        "manifest.csv", "dropped.csv", "recipe.json", "weights.json", "leakage.csv", "report.html",
    ]

    let entries: NamedEntries
    let manifest: ZipEntry
    private let recipe: ZipEntry

    /// - Throws: `ProvenanceError`: no acceptable archive, or one without manifest or recipe.
    init(_ file: File, limits: PipelineLimits) throws(ProvenanceError) {
        do throws(ZipError) {
            entries = try NamedEntries(file, limits: limits.balancedZip)
        } catch {
            throw .archive(error)
        }
        guard let manifest = entries["manifest.csv"] else {
            throw .notBalanced("it has no manifest.csv")
        }
        guard let recipe = entries["recipe.json"] else {
            throw .notBalanced("it has no recipe.json")
        }
        self.manifest = manifest
        self.recipe = recipe
    }

    /// Reads the recipe, also one whose CRC is wrong: what it says is then still worth a try.
    func readRecipe(_ findings: Findings) throws -> Recipe {
        guard recipe.uncompressedSize <= Recipe.longest else {
            throw ProvenanceError.recipe("It has more than \(Recipe.longest) bytes.")
        }
        var bytes: [UInt8] = []
        try unsafe stream(recipe, findings) { unsafe bytes.append(contentsOf: $0) }
        return try Recipe.read(bytes)
    }

    /// Gives a table's bytes in pieces; a wrong CRC is a finding.
    ///
    /// - Returns: whether the CRC is right.
    @discardableResult
    func stream(
        _ table: ZipEntry,
        _ findings: Findings,
        _ give: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Bool {
        do {
            let isSound = try unsafe entries.reader.stream(table, with: Inflater(), give)
            if isSound { return true }
            let detail = "its bytes do not have the CRC-32 that the archive gives"
            findings.add(Finding(table.name, .entryDiffers, detail), at: 0)
            return false
        } catch let error as ZipError {
            throw ProvenanceError.archive(error)
        }
    }

    /// Reads the tables that nothing else reads where there is no plan.
    func checkOtherTables(_ findings: Findings) throws {
        for name in Self.tables.sorted() where name != manifest.name && name != recipe.name {
            try read(name, findings)
        }
    }

    /// Reads a table, if there is one, for nothing but its CRC.
    func read(_ name: String, _ findings: Findings) throws {
        if let table = entries[name] { try unsafe stream(table, findings) { _ in } }
    }
}

/// An archive's files by their names.
struct NamedEntries: Sendable {
    let reader: ZipReader
    private let positions: [String: Int]

    /// - Throws: `ZipError`, as `ZipReader` does.
    init(_ file: File, limits: ZipLimits) throws(ZipError) {
        self.init(try ZipReader(file, limits: limits))
    }

    init(_ reader: ZipReader) {
        self.reader = reader
        var positions: [String: Int] = [:]
        positions.reserveCapacity(reader.entries.count)
        for (position, entry) in reader.entries.enumerated() where !entry.isDirectory {
            positions[entry.name] = position
        }
        self.positions = positions
    }

    /// Where in the directory the file of this name is.
    func position(of name: String) -> Int? { positions[name] }

    subscript(name: String) -> ZipEntry? { position(of: name).map { reader.entries[$0] } }
}

extension PipelineLimits {
    /// The bounds of an archive that balancing within these limits may have made.
    var balancedZip: ZipLimits {
        var limits = zip
        limits.entries = max(limits.entries, dataset.plannedImages + FinishedArchive.tables.count)
        // A copy's name is longer than its source's by its number.
        limits.nameBytes += 64
        limits.directoryBytes = max(limits.directoryBytes, UInt64(limits.entries) << 9)
        return limits
    }
}

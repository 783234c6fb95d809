// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Zip

/// A row of the manifest that can be read and whose entry is in the archive.
struct AuditedRow: Sendable {
    /// The row's line in the manifest.
    let line: Int
    /// The image, a position in the archive's directory.
    let entry: Int
    /// The source, a position in the dataset's directory; nil where it is not there.
    let source: Int?
    let content: ListedImage.Content
}

/// The first half of checking an archive: what the manifest and the two directories show.
struct ManifestAudit {
    private let archive: FinishedArchive
    private let sources: NamedEntries
    private let findings: Findings

    /// The rows to be made again, those of one source side by side.
    private(set) var rows: [AuditedRow] = []
    /// The rows of any kind; the header is none.
    private(set) var count = 0
    private var hasHeader = false
    /// For each entry of the archive, whether a row has named it.
    private var isListed: [Bool]
    private var invariants: SplitInvariants
    /// Nil where there is no plan to compare with.
    private var planned: PlannedRows?

    /// Reads the manifest from its first line to its last.
    ///
    /// - Parameter plan: what its rows must be; nil where that is not known.
    /// - Throws: `ProvenanceError`: a manifest that cannot be read, or one with other columns.
    init(
        _ archive: FinishedArchive,
        sources: NamedEntries,
        allowsLeakage: Bool,
        plan: Plan?,
        findings: Findings
    ) throws {
        self.archive = archive
        self.sources = sources
        self.findings = findings
        invariants = SplitInvariants(allowsLeakage: allowsLeakage)
        planned = plan.map(PlannedRows.init)
        isListed = Array(repeating: false, count: archive.entries.reader.entries.count)
        var reader = StrictCSVReader()
        try unsafe archive.stream(archive.manifest, findings) { bytes in
            try unsafe reader.read(bytes) { try take($0, $1) }
        }
        try reader.finish { try take($0, $1) }
        if !hasHeader { throw ProvenanceError.notBalanced("its manifest.csv is empty") }
        reportUnlisted()
        reportMissing()
        rows.sort { ($0.source ?? -1, $0.line) < ($1.source ?? -1, $1.line) }
    }

    /// The rows of each source that is in the dataset, and each row whose source is not.
    var groups: [Range<Int>] {
        var groups: [Range<Int>] = []
        for (index, row) in rows.enumerated() {
            if let last = groups.last, let source = row.source,
                rows[last.lowerBound].source == source
            {
                groups[groups.count - 1] = last.lowerBound..<index + 1
            } else {
                groups.append(index..<index + 1)
            }
        }
        return groups
    }

    private mutating func take(
        _ line: Int,
        _ fields: Result<[String], StrictCSVReader.Fault>
    ) throws {
        if line == 1 {
            guard case .success(ManifestRow.columns) = fields else {
                throw ProvenanceError.notBalanced(
                    "its manifest.csv has other columns than version \(Version.current) writes"
                )
            }
            hasHeader = true
            return
        }
        count += 1
        switch fields {
        case .success(let fields): takeRow(line, fields)
        case .failure(let fault):
            report("manifest.csv", .rowInvalid, "line \(line) \(fault.detail)", line)
        }
    }

    private mutating func takeRow(_ line: Int, _ fields: [String]) {
        let entry = archive.entries.position(of: fields[0])
        if let entry {
            if isListed[entry] {
                report(fields[0], .rowInvalid, "line \(line) lists the file once more", line)
                return
            }
            isListed[entry] = true
        }
        let image: ListedImage
        do throws(ListedImage.Fault) {
            image = try ListedImage(fields)
        } catch {
            report(fields[0], .rowInvalid, "line \(line) \(error.detail)", line)
            planned?.see(fields[0])
            return
        }
        if let (kind, detail) = planned?.check(fields) {
            report(image.file, kind, "line \(line) \(detail)", line)
        }
        let source = sources.position(of: image.source)
        if source == nil {
            let detail = "the dataset has no file ‘\(image.source)’"
            report(image.file, .sourceMissing, detail, line)
        }
        for (kind, detail) in invariants.check(image, source: source) {
            report(image.file, kind, "line \(line) \(detail)", line)
        }
        if let entry {
            rows.append(
                AuditedRow(line: line, entry: entry, source: source, content: image.content)
            )
        } else {
            report(image.file, .entryMissing, "the archive has no such file", line)
        }
    }

    private func reportUnlisted() {
        for (position, entry) in archive.entries.reader.entries.enumerated()
        where !isListed[position] && !entry.isDirectory
            && !FinishedArchive.tables.contains(entry.name)
        {
            report(entry.name, .unlisted, "no row of manifest.csv names it", count + 2 + position)
        }
    }

    private func reportMissing() {
        guard let missing = planned?.missing else { return }
        let first = count + 2 + archive.entries.reader.entries.count
        for (index, (file, source)) in missing.enumerated() {
            let detail = "no row has this image, which the plan makes of ‘\(source)’"
            report(file, .rowMissing, detail, first + index)
        }
    }

    private func report(_ file: String, _ kind: Finding.Kind, _ detail: String, _ position: Int) {
        findings.add(Finding(file, kind, detail), at: position)
    }
}

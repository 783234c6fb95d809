// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import Imaging
internal import POSIX
internal import Zip

/// One worker's part in the second half: makes the images of a source again and compares.
struct Verifier {
    private let archive: FinishedArchive
    private let sources: NamedEntries
    private let options: Options
    private let findings: Findings
    private let sightings: SourceSightings?
    private var maker: ImageMaker
    private let inflater = Inflater()
    /// The entry that was read last; its memory is used again.
    private var bytes: [UInt8] = []

    /// - Parameter sightings: told of every source that is decoded.
    /// - Throws: `PipelineError` without memory.
    init(
        _ archive: FinishedArchive,
        sources: NamedEntries,
        options: Options,
        limits: ImageLimits,
        findings: Findings,
        sightings: SourceSightings?
    ) throws {
        self.archive = archive
        self.sources = sources
        self.options = options
        self.findings = findings
        self.sightings = sightings
        maker = try ImageMaker(options, limits: limits)
    }

    /// Checks rows that all have the same source, which is read and decoded once.
    ///
    /// Where all of them have the source's own bytes, it is not decoded.
    ///
    /// - Parameters:
    ///   - share: charged with the memory that this takes.
    ///   - done: called behind each row.
    /// - Throws: what `done` does; `PipelineError` when the machine fails.
    mutating func check(
        _ rows: ArraySlice<AuditedRow>,
        charging share: inout ByteBudget.Share,
        _ done: () throws -> Void
    ) throws {
        if let digest = try readSource(rows, charging: &share) {
            if isCopied(rows) {
                if let header = try header(rows) {
                    for row in rows {
                        try compare(row, with: maker.copy(header, digest))
                        try done()
                    }
                    return try see(rows) { try $0.see($1, header, by: maker) }
                }
            } else if let decoded = try decode(rows, charging: &share) {
                for row in rows {
                    try compare(row, with: make(row, from: decoded))
                    try done()
                }
                return try see(rows) { try $0.see($1, decoded, by: maker) }
            }
        }
        for row in rows {
            try compare(row, with: nil)
            try done()
        }
    }

    /// Whether all of the rows say that they have the bytes of the source that was read last.
    private func isCopied(_ rows: ArraySlice<AuditedRow>) -> Bool {
        guard let isCopied = try? maker.isCopiedAsOriginal(), isCopied else { return false }
        return rows.allSatisfy { !$0.content.isArtificial || $0.content.isByteCopy }
    }

    private func see(
        _ rows: ArraySlice<AuditedRow>,
        _ note: (SourceSightings, Int) throws -> Void
    ) throws {
        guard let sightings, let source = rows.first?.source else { return }
        do {
            try note(sightings, source)
        } catch is Refusal {
            // It is told when the sources that were not seen are looked at.
        }
    }

    /// Reads the source of some rows, whose digest it gives; nil where there are no bytes to make
    /// images of.
    private mutating func readSource(
        _ rows: ArraySlice<AuditedRow>,
        charging share: inout ByteBudget.Share
    ) throws -> Digest? {
        guard let source = rows.first?.source else { return nil }
        do {
            let digest = try maker.read(
                sources.reader.entries[source],
                from: sources.reader,
                charging: &share
            )
            for row in rows where row.content.sourceSHA256 != digest {
                let said = row.content.sourceSHA256
                report(row, .sourceDiffers, "the source has SHA-256 \(digest), not \(said)")
            }
            return digest
        } catch let refusal as Refusal {
            for row in rows { report(row, .sourceDiffers, refusal.detail) }
            return nil
        }
    }

    private func header(_ rows: ArraySlice<AuditedRow>) throws -> ImageHeader? {
        do {
            return try maker.checkStructure()
        } catch let refusal as Refusal {
            for row in rows { report(row, .imageDiffers, "no image: \(refusal.detail)") }
            return nil
        }
    }

    private func decode(
        _ rows: ArraySlice<AuditedRow>,
        charging share: inout ByteBudget.Share
    ) throws -> ImageMaker.Decoded? {
        do {
            return try maker.decode(charging: &share)
        } catch let refusal as Refusal {
            for row in rows { report(row, .imageDiffers, "no image: \(refusal.detail)") }
            return nil
        }
    }

    private func make(
        _ row: AuditedRow,
        from decoded: borrowing ImageMaker.Decoded
    ) throws -> ImageMaker.Made? {
        let listed = row.content
        let encoding = ImageEncoding(
            of: decoded.header.kind,
            isArtificial: listed.isArtificial && !listed.isByteCopy,
            options: options
        )
        do {
            return try maker.make(
                from: decoded,
                listed.operation,
                border: listed.border ?? options.border,
                as: encoding
            )
        } catch let refusal as Refusal {
            report(row, .imageDiffers, "no image: \(refusal.detail)")
            return nil
        }
    }

    /// Compares row, entry and image, and lays what differs at the door of the odd one out.
    private mutating func compare(_ row: AuditedRow, with made: ImageMaker.Made?) throws {
        let listed = row.content
        var digest: Digest?
        do {
            let entry = archive.entries.reader.entries[row.entry]
            try Refusal.catching {
                try archive.entries.reader.read(entry, with: inflater, into: &bytes)
            }
            digest = SHA256.digest(of: bytes)
        } catch let refusal as Refusal {
            report(row, .entryDiffers, refusal.detail)
        }
        if let made, made.sha256 == digest {
            let wrong = listed.columns(unlike: made)
            if wrong.isEmpty { return }
            let detail =
                "line \(row.line) has another \(wrong.joined(separator: ", ")) than the "
                + "entry and the image made again, which agree"
            report(row, .rowInvalid, detail)
            return
        }
        if let digest, digest != listed.sha256 || UInt64(bytes.count) != listed.bytes {
            let detail =
                "\(bytes.count) bytes with SHA-256 \(digest), not \(listed.bytes) with "
                + "\(listed.sha256)"
            report(row, .entryDiffers, detail)
        }
        if let made, made.sha256 != listed.sha256 {
            let how = listed.operation.map { " by \($0)" } ?? ""
            let detail = "made again\(how) it has SHA-256 \(made.sha256), not \(listed.sha256)"
            report(row, .imageDiffers, detail)
        }
    }

    private func report(_ row: AuditedRow, _ kind: Finding.Kind, _ detail: String) {
        let file = archive.entries.reader.entries[row.entry].name
        findings.add(Finding(file, kind, detail), at: row.line)
    }
}

extension ListedImage.Content {
    /// The columns that say something else than an image made by this row.
    fileprivate func columns(unlike made: ImageMaker.Made) -> [String] {
        let pairs = [
            ("sha256", sha256 == made.sha256),
            ("bytes", bytes == UInt64(made.bytes.count)),
            ("width", width == made.width),
            ("height", height == made.height),
            ("channels", channels == made.channels),
            ("bit_depth", bitDepth == made.bitDepth),
        ]
        return pairs.filter { !$0.1 }.map(\.0)
    }
}

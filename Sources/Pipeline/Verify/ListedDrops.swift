// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Imaging
internal import POSIX
internal import Zip

/// What `dropped.csv` says was found bad only when it was decoded, which changes every plan.
///
/// It is only said: an image is left out of the plan when it really cannot be used, so that
/// nobody drops a good one by listing it. But one that is said to have ended the process is not
/// touched, as it would end this one; so it is left out unchecked, which whoever verifies is told.
struct ListedDrops: Sendable {
    /// Reasons of images that are no sound images, as opposed to those of names and plans.
    private static let reasons = Set(
        ImagingError.Code.allCases.map(\.rawValue)
            + [ZipError.Code.badData, .sizeMismatch, .crcMismatch].map(\.rawValue)
    )

    /// The reason of each file, as it is told.
    private var told: [String: String] = [:]
    /// Those that are said to have ended the process, and in which words, by their names.
    private var crashed: [String: String] = [:]

    /// Reads the table; lines that are none are left to whoever compares it.
    ///
    /// - Throws: `ProvenanceError` for an entry that cannot be read at all.
    init(_ archive: FinishedArchive) throws {
        guard let table = archive.entries["dropped.csv"] else { return }
        var reader = StrictCSVReader()
        try unsafe archive.stream(table, Findings()) { bytes in
            unsafe reader.read(bytes) { take($1) }
        }
        reader.finish { take($1) }
    }

    private mutating func take(_ fields: Result<[String], StrictCSVReader.Fault>) {
        guard case .success(let fields) = fields, fields.count == 3 else { return }
        if fields[1] == Dropped.crashed { crashed[fields[0]] = fields[2] }
        if Self.reasons.contains(fields[1]) { told[fields[0]] = fields[1] }
    }

    /// The images of a dataset that must not be touched, by the position of the zip's entry.
    func untouchable(_ source: SourceArchive) -> [Int: Dropped] {
        if crashed.isEmpty { return [:] }
        var dropped: [Int: Dropped] = [:]
        for image in source.catalogue.images {
            guard let detail = crashed[image.name] else { continue }
            dropped[image.entry] = Dropped(
                file: image.name,
                reason: Dropped.crashed,
                detail: detail
            )
        }
        return dropped
    }

    /// What to say of the images that are left out unchecked; nil where there are none.
    var warning: String? {
        guard let first = crashed.keys.min() else { return nil }
        let images = crashed.count == 1 ? "1 image is" : "\(crashed.count) images are"
        let name = PrintableName.escape(first.unicodeScalars)
        return "\(images) left out unchecked, such as ‘\(name)’: dropped.csv says that a process "
            + "died of each, so this one does not touch them."
    }

    /// Those that really cannot be used, by their positions in the catalogue, and why.
    ///
    /// - Parameter catalogue: the images that are left after a look at their first bytes.
    /// - Throws: `PipelineError`.
    func confirmed(
        _ catalogue: Catalogue,
        of source: SourceArchive,
        pipeline: Pipeline,
        findings: Findings,
        observer: PipelineObserver
    ) throws -> [Int: Dropped] {
        let images = catalogue.images
        let listed = told.isEmpty ? [] : images.indices.filter { told[images[$0].name] != nil }
        let budget = pipeline.newBudget()
        let bad = Locked<[Int: Dropped]>([:])
        try pipeline.pool.forEach(
            listed.count,
            context: { try ImageMaker(source.options, limits: pipeline.limits.image) }
        ) { maker, item in
            let image = images[listed[item]]
            let refusal = try budget.withShare(of: item) { share in
                try observer.checkStop()
                return try maker.refusal(of: image, in: source, charging: &share)
            }
            if let refusal {
                bad.withLock { $0[listed[item]] = refusal.dropped(image.name) }
            } else {
                let detail = "‘\(image.name)’ is no \(told[image.name] ?? "") image: it can be used"
                findings.add(Finding("dropped.csv", .tableDiffers, detail), at: 0)
            }
        }
        return bad.withLock { $0 }
    }
}

extension ImageMaker {
    /// Why a source cannot be used; nil where it can.
    ///
    /// - Throws: `PipelineError` when the machine fails.
    fileprivate mutating func refusal(
        of image: CatalogueImage,
        in source: SourceArchive,
        charging share: inout ByteBudget.Share
    ) throws -> Refusal? {
        do {
            _ = try read(source.entry(of: image), from: source.reader, charging: &share)
            let decoded = try decode(charging: &share)
            let encoding = ImageEncoding(
                of: decoded.header.kind,
                isArtificial: false,
                options: source.options
            )
            _ = try make(from: decoded, nil, border: source.options.border, as: encoding)
            _ = try observe(decoded, isCopied: false)
            return nil
        } catch let refusal as Refusal {
            return refusal
        }
    }
}

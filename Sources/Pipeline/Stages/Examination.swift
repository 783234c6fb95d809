// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import Imaging
internal import POSIX
internal import Zip

/// Stage 2: what the first bytes of each candidate say; what is no image is dropped here, and so
/// is what is there twice.
struct Examination: Sendable {
    /// The candidates that are images, as far as their first bytes tell.
    let catalogue: Catalogue
    /// Facts of every image of ``catalogue``.
    private(set) var facts: [ImageFacts]
    /// Images of ``catalogue`` that are byte for byte the same, with those left out for it.
    let identical: Twins
    /// What is left out so far, in the order of the names in the upload.
    let dropped: [Dropped]
    /// What the duplicates give reason to say.
    private let duplicateWarnings: [DatasetWarning]
    /// Those of ``dropped`` that are no sound images.
    private let bad: [Dropped]
    private let policy: BadImages

    /// Looks at every candidate.
    ///
    /// Where images keep their own sizes and some are altered the plan depends on the sizes, so
    /// whole headers are read; otherwise a signature's length of bytes is enough. Whole files are
    /// read where another has the same size and checksum, to know whether they are the same.
    ///
    /// - Parameter excluded: images that are left out and of which no byte is looked at, by the
    ///   position of the zip's entry; entries that are no images count for nothing.
    /// - Throws: `PipelineError`, `badImages` where the options do not put up with any.
    static func make(
        _ source: SourceArchive,
        leavingOut excluded: [Int: Dropped] = [:],
        limits: PipelineLimits,
        pool: WorkerPool,
        memory: MemoryPool,
        observer: PipelineObserver = PipelineObserver()
    ) throws -> Examination {
        let images = source.catalogue.images
        let candidates = DuplicateSearch.candidates(source.catalogue)
        let suspects = Set(candidates.joined())
        let found = Locked([Found?](repeating: nil, count: images.count))
        try pool.forEach(
            images.count,
            context: { (inflater: Inflater(), note: observer.place()) }
        ) { worker, index in
            try observer.checkStop()
            if let known = excluded[images[index].entry] {
                found.withLock { $0[index] = Found(refusal: Refusal(known)) }
                return
            }
            let look = Look(
                source: source,
                entry: source.entry(of: images[index]),
                isSuspect: suspects.contains(index),
                limits: limits.image,
                memory: memory
            )
            worker.note(images[index].entry)
            defer { worker.note(nil) }
            let result: Found
            do {
                result = try look.examine(with: worker.inflater)
            } catch let refusal as Refusal {
                result = Found(refusal: refusal)
            }
            found.withLock { $0[index] = result }
        }
        try observer.checkStop()
        let undoubted = try gather(source, found.withLock { $0 }, candidates)
        return try undoubted.withoutDuplicates(source.options)
    }

    /// The same without images that turned out to be bad when they were decoded.
    ///
    /// - Parameter bad: the reasons, by position in ``catalogue``.
    func removing(_ bad: [Int: Dropped]) throws(PipelineError) -> Examination {
        if policy == .fail, !bad.isEmpty { throw .badImages(Self.inNameOrder(Array(bad.values))) }
        return try without(bad, areTwins: false, warnings: duplicateWarnings)
    }

    /// The same without images that an earlier pass has found to be bad.
    ///
    /// - Parameter bad: the reasons, by the position of the zip's entry; entries that are no
    ///   images, or are left out already, count for nothing.
    func removing(entries bad: [Int: Dropped]) throws(PipelineError) -> Examination {
        if bad.isEmpty { return self }
        var found: [Int: Dropped] = [:]
        for (index, image) in catalogue.images.enumerated() { found[index] = bad[image.entry] }
        return try removing(found)
    }

    /// Looks at one candidate as ``make(_:leavingOut:limits:pool:memory:observer:)`` does.
    ///
    /// - Throws: `Refusal` for what is no image.
    static func look(
        at image: CatalogueImage,
        of source: SourceArchive,
        limits: ImageLimits,
        memory: MemoryPool
    ) throws {
        let look = Look(
            source: source,
            entry: source.entry(of: image),
            isSuspect: true,
            limits: limits,
            memory: memory
        )
        _ = try look.examine(with: Inflater())
    }

    /// Gives up what only a plan needs, once there will be no other.
    mutating func forgetFacts() {
        facts = []
    }

    /// What is left out without anybody having asked for it.
    var warnings: [DatasetWarning] { [badImages].compactMap(\.self) + duplicateWarnings }

    /// That some of the images are no sound ones; nil where all are.
    var badImages: DatasetWarning? {
        guard let first = bad.first else { return nil }
        let images = bad.count == 1 ? "1 image is" : "\(bad.count) images are"
        return DatasetWarning(
            code: "bad-images",
            detail: "\(images) left out because no sound image can be read from the file, such as "
                + "‘\(first.file)’ (\(first.reason))."
        )
    }

    /// What is left out, and more besides.
    func dropped(with more: [Dropped]) -> [Dropped] {
        more.isEmpty ? dropped : Self.inNameOrder(dropped + more)
    }

    private func withoutDuplicates(_ options: Options) throws(PipelineError) -> Examination {
        let duplicates = Duplicates.resolve(
            identical.sets,
            catalogue,
            policy: options.duplicates,
            keepsSplits: options.splits == .keep
        )
        return try without(
            duplicates.dropped,
            areTwins: true,
            warnings: duplicates.warnings
        )
    }

    private func without(
        _ lost: [Int: Dropped],
        areTwins: Bool,
        warnings: [DatasetWarning]
    ) throws(PipelineError) -> Examination {
        let dropped = Self.inNameOrder(dropped + lost.values)
        let left: Catalogue
        do throws(DatasetError) {
            left = try catalogue.removing(Set(lost.keys))
        } catch {
            throw .tooLittleLeft(error, dropped: dropped)
        }
        return Examination(
            catalogue: left,
            facts: facts.indices.filter { lost[$0] == nil }.map { facts[$0] },
            identical: identical.removing(
                Set(lost.keys),
                from: catalogue,
                linksStay: areTwins
            ),
            dropped: dropped,
            duplicateWarnings: warnings,
            bad: areTwins ? bad : Self.inNameOrder(bad + lost.values),
            policy: policy
        )
    }

    private static func inNameOrder(_ dropped: [Dropped]) -> [Dropped] {
        dropped.sorted { precedes($0.file, $1.file) }
    }

    private static func gather(
        _ source: SourceArchive,
        _ found: [Found?],
        _ candidates: [[Int]]
    ) throws(PipelineError) -> Examination {
        let catalogue = source.catalogue
        var facts: [ImageFacts] = []
        var digests: [Int: Digest] = [:]
        var bad: [Int: Dropped] = [:]
        for (index, known) in found.enumerated() {
            guard let known else { throw .invariant("image \(index) was not examined") }
            facts.append(known.facts)
            digests[index] = known.digest
            bad[index] = known.refusal?.dropped(catalogue.images[index].name)
        }
        let all = Examination(
            catalogue: catalogue,
            facts: facts,
            identical: Twins(DuplicateSearch.identical(among: candidates, digests: digests)),
            dropped: inNameOrder(catalogue.dropped),
            duplicateWarnings: [],
            bad: [],
            policy: source.options.badImages
        )
        return try all.removing(bad)
    }
}

/// What one image's bytes say, or why they say nothing.
private struct Found {
    let facts: ImageFacts
    /// The digest of the whole file, where it was read.
    let digest: Digest?
    let refusal: Refusal?

    init(facts: ImageFacts, digest: Digest?) {
        (self.facts, self.digest, refusal) = (facts, digest, nil)
    }

    /// The facts are but a place, which is taken out again with the image.
    init(refusal: Refusal) {
        facts = ImageFacts(kind: .png, size: PixelSize(width: 1, height: 1))
        (digest, self.refusal) = (nil, refusal)
    }
}

/// A look at one image.
private struct Look {
    let source: SourceArchive
    let entry: ZipEntry
    /// Whether another image has the same size and checksum.
    let isSuspect: Bool
    let limits: ImageLimits
    let memory: MemoryPool

    /// A JPEG has its size in these, unless much is said before it.
    private static let startByteCount = 4096

    func examine(with inflater: Inflater) throws -> Found {
        switch source.options.size {
        case .fixed(let size):
            return try examineSignature(size, with: inflater)
        case .original where !source.options.altersImages:
            // No plan of copies depends on their sizes.
            return try examineSignature(PixelSize(width: 1, height: 1), with: inflater)
        case .original:
            return try examineHeader(with: inflater)
        }
    }

    private func examineSignature(_ size: PixelSize, with inflater: Inflater) throws -> Found {
        let isWhole = isSuspect || entry.method == .deflated
        return try withRoom(isWhole ? entry.readingBytes : 0) {
            let start = try Refusal.catching {
                isSuspect
                    ? try source.reader.read(entry, with: inflater)
                    : try source.reader.readPrefix(
                        entry,
                        count: ImageKind.signatureLength,
                        with: inflater
                    )
            }
            guard let kind = ImageKind(signature: start.span) else { throw Refusal.unknownFormat }
            return Found(facts: ImageFacts(kind: kind, size: size), digest: digest(start))
        }
    }

    private func examineHeader(with inflater: Inflater) throws -> Found {
        if !isSuspect, let header = try headerOfJPEG(with: inflater) {
            return Found(facts: ImageFacts(header), digest: nil)
        }
        return try withRoom(entry.readingBytes) {
            let bytes = try Refusal.catching { try source.reader.read(entry, with: inflater) }
            let header = try Refusal.catching { try ImageHeader.probe(bytes.span, limits: limits) }
            return Found(facts: ImageFacts(header), digest: digest(bytes))
        }
    }

    /// Reads what may take so many bytes of memory: the start of a deflated file may, since it is
    /// read whole where its data begins with much that gives nothing.
    private func withRoom(_ bytes: Int, _ body: () throws -> Found) throws -> Found {
        try Refusal.catching { try limits.checkWorking(bytes) }
        return try memory.withRoom(for: bytes, body)
    }

    /// The header of a JPEG that stands near its start; other formats are followed to their ends.
    private func headerOfJPEG(with inflater: Inflater) throws -> ImageHeader? {
        guard entry.method == .stored else { return nil }
        let start = try Refusal.catching {
            try source.reader.readPrefix(entry, count: Self.startByteCount, with: inflater)
        }
        guard ImageKind(signature: start.span) == .jpeg else { return nil }
        return try? ImageHeader.probe(start.span, limits: limits)
    }

    private func digest(_ bytes: [UInt8]) -> Digest? {
        isSuspect ? SHA256.digest(of: bytes) : nil
    }
}

extension ImageFacts {
    fileprivate init(_ header: ImageHeader) {
        let size = PixelSize(width: header.orientedWidth, height: header.orientedHeight)
        self.init(kind: header.kind, size: size)
    }
}

extension Options {
    /// Whether a plan may have images whose pixels are other than their sources'.
    fileprivate var altersImages: Bool {
        switch strategy {
        case .oversample, .hybrid: fill == .augment
        case .undersample, .none: false
        }
    }
}

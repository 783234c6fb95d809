// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Imaging
internal import POSIX
internal import Zip

/// Stage 2: what the first bytes of each candidate say; what is no image is dropped here.
struct Examination: Sendable {
    /// The candidates that are images, as far as their first bytes tell.
    let catalogue: Catalogue
    /// Facts of every image of ``catalogue``.
    let facts: [ImageFacts]
    /// What is left out so far, in the order of the names in the upload.
    let dropped: [Dropped]
    private let policy: BadImages

    /// Looks at every candidate.
    ///
    /// Where images keep their own sizes the plan depends on them, so whole headers are read;
    /// otherwise a signature's length of bytes is enough.
    ///
    /// - Throws: `PipelineError`, `badImages` where the options do not put up with any.
    static func make(
        _ source: SourceArchive,
        options: Options,
        limits: PipelineLimits,
        pool: WorkerPool,
        observer: PipelineObserver = PipelineObserver()
    ) throws -> Examination {
        let images = source.catalogue.images
        let found = Locked([Result<ImageFacts, Refusal>?](repeating: nil, count: images.count))
        try pool.forEach(images.count, context: { Inflater() }) { inflater, index in
            try observer.checkStop()
            let entry = source.entry(of: images[index])
            let facts: Result<ImageFacts, Refusal>
            do {
                let known = try examine(entry, source, inflater, options.size, limits.image)
                facts = .success(known)
            } catch let refusal as Refusal {
                facts = .failure(refusal)
            }
            found.withLock { $0[index] = facts }
        }
        return try gather(source.catalogue, found.withLock { $0 }, options.badImages)
    }

    /// The same without images that turned out to be bad when they were decoded.
    ///
    /// - Parameter bad: the reasons, by position in ``catalogue``.
    func removing(_ bad: [Int: Dropped]) throws(PipelineError) -> Examination {
        let kept = facts.indices.filter { bad[$0] == nil }.map { facts[$0] }
        return try Examination(catalogue, kept, without: bad, and: dropped, policy)
    }

    /// - Parameters:
    ///   - facts: of the images that are left.
    ///   - bad: what the catalogue is to lose, by position in it.
    ///   - earlier: what it has lost before.
    /// - Throws: `PipelineError`; that bad images fail the job goes before that a class lost all
    ///   its images, because it names them. What is left out for its name or label is not bad.
    private init(
        _ catalogue: Catalogue,
        _ facts: [ImageFacts],
        without bad: [Int: Dropped],
        and earlier: [Dropped],
        _ policy: BadImages
    ) throws(PipelineError) {
        if policy == .fail, !bad.isEmpty { throw .badImages(Self.inNameOrder(Array(bad.values))) }
        dropped = Self.inNameOrder(earlier + bad.values)
        do throws(DatasetError) {
            self.catalogue = try catalogue.removing(Set(bad.keys))
        } catch {
            throw .tooLittleLeft(error, dropped: dropped)
        }
        self.facts = facts
        self.policy = policy
    }

    private static func inNameOrder(_ dropped: [Dropped]) -> [Dropped] {
        dropped.sorted { $0.file.utf8.lexicographicallyPrecedes($1.file.utf8) }
    }

    private static func examine(
        _ entry: ZipEntry,
        _ source: SourceArchive,
        _ inflater: Inflater,
        _ size: OutputSize,
        _ limits: ImageLimits
    ) throws -> ImageFacts {
        switch size {
        case .fixed(let size):
            let start = try Refusal.catching {
                try source.reader.readPrefix(
                    entry,
                    count: ImageKind.signatureLength,
                    with: inflater
                )
            }
            guard let kind = ImageKind(signature: start.span) else { throw Refusal.unknownFormat }
            return ImageFacts(kind: kind, size: size)
        case .original:
            let bytes = try Refusal.catching { try source.reader.read(entry, with: inflater) }
            let header = try Refusal.catching { try ImageHeader.probe(bytes.span, limits: limits) }
            return ImageFacts(
                kind: header.kind,
                size: PixelSize(width: header.orientedWidth, height: header.orientedHeight)
            )
        }
    }

    private static func gather(
        _ catalogue: Catalogue,
        _ found: [Result<ImageFacts, Refusal>?],
        _ policy: BadImages
    ) throws(PipelineError) -> Examination {
        var facts: [ImageFacts] = []
        var bad: [Int: Dropped] = [:]
        for (index, result) in found.enumerated() {
            switch result {
            case .success(let known): facts.append(known)
            case .failure(let refusal):
                bad[index] = refusal.dropped(catalogue.images[index].name)
            case nil: throw .invariant("image \(index) was not examined")
            }
        }
        return try Examination(catalogue, facts, without: bad, and: catalogue.dropped, policy)
    }
}

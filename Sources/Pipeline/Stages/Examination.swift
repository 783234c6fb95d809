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
    let dropped: [Dropped]

    /// Looks at every candidate.
    ///
    /// Where images keep their own sizes the plan depends on them, so whole headers are read;
    /// otherwise a signature's length of bytes is enough.
    static func make(
        _ source: SourceArchive,
        options: Options,
        limits: PipelineLimits,
        pool: WorkerPool
    ) throws -> Examination {
        let images = source.catalogue.images
        let found = Locked([Result<ImageFacts, Refusal>?](repeating: nil, count: images.count))
        try pool.forEach(images.count, context: { Inflater() }) { inflater, index in
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
        return try gather(source.catalogue, found.withLock { $0 })
    }

    /// The same without images that turned out to be bad when they were decoded.
    ///
    /// - Parameter bad: the reasons, by position in ``catalogue``.
    func removing(_ bad: [Int: Dropped]) throws(PipelineError) -> Examination {
        do throws(DatasetError) {
            return Examination(
                catalogue: try catalogue.removing(Set(bad.keys)),
                facts: facts.indices.filter { bad[$0] == nil }.map { facts[$0] },
                dropped: dropped + bad.sorted { $0.key < $1.key }.map(\.value)
            )
        } catch {
            throw .dataset(error)
        }
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
        _ found: [Result<ImageFacts, Refusal>?]
    ) throws -> Examination {
        var facts: [ImageFacts] = []
        var dropped: [Dropped] = []
        var bad: Set<Int> = []
        for (index, result) in found.enumerated() {
            switch result {
            case .success(let known): facts.append(known)
            case .failure(let refusal):
                bad.insert(index)
                dropped.append(refusal.dropped(catalogue.images[index].name))
            case nil: throw PipelineError.invariant("image \(index) was not examined")
            }
        }
        do throws(DatasetError) {
            return Examination(
                catalogue: try catalogue.removing(bad),
                facts: facts,
                dropped: dropped
            )
        } catch {
            throw PipelineError.dataset(error)
        }
    }
}

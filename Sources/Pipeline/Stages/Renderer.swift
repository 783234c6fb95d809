// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import Imaging
internal import Zip

/// One worker's part in stage 4: makes every image that the plan wants of a source.
struct Renderer {
    let source: SourceArchive
    let plan: Plan
    private var maker: ImageMaker

    init(source: SourceArchive, plan: Plan, limits: ImageLimits) throws {
        self.source = source
        self.plan = plan
        maker = try ImageMaker(plan.options, limits: limits)
    }

    /// Makes the images of some rows, which all have the same source, in order.
    ///
    /// - Parameter give: takes each image as soon as it is done.
    /// - Returns: what the source was seen to be.
    /// - Throws: `Refusal` before anything is given, when the source is not taken.
    mutating func render(
        _ rows: Range<Int>,
        _ give: (RenderedImage) throws -> Void
    ) throws -> Observations.Observation {
        let digest = try read(plan.balance.rows[rows.lowerBound].source)
        let decoded = try maker.decode()
        for row in rows {
            try give(make(row, from: decoded, digest))
        }
        let isCopied = rows.allSatisfy { plan.balance.rows[$0].encoding == .unchanged }
        return try maker.observe(decoded, isCopied: isCopied)
    }

    /// Reads and decodes only, to find out whether a source can be used, and what it is like.
    ///
    /// - Parameter index: a position in the plan's catalogue.
    /// - Throws: `Refusal` when the source is not taken.
    mutating func look(at index: Int) throws -> Observations.Observation {
        try maker.look(at: source.entry(of: plan.catalogue.images[index]), in: source.reader)
    }

    /// Reads a source's bytes and gives their digest.
    private mutating func read(_ index: Int) throws -> Digest {
        let image = plan.catalogue.images[index]
        return try maker.read(source.entry(of: image), from: source.reader)
    }

    private func make(
        _ row: Int,
        from decoded: borrowing ImageMaker.Decoded,
        _ digest: Digest
    ) throws -> RenderedImage {
        let planned = plan.balance.rows[row]
        let made = try maker.make(
            from: decoded,
            planned.operation,
            border: plan.options.border,
            as: planned.encoding
        )
        return RenderedImage(
            row: row,
            bytes: made.bytes,
            crc32: ZipWriter.crc32(of: made.bytes),
            sha256: made.sha256,
            sourceSHA256: digest,
            width: made.width,
            height: made.height,
            channels: made.channels,
            bitDepth: made.bitDepth
        )
    }
}

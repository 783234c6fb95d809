// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import Imaging
internal import POSIX
internal import Zip

/// One worker's part in stage 4: makes every image that the plan wants of a source.
struct Renderer {
    let source: SourceArchive
    let plan: Plan
    /// Whether sources are decoded also where their bytes are copied; see ``RenderPass``.
    private let decodesAll: Bool
    private var maker: ImageMaker

    init(source: SourceArchive, plan: Plan, limits: ImageLimits, decodesAll: Bool) throws {
        self.source = source
        self.plan = plan
        self.decodesAll = decodesAll
        maker = try ImageMaker(plan.options, limits: limits)
    }

    /// Makes the images of some rows, which all have the same source, in order.
    ///
    /// Where all of them have the source's own bytes, it is not decoded.
    ///
    /// - Parameters:
    ///   - first: the first of them that is to be made.
    ///   - share: charged with the memory that this takes.
    ///   - give: takes each image as soon as it is done, and with the last one what the source was
    ///     seen to be.
    /// - Throws: `Refusal` before anything is given, when the source is not taken.
    mutating func render(
        _ rows: Range<Int>,
        from first: Int,
        charging share: inout ByteBudget.Share,
        _ give: (RenderedImage, Observations.Observation?) throws -> Void
    ) throws {
        let last = rows.upperBound - 1
        let entry = entry(of: plan.balance.rows[rows.lowerBound].source)
        let digest = try maker.read(entry, from: source.reader, charging: &share)
        if plan.isCopied(rows) {
            let header = try check(charging: &share)
            let seen = maker.observe(header)
            for row in first...last {
                try give(copy(row, entry, header, digest), row == last ? seen : nil)
            }
            return
        }
        let decoded = try maker.decode(charging: &share)
        let seen = try maker.observe(decoded, isCopied: false)
        for row in first...last {
            try give(make(row, from: decoded, digest), row == last ? seen : nil)
        }
    }

    /// Finds out only whether a source can be used, as the plan would use it, and what it is like.
    ///
    /// - Throws: `Refusal` when the source is not taken.
    mutating func look(
        at item: Plan.Item,
        charging share: inout ByteBudget.Share
    ) throws -> Observations.Observation {
        _ = try maker.read(entry(of: item.source), from: source.reader, charging: &share)
        let isCopied = try item.rows.map(plan.isCopied) ?? maker.isCopiedAsOriginal()
        if isCopied { return maker.observe(try check(charging: &share)) }
        return try maker.observe(maker.decode(charging: &share), isCopied: item.rows == nil)
    }

    /// Checks a source whose bytes are copied.
    private func check(charging share: inout ByteBudget.Share) throws -> ImageHeader {
        let header = try maker.checkStructure()
        if decodesAll, plan.options.mayAlterImages { _ = try maker.decode(charging: &share).header }
        return header
    }

    private func entry(of index: Int) -> ZipEntry {
        source.entry(of: plan.catalogue.images[index])
    }

    private func copy(
        _ row: Int,
        _ entry: ZipEntry,
        _ header: ImageHeader,
        _ digest: Digest
    ) -> RenderedImage {
        let copy = maker.copy(header, digest)
        let content: RenderedImage.Content =
            entry.method == .stored && copy.bytes.count >= ZipWriter.directByteCount
            ? .stored(offset: entry.dataOffset, count: entry.uncompressedSize)
            : .bytes(copy.bytes)
        return rendered(row, copy, content, entry.crc32, digest)
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
        let crc32 = ZipWriter.crc32(of: made.bytes)
        return rendered(row, made, .bytes(made.bytes), crc32, digest)
    }

    private func rendered(
        _ row: Int,
        _ made: ImageMaker.Made,
        _ content: RenderedImage.Content,
        _ crc32: UInt32,
        _ digest: Digest
    ) -> RenderedImage {
        RenderedImage(
            row: row,
            content: content,
            crc32: crc32,
            sha256: made.sha256,
            sourceSHA256: digest,
            width: made.width,
            height: made.height,
            channels: made.channels,
            bitDepth: made.bitDepth
        )
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import Imaging
internal import Zip

/// One worker's part in stage 4: reads and decodes a source once, then makes every image of it.
struct Renderer {
    let source: SourceArchive
    let plan: Plan
    let limits: ImageLimits
    private let inflater = Inflater()
    private let codec: Codec
    private var bytes: [UInt8] = []

    init(source: SourceArchive, plan: Plan, limits: ImageLimits) throws {
        self.source = source
        self.plan = plan
        self.limits = limits
        codec = try Refusal.catching { try Codec() }
    }

    /// Makes the images of some rows, which all have the same source, in order.
    ///
    /// - Parameter give: takes each image as soon as it is done.
    /// - Returns: whether pixels that were not opaque lost their alpha.
    /// - Throws: `Refusal` before anything is given, when the source is not taken.
    mutating func render(
        _ rows: Range<Int>,
        _ give: (RenderedImage) throws -> Void
    ) throws -> Bool {
        let digest = try read(rows)
        let header = try probe()
        let pixels = try decode(header)
        for row in rows {
            try give(make(row, from: pixels, header, digest))
        }
        let isCopied = rows.allSatisfy { plan.balance.rows[$0].encoding == .unchanged }
        return pixels.alpha == .blended && !isCopied
    }

    /// Reads and decodes only, to find out whether the source can be used.
    mutating func validate(_ rows: Range<Int>) throws {
        _ = try read(rows)
        _ = try decode(probe())
    }

    /// Reads the source's bytes and gives their digest.
    private mutating func read(_ rows: Range<Int>) throws -> Digest {
        let image = plan.catalogue.images[plan.balance.rows[rows.lowerBound].source]
        let entry = source.entry(of: image)
        try Refusal.catching { try source.reader.read(entry, with: inflater, into: &bytes) }
        return SHA256.digest(of: bytes)
    }

    private func probe() throws -> ImageHeader {
        try Refusal.catching { try ImageHeader.probe(bytes.span, limits: limits) }
    }

    /// The source's pixels at the size of the archive's images.
    private func decode(_ header: ImageHeader) throws -> Image {
        let target = plan.options.size.fixed
        return try Refusal.catching {
            let decoded = try codec.decode(
                bytes.span,
                header: header,
                color: plan.options.color,
                covering: target
            )
            guard let target, target != decoded.size else { return decoded }
            return try codec.resize(decoded, to: target)
        }
    }

    private func make(
        _ row: Int,
        from pixels: borrowing Image,
        _ header: ImageHeader,
        _ digest: Digest
    ) throws -> RenderedImage {
        guard let operation = plan.balance.rows[row].operation else {
            return try finish(row, pixels, header, digest)
        }
        let altered = try Refusal.catching {
            try codec.apply(operation, border: plan.options.border, to: pixels)
        }
        return try finish(row, altered, header, digest)
    }

    private func finish(
        _ row: Int,
        _ pixels: borrowing Image,
        _ header: ImageHeader,
        _ digest: Digest
    ) throws -> RenderedImage {
        let encoding = plan.balance.rows[row].encoding
        let output: [UInt8] =
            switch encoding {
            case .unchanged: bytes
            case .png: try Refusal.catching { try codec.encode(pixels, as: .png) }
            case .jpeg:
                try Refusal.catching {
                    try codec.encode(pixels, as: .jpeg(quality: plan.options.quality))
                }
            }
        return RenderedImage(
            row: row,
            bytes: output,
            crc32: ZipWriter.crc32(of: output),
            sha256: SHA256.digest(of: output),
            sourceSHA256: digest,
            width: pixels.width,
            height: pixels.height,
            // A copy has the alpha channel still that decoding took off.
            channels: encoding == .unchanged ? header.channels : pixels.channels,
            bitDepth: encoding == .jpeg ? 8 : pixels.bitDepth
        )
    }
}

extension OutputSize {
    /// The size that all images get, nil where each keeps its own.
    fileprivate var fixed: PixelSize? {
        if case .fixed(let size) = self { size } else { nil }
    }
}

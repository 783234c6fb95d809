// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import Imaging
internal import POSIX
internal import Zip

/// Reads and decodes a source once and makes images of it: one worker's tools, without a plan.
///
/// What it makes depends on the options that concern pixels and on its arguments alone, so an
/// image is the same whoever makes it: a job, or who checks one later.
struct ImageMaker {
    /// A source's pixels at the size of the archive's images, with what its file said of itself.
    struct Decoded: ~Copyable {
        let header: ImageHeader
        let pixels: Image
    }

    /// An image's file, with what a manifest says of it.
    struct Made: Sendable {
        let bytes: [UInt8]
        let sha256: Digest
        let width: Int
        let height: Int
        let channels: Int
        let bitDepth: Int
    }

    /// The memory of a file that is kept for the next one.
    private static let keptBytes = 16 << 20

    let options: Options
    private let size: OutputSize
    private let fit: Fit
    private let color: ColorMode
    private let quality: Int
    let limits: ImageLimits
    private let inflater = Inflater()
    private let codec: Codec
    /// The file that was read last; its memory is used again.
    private(set) var bytes: [UInt8] = []
    #if DEBUG
    /// The digest of ``bytes``, for tests that want an image to end the process.
    private(set) var digest: Digest?
    #endif

    /// - Throws: `PipelineError` without memory.
    init(_ options: Options, limits: ImageLimits) throws {
        self.options = options
        size = options.size
        fit = options.fit
        color = options.color
        quality = options.quality
        self.limits = limits
        codec = try Refusal.catching { try Codec() }
    }

    /// Reads a source, of which the next images are made, and gives its digest.
    ///
    /// - Parameter share: charged with what this takes, before it is read.
    /// - Throws: `Refusal` for an entry that is damaged.
    mutating func read(
        _ entry: ZipEntry,
        from reader: ZipReader,
        charging share: inout ByteBudget.Share
    ) throws -> Digest {
        // Before others are waited for.
        if bytes.capacity > Self.keptBytes { bytes = [] }
        let needed = entry.readingBytes
        try Refusal.catching { try limits.checkWorking(needed) }
        share.charge(needed)
        try Refusal.catching { try reader.read(entry, with: inflater, into: &bytes) }
        let digest = SHA256.digest(of: bytes)
        #if DEBUG
        self.digest = digest
        #endif
        return digest
    }

    /// Decodes the source that was read last.
    ///
    /// - Parameter share: charged with what this takes, before any pixel is decoded.
    /// - Throws: `Refusal` for a source that is no sound image.
    func decode(charging share: inout ByteBudget.Share) throws -> Decoded {
        // First, so that a source is refused in the same words whether or not the plan at hand
        // would have decoded it.
        if try isCopiedAsOriginal() { _ = try checkStructure() }
        #if DEBUG
        crashIfTold()
        #endif
        let header = try Refusal.catching { try ImageHeader.probe(bytes.span, limits: limits) }
        let needed = workingBytes(of: header)
        try Refusal.catching { try limits.checkWorking(bytes.count + needed) }
        share.charge(needed)
        let pixels = try Refusal.catching {
            guard let target = size.fixed else {
                return try codec.decode(bytes.span, header: header, color: color)
            }
            return try codec.decode(
                bytes.span,
                header: header,
                color: color,
                size: target,
                fit: fit
            )
        }
        return Decoded(header: header, pixels: pixels)
    }

    /// Bytes that decoding the source that was read last takes, and an image made of it at its own
    /// size: the altered pixels, and their file, a PNG once more on its way out of its encoder.
    private func workingBytes(of header: ImageHeader) -> Int {
        let decoding = header.workingBytes(
            at: fit == .crop ? nil : size.fixed,
            color: color,
            of: bytes.span
        )
        if size.fixed != nil { return decoding }
        let encoding = ImageEncoding(of: header.kind, isArtificial: true, options: options)
        let results = header.decodedBytes * (encoding == .jpeg ? 2 : 3)
        return max(decoding, header.decodedBytes + results)
    }

    /// Makes one image of the source that was read last.
    ///
    /// - Parameters:
    ///   - source: that source, decoded.
    ///   - operation: what is done to its pixels; nil for an original.
    ///   - border: what the operation puts beyond the edge.
    func make(
        from source: borrowing Decoded,
        _ operation: Operation?,
        border: Border,
        as encoding: ImageEncoding
    ) throws -> Made {
        guard let operation else { return try finish(source.pixels, source.header, encoding) }
        let altered = try Refusal.catching {
            try codec.apply(operation, border: border, to: source.pixels)
        }
        return try finish(altered, source.header, encoding)
    }

    /// Reads, decodes and measures a source of which no image is made.
    ///
    /// - Throws: `Refusal` for a source that is damaged, or no sound image.
    mutating func look(
        at entry: ZipEntry,
        in reader: ZipReader,
        charging share: inout ByteBudget.Share
    ) throws -> Observations.Observation {
        _ = try read(entry, from: reader, charging: &share)
        return try observe(decode(charging: &share), isCopied: true)
    }

    /// Measures the source that was read last.
    ///
    /// - Parameter isCopied: whether nothing but its own bytes goes into the archive.
    func observe(
        _ source: borrowing Decoded,
        isCopied: Bool
    ) throws -> Observations.Observation {
        let measurements = try Refusal.catching { try codec.measure(source.pixels) }
        return Observations.Observation(
            traits: ImageTraits(source.header, measurements),
            pixels: measurements.pixels,
            perceptual: measurements.perceptual,
            isBlended: source.pixels.alpha == .blended && !isCopied
        )
    }

    private func finish(
        _ pixels: borrowing Image,
        _ header: ImageHeader,
        _ encoding: ImageEncoding
    ) throws -> Made {
        let output: [UInt8] =
            switch encoding {
            case .unchanged: bytes
            case .png: try Refusal.catching { try codec.encode(pixels, as: .png) }
            case .jpeg:
                try Refusal.catching { try codec.encode(pixels, as: .jpeg(quality: quality)) }
            }
        return Made(
            bytes: output,
            sha256: SHA256.digest(of: output),
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

extension ZipEntry {
    /// Bytes that reading it whole takes: a deflated one's both ways.
    var readingBytes: Int {
        let input = method == .deflated ? compressedSize : 0
        return Int(clamping: uncompressedSize) + Int(clamping: input)
    }
}

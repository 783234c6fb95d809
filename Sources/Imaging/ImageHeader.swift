// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset

/// What an image file says of itself before a pixel is decoded.
package struct ImageHeader: Sendable, Hashable {
    /// The format, by signature.
    package let kind: ImageKind
    /// The size as stored, before ``orientation`` is applied.
    package let width: Int
    package let height: Int
    /// How the stored pixels must be turned to stand upright: EXIF's 1 to 8; 1 when not told.
    ///
    /// Read from the EXIF of JPEG, PNG (`eXIf`) and WebP, and from a TIFF's own tag. A damaged
    /// EXIF block counts as none.
    package var orientation = 1
    /// Channels as stored: 1 grey, 2 grey and alpha, 3 colour (palettes too), 4 colour and alpha.
    package let channels: Int
    /// Bits a sample once decoded, 8 or 16; fewer than 8 are widened.
    package let bitDepth: Int
    /// Whether it is a progressive JPEG, whose coefficients are all held while it is decoded.
    package var isProgressive = false
    /// Bytes that the decoder takes beside the pixels: a JPEG's coefficients, of all components as
    /// they are sampled; a block of a TIFF, and what comes of it; a lossless WebP, once more.
    var decoderBytes = 0
    /// What the fourth channel is to the decoder.
    var alpha = Alpha.absent
    /// Whether the stored zero is white (TIFF's WhiteIsZero).
    var isInverted = false

    /// What the channel beside the colours means, and so how it is taken off.
    enum Alpha: Sendable, Hashable {
        case absent
        /// Padding, or an alpha that writers of the format leave unset: cut off.
        case meaningless
        /// Colours are multiplied by it already: cut off.
        case premultiplied
        /// Colours are multiplied by it when it is cut off: seen against black.
        case straight
    }

    /// The width in pixels when the image stands upright.
    package var orientedWidth: Int { orientation < 5 ? width : height }
    /// The height in pixels when the image stands upright.
    package var orientedHeight: Int { orientation < 5 ? height : width }

    /// Channels of the pixels that the decoder gives, alpha or padding included.
    var decodedChannels: Int { alpha == .absent ? channels : 4 }
    /// Bytes of the decoded pixels.
    package var decodedBytes: Int { width * height * decodedChannels * (bitDepth / 8) }
    /// Bytes that decoding holds at its peak, the file itself not counted: what to reserve.
    ///
    /// - Parameters:
    ///   - size: the size that the image is shrunk to; nil where all its pixels are in memory.
    ///   - color: what becomes of the colours.
    ///   - bytes: the whole file, which some decoders are given a copy of.
    package func workingBytes(
        at size: PixelSize? = nil,
        color: ColorMode = .keep,
        of bytes: Span<UInt8>
    ) -> Int {
        let staysGrey = color != .gray || channels == 1
        let isShrunk = alpha == .absent && storedTarget(size) != nil
        let others = alpha != .absent || orientation != 1 || isInverted ? decodedBytes : 0
        switch kind {
        case .jpeg:
            // Rows on their way, and what the resampler sums up of them.
            let rows = width * channels * 64
            let holdsCoefficients = isProgressive || JPEGHeader.hasSeveralScans(bytes, self)
            let coefficients = holdsCoefficients ? decoderBytes : 0
            return coefficients + (isShrunk ? rows : max(rows, decodedBytes + others))
        case .png:
            let filtered = decodedBytes + height
            let pixels = isShrunk && staysGrey ? width * channels * 64 : decodedBytes
            return bytes.count + pixels + max(filtered, others)
        case .tiff:
            return bytes.count + decodedBytes + max(decoderBytes, others)
        case .bmp:
            return decodedBytes + others
        case .webp:
            return decodedBytes + max(decoderBytes, others)
        }
    }

    /// Reads the header of a whole file and checks it against the limits; decodes nothing.
    ///
    /// The file's structure is followed as far as it is cheap: every chunk, strip or pixel row of a
    /// PNG, BMP, WebP or TIFF must lie inside the file. A JPEG is read up to its frame header.
    ///
    /// - Throws: `ImagingError`, one of `unknownFormat`, `truncated`, `corrupt`, `tooLarge` and
    ///   `unsupported`.
    package static func probe(
        _ bytes: Span<UInt8>,
        limits: ImageLimits = ImageLimits()
    ) throws(ImagingError) -> ImageHeader {
        guard let kind = ImageKind(signature: bytes) else {
            throw ImagingError(.unknownFormat, "it begins like no image format that is accepted")
        }
        let header =
            switch kind {
            case .jpeg: try JPEGHeader.read(bytes)
            case .png: try PNGStructure(bytes).header
            case .bmp: try BMPHeader.read(bytes)
            case .webp: try WebPContainer.read(bytes)
            case .tiff: try TIFFLayout(bytes).header
            }
        try limits.check(header)
        return header
    }

    /// Reads the header of a whole file and follows its structure to the end; decodes nothing.
    ///
    /// Beyond ``probe(_:limits:)``, a JPEG's scans must be there with enough data up to its end
    /// marker, and a PNG's checksums must be right and its data enough. What only decoding shows,
    /// codes without a meaning above all, is not found; the other formats have no more to check.
    ///
    /// - Throws: `ImagingError`, as ``probe(_:limits:)``.
    package static func checkStructure(
        _ bytes: Span<UInt8>,
        limits: ImageLimits = ImageLimits()
    ) throws(ImagingError) -> ImageHeader {
        let header = try probe(bytes, limits: limits)
        switch header.kind {
        case .jpeg: _ = try JPEGStructure.check(bytes)
        case .png: try PNGStructure(bytes).checkData(bytes)
        case .bmp, .webp, .tiff: break
        }
        return header
    }

    /// Like ``probe(_:limits:)`` for bytes that are not in a Swift array.
    ///
    /// - Parameter bytes: must stay valid and unchanged during the call.
    package static func probe(
        _ bytes: UnsafeRawBufferPointer,
        limits: ImageLimits = ImageLimits()
    ) throws(ImagingError) -> ImageHeader {
        try probe(unsafe Span(_unsafeBytes: bytes), limits: limits)
    }
}

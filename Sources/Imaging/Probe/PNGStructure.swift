// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

/// The chunks of a PNG (ISO/IEC 15948), found by their lengths and kept by their meaning.
///
/// Everything that is no part of the image (text, profiles, times) is left out of ``image``, so
/// the decoder never inflates or stores it, whatever its size.
struct PNGStructure {
    private let start: PNGHeader
    private(set) var orientation = 1
    /// The parts of the file that make up the image, in order: the signature, IHDR, a palette
    /// image's PLTE, tRNS where it makes alpha, IDAT and IEND.
    private(set) var image = [0..<8]
    /// Every chunk, for its checksum: a damaged name makes an unknown chunk of a needed one.
    private(set) var chunks: [Range<Int>] = []

    /// What the parts of the image data are without their chunks: one zlib stream.
    private(set) var data: [Range<Int>] = []

    private var paletteCount: Int?
    private var transparencyLength: Int?
    private var dataLength = 0
    private var dataHasEnded = false

    /// Follows every chunk up to IEND; what comes after it is not looked at.
    init(_ bytes: Span<UInt8>) throws(ImagingError) {
        start = try PNGHeader(bytes)
        var offset = 8
        var kind = 0
        while kind != Kind.end {
            guard let length = bytes.bigEndian32(at: offset),
                let name = bytes.bigEndian32(at: offset + 4),
                length <= bytes.count - offset - 12
            else { throw ImagingError(.truncated, "the PNG ends before its last chunk") }
            let chunk = offset..<(offset + 12 + length)
            kind = name
            chunks.append(chunk)
            try add(chunk, kind, bytes)
            offset = chunk.upperBound
        }
        guard dataLength > 0 else { throw corruptPNG("no image data") }
        guard start.colour != .palette || paletteCount != nil else {
            throw corruptPNG("no palette")
        }
    }

    /// Checks that the image data may become the whole image, and every checksum.
    ///
    /// Deflate makes at most 1,032 bytes of one; where the data is less than that asks for, memory
    /// for the pixels need not be. libpng checks checksums too, but says what it finds on the
    /// process's standard error.
    ///
    /// - Parameter bytes: what the structure was read from.
    /// - Throws: `ImagingError` `truncated` or `corrupt`.
    func checkData(_ bytes: Span<UInt8>) throws(ImagingError) {
        guard dataLength >= start.filteredBytes / 1_032 else {
            throw ImagingError(.truncated, "the PNG has too little data for its size")
        }
        for chunk in chunks {
            let end = chunk.upperBound - 4
            let expected = bytes.bigEndian32(at: end) ?? 0
            guard crc32(bytes, (chunk.lowerBound + 4)..<end) == expected else {
                throw corruptPNG("a wrong checksum")
            }
        }
    }

    /// Whether the image data is rows of whole bytes that are samples as they are, which the codec
    /// reads itself.
    var hasPlainRows: Bool {
        if start.isInterlaced || start.bitDepth < 8 { return false }
        return switch start.colour {
        case .grey, .colourAlpha: true
        case .colour: transparencyLength == nil
        case .palette, .greyAlpha: false
        }
    }

    var header: ImageHeader {
        let hasAlpha =
            switch start.colour {
            case .grey, .greyAlpha, .colourAlpha: start.colour != .grey
            case .colour, .palette: transparencyLength != nil
            }
        let isGrey = start.colour == .grey || start.colour == .greyAlpha
        return ImageHeader(
            kind: .png,
            width: start.width,
            height: start.height,
            orientation: orientation,
            channels: (isGrey ? 1 : 3) + (hasAlpha ? 1 : 0),
            bitDepth: start.bitDepth == 16 ? 16 : 8,
            alpha: hasAlpha ? .straight : .absent
        )
    }

    private mutating func add(
        _ chunk: Range<Int>,
        _ kind: Int,
        _ bytes: Span<UInt8>
    ) throws(ImagingError) {
        let length = chunk.count - 12
        if kind != Kind.imageData, dataLength > 0 { dataHasEnded = true }
        switch kind {
        case Kind.header:
            guard chunk.lowerBound == 8 else { throw corruptPNG("a second header") }
            keep(chunk)
        case Kind.palette:
            guard paletteCount == nil, dataLength == 0, length % 3 == 0, (3...768).contains(length)
            else { throw corruptPNG("a bad palette") }
            paletteCount = length / 3
            if start.colour == .palette { keep(chunk) }
        case Kind.transparency:
            try addTransparency(chunk)
        case Kind.imageData:
            guard !dataHasEnded else { throw corruptPNG("image data in two places") }
            dataLength += length
            data.append((chunk.lowerBound + 8)..<(chunk.upperBound - 4))
            keep(chunk)
        case Kind.end:
            guard length == 0 else { throw corruptPNG("a last chunk that is not empty") }
            keep(chunk)
        case Kind.animation:
            throw ImagingError(.unsupported, "an animated PNG is not taken")
        case Kind.exif:
            let block = (chunk.lowerBound + 8)..<(chunk.upperBound - 4)
            orientation = EXIF.orientation(bytes.extracting(block))
        default:
            // Bit 5 of the first letter is clear in chunks that a decoder must understand (5.4).
            guard kind >> 24 & 0x20 != 0 else { throw corruptPNG("an unknown critical chunk") }
        }
    }

    /// Palettes and true colour get a fourth channel from tRNS; a grey image's one transparent
    /// level stays the grey it is.
    private mutating func addTransparency(_ chunk: Range<Int>) throws(ImagingError) {
        let length = chunk.count - 12
        guard transparencyLength == nil, dataLength == 0 else {
            throw corruptPNG("transparency out of place")
        }
        switch start.colour {
        case .palette:
            guard (1...256).contains(length), length <= paletteCount ?? 0 else {
                throw corruptPNG("transparency beyond the palette")
            }
        case .colour:
            guard length == 6 else { throw corruptPNG("a bad transparent colour") }
        case .grey, .greyAlpha, .colourAlpha:
            return
        }
        transparencyLength = length
        keep(chunk)
    }

    private mutating func keep(_ chunk: Range<Int>) {
        if let last = image.last, last.upperBound == chunk.lowerBound {
            image[image.count - 1] = last.lowerBound..<chunk.upperBound
        } else {
            image.append(chunk)
        }
    }

    /// The four letters of a chunk's name as a big-endian number.
    private enum Kind {
        static let header = 0x4948_4452
        static let palette = 0x504C_5445
        static let transparency = 0x7452_4E53
        static let imageData = 0x4944_4154
        static let end = 0x4945_4E44
        static let animation = 0x6163_544C
        static let exif = 0x6558_4966
    }
}

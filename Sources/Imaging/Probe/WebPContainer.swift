// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset

/// The RIFF container of a WebP (RFC 9649) and the size in its first bitstream header.
enum WebPContainer {
    static func read(_ bytes: Span<UInt8>) throws(ImagingError) -> ImageHeader {
        guard let size = bytes.littleEndian32(at: 4), size + 8 <= bytes.count else {
            throw ImagingError(.truncated, "the WebP is shorter than it says")
        }
        let end = size + 8
        var offset = 12
        var header: ImageHeader?
        var hasImage = false
        while offset < end {
            guard let length = bytes.littleEndian32(at: offset + 4), length <= end - offset - 8
            else { throw corrupt("a chunk beyond its end") }
            let body = bytes.extracting((offset + 8)..<(offset + 8 + length))
            if bytes.has("VP8X", at: offset), header == nil {
                header = try extended(body)
            } else if bytes.has("VP8 ", at: offset) {
                header = try merged(lossy(body), into: header, hasImage: &hasImage)
            } else if bytes.has("VP8L", at: offset) {
                header = try merged(lossless(body), into: header, hasImage: &hasImage)
            } else if bytes.has("ANIM", at: offset) || bytes.has("ANMF", at: offset) {
                throw Self.animated
            } else if bytes.has("EXIF", at: offset) {
                header?.orientation = orientation(body)
            }
            offset += 8 + length + length % 2
        }
        guard hasImage, let header else { throw corrupt("no image") }
        return header
    }

    /// The canvas of VP8X stands, and the one image in it must be as large.
    private static func merged(
        _ image: ImageHeader,
        into canvas: ImageHeader?,
        hasImage: inout Bool
    ) throws(ImagingError) -> ImageHeader {
        guard !hasImage else { throw corrupt("two images") }
        hasImage = true
        guard let canvas else { return image }
        guard canvas.width == image.width, canvas.height == image.height else {
            throw corrupt("an image of another size than its canvas")
        }
        var header = canvas
        header.decoderBytes = image.decoderBytes
        return header
    }

    private static func extended(_ body: Span<UInt8>) throws(ImagingError) -> ImageHeader {
        guard let flags = body.byte(at: 0), let width = body.littleEndian32(at: 4),
            let height = body.littleEndian32(at: 6), body.count >= 10
        else { throw corrupt("a short header") }
        guard flags & 0x02 == 0 else { throw Self.animated }
        return header((width & 0xFF_FFFF) + 1, (height >> 8) + 1, hasAlpha: flags & 0x10 != 0)
    }

    /// The frame header of VP8 (RFC 6386, 9.1): a key frame, its start code, 14 bits a side.
    private static func lossy(_ body: Span<UInt8>) throws(ImagingError) -> ImageHeader {
        guard let tag = body.byte(at: 0), let width = body.littleEndian16(at: 6),
            let height = body.littleEndian16(at: 8), tag & 1 == 0,
            body.bigEndian32(at: 2).map({ $0 & 0xFF_FFFF }) == 0x9D012A
        else { throw corrupt("a bad VP8 frame header") }
        return header(width & 0x3FFF, height & 0x3FFF, hasAlpha: false)
    }

    private static func lossless(_ body: Span<UInt8>) throws(ImagingError) -> ImageHeader {
        guard body.byte(at: 0) == 0x2F, let bits = body.littleEndian32(at: 1), bits >> 29 == 0
        else { throw corrupt("a bad VP8L header") }
        var header = header(
            (bits & 0x3FFF) + 1,
            (bits >> 14 & 0x3FFF) + 1,
            hasAlpha: bits >> 28 & 1 == 1
        )
        header.decoderBytes = 4 * header.width * header.height
        return header
    }

    private static func header(_ width: Int, _ height: Int, hasAlpha: Bool) -> ImageHeader {
        ImageHeader(
            kind: .webp,
            width: width,
            height: height,
            channels: hasAlpha ? 4 : 3,
            bitDepth: 8,
            alpha: hasAlpha ? .straight : .absent
        )
    }

    /// Some writers put the six bytes before the EXIF block that only JPEG asks for.
    private static func orientation(_ body: Span<UInt8>) -> Int {
        EXIF.orientation(body.has("Exif\0\0", at: 0) ? body.extracting(6..<body.count) : body)
    }

    private static let animated = ImagingError(.unsupported, "an animated WebP is not taken")

    private static func corrupt(_ fault: String) -> ImagingError {
        ImagingError(.corrupt, "the WebP has \(fault)")
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging
package import Dataset

extension Codec {
    /// Decodes a whole file to upright pixels of 1 or 3 channels, 8 or 16 bits as stored.
    ///
    /// A file that is not whole is refused, and no pixel comes from memory that the decoder left as
    /// it was. PNG and deflated TIFF have checksums; in the other formats, changed bytes that
    /// decode without a complaint are another image, and taken.
    ///
    /// - Parameters:
    ///   - header: what ``ImageHeader/probe(_:limits:)`` read from the same bytes.
    ///   - color: what becomes of the colours.
    ///   - size: the size of the upright result, its proportions not kept; nil for the image's own.
    ///     It is reached by ``resize(_:to:)``'s rules. A JPEG that shrinks is never in memory as a
    ///     whole, and always decoded in full: libjpeg's scaled decoding would soften JPEGs alone,
    ///     which could tell a network the class.
    /// - Throws: `ImagingError`: `truncated`, `corrupt`, `unsupported`, `outOfMemory`, `failed`.
    package func decode(
        _ bytes: Span<UInt8>,
        header: ImageHeader,
        color: ColorMode = .keep,
        size: PixelSize? = nil
    ) throws(ImagingError) -> Image {
        let target = header.storedTarget(size)
        var image =
            switch header.kind {
            case .jpeg: try decodeJPEG(bytes, header, color, target)
            case .png: try decodePNG(bytes, header, color, target)
            case .bmp, .webp: try decodeWhole(bytes, header)
            case .tiff: try decodeTIFF(bytes, header)
            }
        try dropAlpha(header, &image)
        if header.isInverted { try check(unsafe eq_invert(handle, image.pointer)) }
        if color == .gray, image.channels == 3 {
            try check(unsafe eq_to_grey(handle, image.pointer))
        }
        // Before it is turned, because there is less to turn then.
        if let target, target != image.size { image = try resize(image, to: target) }
        if color == .rgb, image.channels == 1 {
            try check(unsafe eq_to_colour(handle, image.pointer))
        }
        if header.orientation != 1 {
            try check(unsafe eq_orient(handle, image.pointer, Int32(header.orientation)))
        }
        guard let size, size != image.size else { return image }
        return try resize(image, to: size)
    }

    /// Like ``decode(_:header:color:size:)`` for bytes that are not in a Swift array.
    ///
    /// - Parameter bytes: must stay valid and unchanged during the call.
    package func decode(
        _ bytes: UnsafeRawBufferPointer,
        header: ImageHeader,
        color: ColorMode = .keep,
        size: PixelSize? = nil
    ) throws(ImagingError) -> Image {
        let span = unsafe Span<UInt8>(_unsafeBytes: bytes)
        return try decode(span, header: header, color: color, size: size)
    }

    private func decodeJPEG(
        _ bytes: Span<UInt8>,
        _ header: ImageHeader,
        _ color: ColorMode,
        _ target: PixelSize?
    ) throws(ImagingError) -> Image {
        let size = target ?? PixelSize(width: header.width, height: header.height)
        return try unsafe makingOf(bytes) {
            unsafe eq_decode_jpeg(
                handle,
                $0.baseAddress,
                $0.count,
                Int32(header.width),
                Int32(header.height),
                Int32(size.width),
                Int32(size.height),
                header.channels == 1 || color == .gray,
                $1
            )
        }
    }

    private func decodePNG(
        _ bytes: Span<UInt8>,
        _ header: ImageHeader,
        _ color: ColorMode,
        _ target: PixelSize?
    ) throws(ImagingError) -> Image {
        let structure = try PNGStructure(bytes)
        try structure.checkData(bytes)
        if structure.hasPlainRows {
            // What other steps must see first is not shrunk on the way.
            let isReady = header.alpha == .absent && (color != .gray || header.channels == 1)
            do throws(ImagingError) {
                return try gathering(structure.data, of: bytes) { (stream) throws(ImagingError) in
                    try decodeRows(stream, header, isReady ? target : nil)
                }
            } catch  where error.code == .failed {
                // More data than there are rows: libpng puts up with that.
            }
        }
        return try gathering(structure.image, of: bytes) { (file) throws(ImagingError) in
            try decodeWhole(file, header)
        }
    }

    /// The parts of a file one after another, without a copy where there is but one.
    private func gathering(
        _ parts: [Range<Int>],
        of bytes: Span<UInt8>,
        _ body: (Span<UInt8>) throws(ImagingError) -> Image
    ) throws(ImagingError) -> Image {
        if let part = parts.first, parts.count == 1 { return try body(bytes.extracting(part)) }
        var whole = takeBuffer()
        for part in parts {
            unsafe bytes.extracting(part).withUnsafeBufferPointer {
                unsafe whole.append(contentsOf: $0)
            }
        }
        defer { keepBuffer(whole) }
        return try body(whole.span)
    }

    /// Reads the zlib stream of a PNG with plain rows; stricter than libpng.
    func decodeRows(
        _ stream: Span<UInt8>,
        _ header: ImageHeader,
        _ target: PixelSize?
    ) throws(ImagingError) -> Image {
        let size = target ?? PixelSize(width: header.width, height: header.height)
        return try unsafe makingOf(stream) {
            unsafe eq_decode_png(
                handle,
                $0.baseAddress,
                $0.count,
                Int32(header.width),
                Int32(header.height),
                Int32(header.decodedChannels),
                Int32(header.bitDepth),
                Int32(size.width),
                Int32(size.height),
                $1
            )
        }
    }

    private func decodeTIFF(
        _ bytes: Span<UInt8>,
        _ header: ImageHeader
    ) throws(ImagingError) -> Image {
        let layout = try TIFFLayout(bytes)
        guard layout.compression == .none || eq_reports_tiff_errors() else {
            throw ImagingError(.unsupported, "compressed TIFF cannot be checked on this system")
        }
        var file = takeBuffer()
        layout.rewrite(bytes, into: &file)
        defer { keepBuffer(file) }
        return try decodeWhole(file.span, header)
    }

    /// Decodes through OpenCV a file whose structure has been followed to its end.
    private func decodeWhole(
        _ bytes: Span<UInt8>,
        _ header: ImageHeader
    ) throws(ImagingError) -> Image {
        try unsafe makingOf(bytes) {
            unsafe eq_decode(
                handle,
                $0.baseAddress,
                $0.count,
                Int32(header.width),
                Int32(header.height),
                Int32(header.decodedChannels),
                Int32(header.bitDepth),
                $1
            )
        }
    }

    /// Calls a C function that makes an image of a file's bytes.
    private func makingOf(
        _ bytes: Span<UInt8>,
        _ body: (UnsafeBufferPointer<UInt8>, UnsafeMutablePointer<OpaquePointer?>) -> Int32
    ) throws(ImagingError) -> Image {
        try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(ImagingError) in
            try unsafe making { unsafe body(buffer, $0) }
        }
    }

    private func dropAlpha(_ header: ImageHeader, _ image: inout Image) throws(ImagingError) {
        guard header.alpha != .absent else { return }
        var isTranslucent = false
        try check(
            unsafe eq_drop_alpha(handle, image.pointer, header.alpha == .straight, &isTranslucent)
        )
        if header.alpha != .meaningless { image.alpha = isTranslucent ? .blended : .opaque }
        if header.channels == 2 { try check(unsafe eq_keep_first_channel(handle, image.pointer)) }
    }
}

extension ImageHeader {
    /// A size of the upright image as that of the stored pixels, which may lie on their side; nil
    /// where a side of these is shorter, so that they cannot be shrunk to it.
    func storedTarget(_ size: PixelSize?) -> PixelSize? {
        guard let size else { return nil }
        precondition(size.width > 0 && size.height > 0)
        let target =
            orientation < 5 ? size : PixelSize(width: size.height, height: size.width)
        return target.width <= width && target.height <= height ? target : nil
    }
}

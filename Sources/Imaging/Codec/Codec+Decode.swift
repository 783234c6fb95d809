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
    ///   - target: the size that the image is to be resized to. A JPEG is then decoded at the
    ///     smallest of 1/8, 1/4 and 1/2 of its size whose sides are both at least twice the
    ///     target's, else in full: a tighter scale would soften JPEGs alone, which could tell a
    ///     network the class.
    /// - Throws: `ImagingError`: `truncated`, `corrupt`, `unsupported`, `outOfMemory`, `failed`.
    package func decode(
        _ bytes: Span<UInt8>,
        header: ImageHeader,
        color: ColorMode = .keep,
        covering target: PixelSize? = nil
    ) throws(ImagingError) -> Image {
        var image =
            switch header.kind {
            case .jpeg: try decodeJPEG(bytes, header, color, target)
            case .png: try decodePNG(bytes, header)
            case .bmp, .webp: try decodeWhole(bytes, header)
            case .tiff: try decodeTIFF(bytes, header)
            }
        try dropAlpha(header, &image)
        if header.isInverted { try check(unsafe eq_invert(handle, image.pointer)) }
        switch (color, image.channels) {
        case (.gray, 3): try check(unsafe eq_to_grey(handle, image.pointer))
        case (.rgb, 1): try check(unsafe eq_to_colour(handle, image.pointer))
        default: break
        }
        if header.orientation != 1 {
            try check(unsafe eq_orient(handle, image.pointer, Int32(header.orientation)))
        }
        return image
    }

    /// Like ``decode(_:header:color:covering:)`` for bytes that are not in a Swift array.
    ///
    /// - Parameter bytes: must stay valid and unchanged during the call.
    package func decode(
        _ bytes: UnsafeRawBufferPointer,
        header: ImageHeader,
        color: ColorMode = .keep,
        covering target: PixelSize? = nil
    ) throws(ImagingError) -> Image {
        let span = unsafe Span<UInt8>(_unsafeBytes: bytes)
        return try decode(span, header: header, color: color, covering: target)
    }

    private func decodeJPEG(
        _ bytes: Span<UInt8>,
        _ header: ImageHeader,
        _ color: ColorMode,
        _ target: PixelSize?
    ) throws(ImagingError) -> Image {
        let eighths = target.map { header.eighths(covering: $0) } ?? 8
        return try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(ImagingError) in
            try unsafe making {
                unsafe eq_decode_jpeg(
                    handle,
                    buffer.baseAddress,
                    buffer.count,
                    Int32(header.width),
                    Int32(header.height),
                    Int32(eighths),
                    header.channels == 1 || color == .gray,
                    $0
                )
            }
        }
    }

    /// libpng checks the checksums too, but says what it finds on the process's standard error.
    private func decodePNG(
        _ bytes: Span<UInt8>,
        _ header: ImageHeader
    ) throws(ImagingError) -> Image {
        let structure = try PNGStructure(bytes)
        guard structure.isPlausible else {
            throw ImagingError(.truncated, "the PNG has too little data for its size")
        }
        for chunk in structure.chunks {
            let end = chunk.upperBound - 4
            let expected = bytes.bigEndian32(at: end) ?? 0
            guard CRC32.checksum(bytes, (chunk.lowerBound + 4)..<end) == expected else {
                throw ImagingError(.corrupt, "a checksum of the PNG is wrong")
            }
        }
        if structure.image.count == 1 { return try decodeWhole(bytes, header) }
        var file = takeBuffer()
        for range in structure.image {
            unsafe bytes.extracting(range).withUnsafeBufferPointer {
                unsafe file.append(contentsOf: $0)
            }
        }
        defer { buffer = file }
        return try decodeWhole(file.span, header)
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
        defer { buffer = file }
        return try decodeWhole(file.span, header)
    }

    /// Decodes through OpenCV a file whose structure has been followed to its end.
    private func decodeWhole(
        _ bytes: Span<UInt8>,
        _ header: ImageHeader
    ) throws(ImagingError) -> Image {
        try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(ImagingError) in
            try unsafe making {
                unsafe eq_decode(
                    handle,
                    buffer.baseAddress,
                    buffer.count,
                    Int32(header.width),
                    Int32(header.height),
                    Int32(header.decodedChannels),
                    Int32(header.bitDepth),
                    $0
                )
            }
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
    /// The least n of 1, 2, 4 for which n/8 of the stored size covers twice the target, or 8.
    ///
    /// libjpeg-turbo has vector code for these scales alone. Measured, 3/8 costs what 4/8 does, and
    /// 5/8, 6/8 and 7/8 take up to twice (in colour thrice) the time of the full size.
    func eighths(covering target: PixelSize) -> Int {
        precondition(target.width > 0 && target.height > 0)
        let turned = orientation >= 5
        let (wide, high) =
            turned ? (target.height, target.width) : (target.width, target.height)
        return [1, 2, 4].first {
            (width * $0 + 7) / 8 / 2 >= wide && (height * $0 + 7) / 8 / 2 >= high
        }
            ?? 8
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging
package import Dataset

extension Codec {
    /// Decodes a whole file to upright pixels of a size, placed in it as `fit` says.
    ///
    /// What is cropped is in memory as a whole first; the rest is ``decode(_:header:color:size:)``.
    ///
    /// - Throws: `ImagingError`: `truncated`, `corrupt`, `unsupported`, `outOfMemory`, `failed`.
    package func decode(
        _ bytes: Span<UInt8>,
        header: ImageHeader,
        color: ColorMode,
        size: PixelSize,
        fit: Fit
    ) throws(ImagingError) -> Image {
        let source = PixelSize(width: header.orientedWidth, height: header.orientedHeight)
        let placement = fit.placement(of: source, in: size)
        let isWhole = placement.part == source
        let image = try decode(
            bytes,
            header: header,
            color: color,
            size: isWhole ? placement.scaled : nil
        )
        return image.size == size ? image : try place(image, in: size, fit)
    }

    /// The image at another size, its proportions kept or not as `fit` says.
    ///
    /// Resized by ``resize(_:to:)``'s rules; what is not covered is black.
    ///
    /// - Throws: `ImagingError`: `outOfMemory`, `failed`.
    package func place(
        _ image: borrowing Image,
        in size: PixelSize,
        _ fit: Fit
    ) throws(ImagingError) -> Image {
        let placement = fit.placement(of: image.size, in: size)
        let (part, scaled) = (placement.part, placement.scaled)
        var place = eq_placement(
            x: Int32(placement.origin.x),
            y: Int32(placement.origin.y),
            part_width: Int32(part.width),
            part_height: Int32(part.height),
            scaled_width: Int32(scaled.width),
            scaled_height: Int32(scaled.height),
            left: Int32(placement.offset.x),
            top: Int32(placement.offset.y),
            width: Int32(size.width),
            height: Int32(size.height)
        )
        var result = try unsafe makingFrom(image) { source, result in
            unsafe eq_place(handle, source, &place, result)
        }
        result.alpha = image.alpha
        return result
    }
}

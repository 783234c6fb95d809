// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging
internal import Dataset

extension Codec {
    /// Brightness, sharpness and the two digests of an image, in one go over its pixels.
    ///
    /// - Throws: `ImagingError`: `outOfMemory`, `failed`.
    package func measure(_ image: borrowing Image) throws(ImagingError) -> Measurements {
        let measured = try thumbnail(image)
        let (high, low) = measured.figures.digest
        return Measurements(
            brightness: measured.figures.brightness,
            sharpness: measured.figures.sharpness,
            pixels: PixelDigest(high: high, low: low),
            perceptual: perceptualHash(measured.thumbnail.span)
        )
    }

    /// The figures, and 32 rows of 32 means of the grey pixels with 65535 for full scale.
    func thumbnail(
        _ image: borrowing Image
    ) throws(ImagingError) -> (figures: eq_measures, thumbnail: [UInt16]) {
        var figures = eq_measures()
        let side = Int(eq_thumbnail_side)
        var thumbnail = [UInt16](repeating: 0, count: side * side)
        try check(unsafe eq_measure(handle, image.pointer, &figures, &thumbnail))
        return (figures, thumbnail)
    }
}

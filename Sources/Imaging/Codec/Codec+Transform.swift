// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging
package import Dataset

extension Codec {
    /// The image at another size, its proportions not kept: by area where neither side grows, so
    /// that every pixel counts, else bilinear.
    ///
    /// By area, a sample is the exact mean of those it covers, rounded half up; it differs from
    /// what OpenCV's INTER_AREA computes in floating point by no more than its rounding.
    ///
    /// - Throws: `ImagingError`: `outOfMemory`, `failed`.
    package func resize(
        _ image: borrowing Image,
        to size: PixelSize
    ) throws(ImagingError) -> Image {
        precondition(size.width > 0 && size.height > 0)
        var result = try unsafe makingFrom(image) { source, result in
            unsafe eq_resize(handle, source, Int32(size.width), Int32(size.height), result)
        }
        result.alpha = image.alpha
        return result
    }

    /// Calls a C function that makes an image of another.
    func makingFrom(
        _ image: borrowing Image,
        _ body: (OpaquePointer, UnsafeMutablePointer<OpaquePointer?>) -> Int32
    ) throws(ImagingError) -> Image {
        let source = unsafe image.pointer
        return try unsafe making { unsafe body(source, $0) }
    }
}

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

    /// The image after one augmentation, of the same size, channels and depth.
    ///
    /// A blur looks beyond the edge by `border` too, but never sees black there, which would darken
    /// the rim: for `constant` it takes OpenCV's default, REFLECT_101, as the tutorial's blur does.
    ///
    /// - Throws: `ImagingError`: `outOfMemory`, `failed`.
    package func apply(
        _ operation: Operation,
        border: Border,
        to image: borrowing Image
    ) throws(ImagingError) -> Image {
        switch operation {
        case .rotate(let centidegrees, let centre):
            let matrix = try rotation(
                centidegrees,
                about: centre.point(width: image.width, height: image.height)
            )
            return try warp(image, matrix, border)
        case .flip:
            return try unsafe makingFrom(image) { unsafe eq_flip(handle, $0, $1) }
        case .translate(let x, let y):
            return try warp(image, [1, 0, Double(x), 0, 1, Double(y)], border)
        case .blur(let kernel, let sigma):
            precondition(kernel > 0 && kernel % 2 == 1 && kernel <= 255 && sigma >= 0)
            let rim = border == .replicate ? eq_border_replicate : eq_border_reflect_101
            return try unsafe makingFrom(image) {
                unsafe eq_blur(handle, $0, Int32(kernel), Double(sigma), Int32(rim), $1)
            }
        }
    }

    /// The forward map of a rotation: getRotationMatrix2D's, its sine and cosine rounded to 2⁻³².
    ///
    /// libm's last bit differs between processors; what is rounded does not, and the archive is to
    /// be the same on all. The rounding moves no corner of the largest image by a 100,000th pixel.
    func rotation(
        _ centidegrees: Int,
        about point: (x: Double, y: Double)
    ) throws(ImagingError) -> [Double] {
        let unit = 4_294_967_296.0
        let exact = try unroundedRotation(centidegrees)
        let cosine = (exact.cosine * unit).rounded() / unit
        let sine = (exact.sine * unit).rounded() / unit
        return [
            cosine, sine, (1 - cosine) * point.x - sine * point.y,
            -sine, cosine, sine * point.x + (1 - cosine) * point.y,
        ]
    }

    /// OpenCV's terms of a rotation, as libm gives them.
    func unroundedRotation(
        _ centidegrees: Int
    ) throws(ImagingError) -> (cosine: Double, sine: Double) {
        var matrix = [Double](repeating: 0, count: 6)
        try check(unsafe eq_rotation_matrix(handle, Double(centidegrees) / 100, &matrix))
        return (matrix[0], matrix[1])
    }

    private func warp(
        _ image: borrowing Image,
        _ matrix: [Double],
        _ border: Border
    ) throws(ImagingError) -> Image {
        let rim =
            switch border {
            case .reflect: eq_border_reflect_101
            case .replicate: eq_border_replicate
            case .constant: eq_border_constant
            }
        return try unsafe makingFrom(image) {
            unsafe eq_warp(handle, $0, matrix, Int32(rim), $1)
        }
    }

    private func makingFrom(
        _ image: borrowing Image,
        _ body: (OpaquePointer, UnsafeMutablePointer<OpaquePointer?>) -> Int32
    ) throws(ImagingError) -> Image {
        let source = unsafe image.pointer
        return try unsafe making { unsafe body(source, $0) }
    }
}

extension RotationCentre {
    /// The point in pixels, where (0, 0) is the centre of the first pixel.
    func point(width: Int, height: Int) -> (x: Double, y: Double) {
        switch self {
        case .pixelCentre: (Double(width - 1) / 2, Double(height - 1) / 2)
        case .tutorial: (Double(height) / 2, Double(width) / 2)
        }
    }
}

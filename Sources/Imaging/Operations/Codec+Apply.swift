// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CImaging
package import Dataset

extension Codec {
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
            let point = centre.point(width: image.width, height: image.height)
            return try warp(image, rotation(centidegrees, about: point), border)
        case .flip:
            return try unsafe makingFrom(image) { unsafe eq_flip(handle, $0, false, $1) }
        case .verticalFlip:
            return try unsafe makingFrom(image) { unsafe eq_flip(handle, $0, true, $1) }
        case .translate(let x, let y):
            return try warp(image, [1, 0, Double(x), 0, 1, Double(y)], border)
        case .scale(let thousandths):
            return try warp(image, magnification(thousandths, of: image.size), border)
        case .blur(let kernel, let sigma):
            return try blur(image, kernel: kernel, sigma: sigma, border)
        }
    }

    private func blur(
        _ image: borrowing Image,
        kernel: Int,
        sigma: Int,
        _ border: Border
    ) throws(ImagingError) -> Image {
        precondition(kernel > 0 && kernel % 2 == 1 && kernel <= 255 && sigma >= 0)
        let rim = border == .replicate ? eq_border_replicate : eq_border_reflect_101
        return try unsafe makingFrom(image) {
            unsafe eq_blur(handle, $0, Int32(kernel), Double(sigma), Int32(rim), $1)
        }
    }
}

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
    /// What is composed is rounded to the image's depth after each step.
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
        case .brightness(let levels):
            return try brighten(image, levels: levels)
        case .contrast(let thousandths):
            return try stretchContrast(of: image, thousandths)
        case .gamma(let thousandths):
            return try bend(image, thousandths)
        case .noise(let centilevels, let seed):
            return try addNoise(to: image, centilevels: centilevels, seed: seed)
        case .composed(let steps):
            precondition(!steps.isEmpty)
            var result = try apply(steps[0], border: border, to: image)
            for step in steps.dropFirst() {
                result = try apply(step, border: border, to: result)
            }
            return result
        }
    }
}

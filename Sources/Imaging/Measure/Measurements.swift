// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset

/// What the pixels of one image measure, for reports on confounds and duplicates.
///
/// Colours are measured as grey, by the weights of Rec. 601 that OpenCV uses.
package struct Measurements: Sendable, Hashable {
    /// The mean of the grey pixels over full scale, 0 … 1.
    package let brightness: Double
    /// The variance of the Laplacian of the grey pixels on a scale of 0 … 255.
    ///
    /// Measured at 256 × 256 pixels (brought there by area where neither side grows, else
    /// bilinear), so that it compares between sizes, over the pixels that have four neighbours.
    /// A few tens are blurred, many hundreds crisp or noisy. Pech-Pacheco et al., "Diatom
    /// autofocusing in brightfield microscopy" (2000).
    package let sharpness: Double
    /// The same for two images when their decoded pixels are; to report with, never to delete by.
    package let pixels: PixelDigest
    /// The same, mostly, for two images that look alike; nil where the image is too flat to say.
    ///
    /// Made by ``perceptualHash(_:)`` in integers, so it is the same on every machine.
    package let perceptual: UInt64?
}

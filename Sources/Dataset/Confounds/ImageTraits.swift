// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What one source image is like apart from what it shows.
package struct ImageTraits: Sendable, Hashable {
    /// Columns of pixels once the image stands upright.
    package let width: Int
    /// Rows of pixels once the image stands upright.
    package let height: Int
    /// Bits a sample: 8 or 16.
    package let bitDepth: Int
    /// Channels as stored, alpha included.
    package let channels: Int
    /// The format, by signature.
    package let kind: ImageKind
    /// The mean grey value over full scale, 0 … 1; nil where it was not measured.
    package let brightness: Double?
    /// The variance of the Laplacian at a common size; nil where it was not measured.
    package let sharpness: Double?

    /// Traits read from a header and, where the pixels were looked at, measured on them.
    package init(
        width: Int,
        height: Int,
        bitDepth: Int,
        channels: Int,
        kind: ImageKind,
        brightness: Double? = nil,
        sharpness: Double? = nil
    ) {
        precondition(width > 0 && height > 0)
        self.width = width
        self.height = height
        self.bitDepth = bitDepth
        self.channels = channels
        self.kind = kind
        self.brightness = brightness
        self.sharpness = sharpness
    }

    /// Width over height.
    package var aspect: Double { Double(width) / Double(height) }
}

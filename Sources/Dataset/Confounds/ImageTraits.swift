// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What one source image is like apart from what it shows, in 32 bytes.
package struct ImageTraits: Sendable, Hashable {
    /// Columns of pixels once the image stands upright.
    package var width: Int { Int(columns) }
    /// Rows of pixels once the image stands upright.
    package var height: Int { Int(rows) }
    /// Bits a sample: 8 or 16.
    package var bitDepth: Int { Int(bits) }
    /// Channels as stored, alpha included.
    package var channels: Int { Int(samples) }
    /// The format, by signature.
    package let kind: ImageKind
    /// The mean grey value over full scale, 0 … 1; nil where it was not measured.
    package var brightness: Double? { Self.measure(brightnessBits) }
    /// The variance of the Laplacian at a common size; nil where it was not measured.
    package var sharpness: Double? { Self.measure(sharpnessBits) }

    // Single precision keeps more digits than are ever told, and there is one for each image.
    private let brightnessBits: UInt32
    private let sharpnessBits: UInt32
    private let columns: Int32
    private let rows: Int32
    private let bits: UInt8
    private let samples: UInt8

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
        columns = Int32(width)
        rows = Int32(height)
        bits = UInt8(bitDepth)
        samples = UInt8(channels)
        self.kind = kind
        brightnessBits = Float(brightness ?? .nan).bitPattern
        sharpnessBits = Float(sharpness ?? .nan).bitPattern
    }

    private static func measure(_ bits: UInt32) -> Double? {
        let value = Float(bitPattern: bits)
        return value.isNaN ? nil : Double(value)
    }

    /// Width over height.
    package var aspect: Double { Double(width) / Double(height) }
}

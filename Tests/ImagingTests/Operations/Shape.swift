// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

/// A kind of image that every operation is tried on.
struct Shape: CustomTestStringConvertible, Sendable {
    let width: Int
    let height: Int
    let channels: Int
    let bitDepth: Int

    /// Odd and even sides, sides of one pixel, and a size of OpenCV's blocks and a bit.
    static let all = [(13, 9), (64, 48), (1, 7), (9, 1), (1, 1), (71, 33)].flatMap { side in
        [(1, 8), (3, 8), (1, 16), (3, 16)].map { kind in
            Shape(width: side.0, height: side.1, channels: kind.0, bitDepth: kind.1)
        }
    }

    var pixels: TestPixels { TestPixels(width, height, channels: channels, bitDepth: bitDepth) }

    /// Samples that are made of their numbers.
    func holding(_ sample: (Int) -> Int) -> TestPixels {
        var pixels = pixels
        pixels.samples = pixels.samples.indices.map(sample)
        return pixels
    }

    /// The point ((w−1)/2, (h−1)/2).
    var centre: (x: Double, y: Double) { (Double(width - 1) / 2, Double(height - 1) / 2) }

    var testDescription: String { "\(width)×\(height), \(channels) of \(bitDepth) bits" }

    /// What the program makes of the pixels.
    func applying(_ operation: Operation, _ border: Border = .reflect) throws -> TestPixels {
        try TestPixels(Codec().apply(operation, border: border, to: pixels.image()))
    }
}

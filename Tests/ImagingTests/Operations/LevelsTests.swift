// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

/// Brightness, contrast and gamma, sample for sample as OpenCV makes them.
struct LevelsTests {
    /// Every level of 8 bits once.
    private static let bytes = Shape(width: 256, height: 1, channels: 1, bitDepth: 8)
        .holding { $0 }
    /// Every level of 16 bits once.
    private static let words = Shape(width: 256, height: 256, channels: 1, bitDepth: 16)
        .holding { $0 }

    private func apply(_ operation: Operation, to pixels: TestPixels) throws -> TestPixels {
        try TestPixels(Codec().apply(operation, border: .reflect, to: pixels.image()))
    }

    private func contrasted(_ pixels: TestPixels, _ thousandths: Int, full: Int) -> TestPixels {
        OpenCV.convert(
            pixels,
            alpha: Double(thousandths) / 1000,
            beta: Double(full) / 2 * (1 - Double(thousandths) / 1000)
        )
    }

    @Test func brightensEveryLevelByEveryOffset() throws {
        for levels in -255...255 {
            let expected = OpenCV.convert(Self.bytes, alpha: 1, beta: Double(levels))
            #expect(try apply(.brightness(levels: levels), to: Self.bytes) == expected)
        }
        for levels in [-255, -100, -1, 1, 12, 255] {
            let expected = OpenCV.convert(Self.words, alpha: 1, beta: Double(257 * levels))
            #expect(try apply(.brightness(levels: levels), to: Self.words) == expected)
        }
    }

    /// convertTo is fused on a processor with FMA, as every one is that runs AVX2.
    @Test func changesTheContrastOfEveryLevelByEveryFactor() throws {
        for thousandths in 1...1999 {
            #expect(
                try apply(.contrast(thousandths: thousandths), to: Self.bytes)
                    == contrasted(Self.bytes, thousandths, full: 255)
            )
        }
        for thousandths in [1, 500, 800, 901, 996, 1004, 1100, 1200, 1777, 1999] {
            #expect(
                try apply(.contrast(thousandths: thousandths), to: Self.words)
                    == contrasted(Self.words, thousandths, full: 65_535)
            )
        }
    }

    @Test func bendsEveryLevelByEveryExponent() throws {
        for thousandths in 1...1999 {
            let expected = OpenCV.gamma(Self.bytes, exponent: Double(thousandths) / 1000)
            #expect(try apply(.gamma(thousandths: thousandths), to: Self.bytes) == expected)
        }
        for thousandths in [1, 500, 994, 1006, 1500, 1999] {
            let expected = OpenCV.gamma(Self.words, exponent: Double(thousandths) / 1000)
            #expect(try apply(.gamma(thousandths: thousandths), to: Self.words) == expected)
        }
    }

    @Test(arguments: Shape.all) func changesEveryKindOfImage(shape: Shape) throws {
        let (pixels, full) = (shape.pixels, shape.bitDepth == 8 ? 255 : 65_535)
        let offset = Double(-40 * full / 255)
        #expect(
            try shape.applying(.brightness(levels: -40))
                == OpenCV.convert(pixels, alpha: 1, beta: offset)
        )
        #expect(
            try shape.applying(.contrast(thousandths: 1200)) == contrasted(pixels, 1200, full: full)
        )
        #expect(
            try shape.applying(.gamma(thousandths: 700)) == OpenCV.gamma(pixels, exponent: 0.7)
        )
    }

    /// The factors that are not drawn are those, and only those, that no 8-bit level shows.
    @Test(arguments: [
        (Operation.contrast(thousandths: 997), Operation.contrast(thousandths: 996)),
        (.contrast(thousandths: 1003), .contrast(thousandths: 1004)),
        (.gamma(thousandths: 995), .gamma(thousandths: 994)),
        (.gamma(thousandths: 1005), .gamma(thousandths: 1006)),
    ])
    func leavesOutWhatNoLevelShows(unseen: Operation, seen: Operation) throws {
        #expect(try apply(unseen, to: Self.bytes) == Self.bytes)
        #expect(try apply(seen, to: Self.bytes) != Self.bytes)
    }

    @Test func keepsBlackAndWhiteThroughGamma() throws {
        let ends = Shape(width: 2, height: 1, channels: 1, bitDepth: 16).holding { $0 * 65_535 }
        #expect(try apply(.gamma(thousandths: 1), to: ends) == ends)
        #expect(try apply(.gamma(thousandths: 1999), to: ends) == ends)
    }
}

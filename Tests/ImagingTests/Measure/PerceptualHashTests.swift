// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Glibc
import Testing

@testable import Imaging

struct PerceptualHashTests {
    private static let side = DCT.side

    private func hash(_ pixels: TestPixels) throws -> UInt64? {
        try Codec().measure(pixels.image()).perceptual
    }

    /// A smooth picture of a few broad spots, as anything that a hash is for has.
    private func spots(_ width: Int, _ height: Int) -> TestPixels {
        var pixels = TestPixels(width, height)
        for index in pixels.samples.indices {
            let x = Double(index % width) / Double(width)
            let y = Double(index / width) / Double(height)
            let value = sin(7 * x + 3 * y * y) + cos(11 * y - 5 * x * y) + sin(23 * x * y)
            pixels.samples[index] = Int(((value + 3) / 6 * 200).rounded()) + 20
        }
        return pixels
    }

    @Test func holdsTheCosinesOfAQuarter() {
        for (k, value) in DCT.quarter.enumerated() {
            #expect(Double(value) == (cos(Double(k) * Double.pi / 64) * 16_384).rounded())
        }
        #expect(DCT.quarter.count == 33)
    }

    @Test func findsTheCosineOfAnyAngle() {
        for k in 0..<512 {
            #expect(
                abs(Double(DCT.cosine(k)) - cos(Double(k) * Double.pi / 64) * 16_384) <= 0.5 + 1e-9
            )
        }
    }

    @Test func transformsAsTheFormulaSays() {
        let samples = TestPixels(Self.side, Self.side, bitDepth: 16).samples.map(UInt16.init)
        let coefficients = DCT.lowFrequencies(samples.span)
        for v in 1...8 {
            for u in 1...8 {
                var sum = 0.0
                for y in 0..<Self.side {
                    for x in 0..<Self.side {
                        let across = cos(Double((2 * x + 1) * u) * Double.pi / 64)
                        let down = cos(Double((2 * y + 1) * v) * Double.pi / 64)
                        sum += Double(samples[y * Self.side + x]) * across * down
                    }
                }
                // Both cosines are rounded to 2⁻¹⁵, so a sample's share is off by 2⁻¹⁴ at most.
                let found = Double(coefficients[(v - 1) * 8 + u - 1]) / 268_435_456
                #expect(abs(found - sum) < 1_024 * 65_536 / 16_384)
            }
        }
    }

    /// Computed with Python's integers from the description of the hash.
    @Test(
        arguments: [
            (TestPixels(32, 32), 0x6490_6E3A_DB46_9B6C),
            (TestPixels(64, 48), 0x4555_7559_57A8_27D2),
            (TestPixels(40, 70, bitDepth: 16), 0x1F4A_7439_3AC9_6D13),
        ] as [(TestPixels, UInt64)]
    )
    func isTheSameEverywhere(pixels: TestPixels, expected: UInt64) throws {
        #expect(try hash(pixels) == expected)
    }

    /// Against the overlap of every sample with every cell, summed in whole numbers.
    @Test(arguments: [(1, 1), (5, 7), (32, 32), (33, 31), (64, 96), (100, 45)], [8, 16])
    func averagesExactly(size: (width: Int, height: Int), depth: Int) throws {
        let pixels = TestPixels(size.width, size.height, bitDepth: depth)
        let thumbnail = try Codec().thumbnail(pixels.image()).thumbnail
        func overlap(_ position: Int, _ cell: Int, _ count: Int) -> Int {
            let end = min((position + 1) * Self.side, (cell + 1) * count)
            return max(0, end - max(position * Self.side, cell * count))
        }
        let area = size.width * size.height
        let expected = (0..<Self.side * Self.side).map { cell in
            var sum = 0
            for y in 0..<size.height {
                let down = overlap(y, cell / Self.side, size.height)
                if down == 0 { continue }
                for x in 0..<size.width {
                    sum += pixels[x, y] * down * overlap(x, cell % Self.side, size.width)
                }
            }
            return UInt16((sum * (depth == 8 ? 257 : 1) + area / 2) / area)
        }
        #expect(thumbnail == expected)
    }

    /// As many bits above the median as not above it.
    @Test func setsHalfOfItsBits() throws {
        #expect(try hash(spots(300, 200))?.nonzeroBitCount == 32)
    }

    @Test func survivesScalingEncodingAndLight() throws {
        let codec = try Codec()
        let pixels = spots(400, 320)
        let image = try pixels.image()
        let original = try #require(try codec.measure(image).perceptual)
        let small = try codec.resize(image, to: PixelSize(width: 200, height: 160))
        #expect(try codec.measure(small).perceptual == original)
        let file = try codec.encode(image, as: .jpeg(quality: 90))
        #expect(try codec.measure(decoded(file)).perceptual == original)
        #expect(try hash(pixels.mapped { $0 + 10 }) == original)
        #expect(try hash(pixels.picking([0, 0, 0])) == original)
        let flipped = try codec.apply(.flip, border: .reflect, to: image)
        #expect(try codec.measure(flipped).perceptual != original)
    }

    @Test(arguments: [8, 16]) func saysNothingOfFlatImages(depth: Int) throws {
        let unit = depth == 8 ? 1 : 257
        let noise = TestPixels(64, 64, bitDepth: depth)
        #expect(try hash(noise.mapped { (100 + $0 % 3) * unit }) == nil)
        var split = noise.mapped { _ in 100 * unit }
        split.samples[0] = 255 * unit
        #expect(try hash(split) != nil)
    }

    @Test func saysNothingOfImagesThatChangeInOneDirectionOnly() throws {
        let pixels = TestPixels(64, 64)
        #expect(try hash(pixels.rearranged(64, 64) { x, _ in (x, 5) }) == nil)
        #expect(try hash(pixels.rearranged(64, 64) { _, y in (9, y) }) == nil)
        #expect(try hash(TestPixels(1, 64)) == nil)
    }
}

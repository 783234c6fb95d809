// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

struct MeasureTests {
    private func measure(_ pixels: TestPixels) throws -> Measurements {
        try Codec().measure(pixels.image())
    }

    /// The variance of the Laplacian, sample by sample, of pixels of one channel.
    private func laplacianVariance(_ pixels: TestPixels, scale: Double = 1) -> Double {
        let values = (1..<pixels.height - 1).flatMap { y in
            (1..<pixels.width - 1).map { x in
                let sum = pixels[x - 1, y] + pixels[x + 1, y] + pixels[x, y - 1] + pixels[x, y + 1]
                return Double(sum - 4 * pixels[x, y]) / scale
            }
        }
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    }

    @Test(arguments: [(8, 0, 0.0), (8, 51, 0.2), (8, 255, 1), (16, 13_107, 0.2), (16, 65_535, 1)])
    func takesBrightnessOverFullScale(depth: Int, level: Int, brightness: Double) throws {
        for channels in [1, 3] {
            let pixels = TestPixels(31, 7, channels: channels, bitDepth: depth).mapped { _ in level
            }
            let measured = try measure(pixels)
            #expect(abs(measured.brightness - brightness) < 1e-12)
            #expect(measured.sharpness == 0)
            #expect(measured.perceptual == nil)
        }
    }

    /// The standard's weights, for blue, green and red.
    @Test(arguments: [(0, 0.114), (1, 0.587), (2, 0.299)], [8, 16])
    func weighsColours(weight: (channel: Int, share: Double), depth: Int) throws {
        var pixels = TestPixels(8, 8, channels: 3, bitDepth: depth)
        for index in pixels.samples.indices {
            pixels.samples[index] = index % 3 == weight.channel ? (1 << depth) - 1 : 0
        }
        #expect(abs(try measure(pixels).brightness - weight.share) < 0.002)
    }

    @Test func averagesBrightness() throws {
        var pixels = TestPixels(4, 1).mapped { _ in 0 }
        pixels.samples = [0, 255, 255, 255]
        #expect(try measure(pixels).brightness == 0.75)
    }

    @Test(arguments: [8, 16]) func takesTheVarianceOfTheLaplacian(depth: Int) throws {
        let pixels = TestPixels(256, 256, bitDepth: depth)
        let expected = laplacianVariance(pixels, scale: depth == 8 ? 1 : 257)
        #expect(abs(try measure(pixels).sharpness / expected - 1) < 1e-9)
    }

    @Test func measuresSixteenBitsOnTheSameScale() throws {
        let narrow = TestPixels(256, 256)
        var wide = TestPixels(256, 256, bitDepth: 16)
        wide.samples = narrow.samples.map { $0 * 257 }
        let (one, other) = (try measure(narrow), try measure(wide))
        #expect(abs(one.brightness - other.brightness) < 1e-12)
        #expect(abs(one.sharpness / other.sharpness - 1) < 1e-12)
        #expect(one.perceptual == other.perceptual)
        #expect(one.pixels != other.pixels)
    }

    /// Every pixel made four: the area resize gives the pixels back.
    @Test func measuresSharpnessAtOneSize() throws {
        let pixels = TestPixels(256, 256)
        let double = pixels.rearranged(512, 512) { ($0 / 2, $1 / 2) }
        #expect(try measure(pixels).sharpness == measure(double).sharpness)
        #expect(try measure(pixels).perceptual == measure(double).perceptual)
        #expect(try measure(pixels).brightness == measure(double).brightness)
    }

    @Test func findsABlurredImageLessSharp() throws {
        let codec = try Codec()
        let image = try TestPixels(300, 280).image()
        let blurred = try codec.apply(.blur(kernel: 5, sigma: 0), border: .reflect, to: image)
        #expect(try codec.measure(blurred).sharpness < codec.measure(image).sharpness / 4)
    }

    @Test(arguments: [(1, 1), (1, 300), (300, 1), (3, 2), (2_000, 5), (255, 257)])
    func measuresAnyShape(width: Int, height: Int) throws {
        for (channels, depth) in [(1, 8), (3, 8), (1, 16), (3, 16)] {
            let measured = try measure(
                TestPixels(width, height, channels: channels, bitDepth: depth)
            )
            #expect((0...1).contains(measured.brightness))
            #expect(measured.sharpness >= 0 && measured.sharpness.isFinite)
        }
    }

    @Test func leavesTheImageAsItIs() throws {
        let pixels = TestPixels(41, 23, channels: 3, bitDepth: 16)
        let image = try pixels.image()
        let codec = try Codec()
        let first = try codec.measure(image)
        #expect(try codec.measure(image) == first)
        #expect(TestPixels(image) == pixels)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

struct TransformTests {
    private static let shapes = [(1, 8), (3, 8), (1, 16), (3, 16)]

    private func apply(
        _ operation: Operation,
        _ border: Border = .reflect,
        to pixels: TestPixels
    ) throws -> TestPixels {
        try TestPixels(Codec().apply(operation, border: border, to: pixels.image()))
    }

    @Test(arguments: shapes) func flips(channels: Int, depth: Int) throws {
        let pixels = TestPixels(13, 9, channels: channels, bitDepth: depth)
        #expect(try apply(.flip, to: pixels) == pixels.rearranged(13, 9) { (12 - $0, $1) })
    }

    /// Every pixel, those from beyond the edge too, is one of the image's: nothing is interpolated.
    @Test(arguments: shapes, [(4, -3), (-5, 2), (0, 1), (12, 8)])
    func translatesByWholePixels(shape: (Int, Int), shift: (Int, Int)) throws {
        let pixels = TestPixels(13, 9, channels: shape.0, bitDepth: shape.1)
        let operation = Operation.translate(x: shift.0, y: shift.1)
        let reflected = pixels.rearranged(13, 9) { x, y in
            func mirror(_ value: Int, _ last: Int) -> Int {
                let value = abs(value)
                return value > last ? 2 * last - value : value
            }
            return (mirror(x - shift.0, 12), mirror(y - shift.1, 8))
        }
        #expect(try apply(operation, .reflect, to: pixels) == reflected)
        let replicated = pixels.rearranged(13, 9) { x, y in
            (min(max(x - shift.0, 0), 12), min(max(y - shift.1, 0), 8))
        }
        #expect(try apply(operation, .replicate, to: pixels) == replicated)
        var black = replicated
        for index in black.samples.indices {
            let (x, y) = (index / shape.0 % 13 - shift.0, index / shape.0 / 13 - shift.1)
            if !(0...12).contains(x) || !(0...8).contains(y) { black.samples[index] = 0 }
        }
        #expect(try apply(operation, .constant, to: pixels) == black)
    }

    /// A square turned about its true centre by right angles lands on its own pixels.
    @Test(arguments: shapes) func turnsCounterClockwise(channels: Int, depth: Int) throws {
        let pixels = TestPixels(13, 13, channels: channels, bitDepth: depth)
        let quarter = try apply(.rotate(centidegrees: 9_000, centre: .pixelCentre), to: pixels)
        #expect(quarter == pixels.rearranged(13, 13) { (12 - $1, $0) })
        let half = try apply(.rotate(centidegrees: 18_000, centre: .pixelCentre), to: pixels)
        #expect(half == pixels.rearranged(13, 13) { (12 - $0, 12 - $1) })
    }

    @Test func turnsAboutTheTutorialsPoint() throws {
        let pixels = TestPixels(12, 12)
        let turned = try apply(
            .rotate(centidegrees: 18_000, centre: .tutorial),
            .constant,
            to: pixels
        )
        for y in 1..<12 {
            for x in 1..<12 { #expect(turned[x, y] == pixels[12 - x, 12 - y]) }
            #expect(turned[0, y] == 0 && turned[y, 0] == 0)
        }
    }

    /// Against a bilinear interpolation in floating point; OpenCV's works in 1/32 of a pixel.
    @Test(arguments: [8, 16]) func interpolatesBetweenPixels(depth: Int) throws {
        let scale = depth == 8 ? 1 : 257
        var pixels = TestPixels(41, 31, bitDepth: depth)
        for index in pixels.samples.indices {
            pixels.samples[index] = (index % 41 * 3 + index / 41 * 4) * scale
        }
        let operation = Operation.rotate(centidegrees: 1_337, centre: .pixelCentre)
        let turned = try apply(operation, to: pixels)
        // sin and cos of 13.37° from a table, so that libm is not its own witness.
        let (sine, cosine) = (0.231_237_3, 0.972_897_2)
        for y in 12..<19 {
            for x in 12..<29 {
                let (dx, dy) = (Double(x) - 20, Double(y) - 15)
                let (fromX, fromY) = (cosine * dx - sine * dy + 20, sine * dx + cosine * dy + 15)
                let exact = (fromX * 3 + fromY * 4) * Double(scale)
                #expect(abs(Double(turned[x, y]) - exact) <= 0.7 * Double(scale))
            }
        }
    }

    @Test func blursWithOpenCVsOwnSigma() throws {
        var pixels = TestPixels(9, 9).mapped { _ in 0 }
        pixels.samples[4 * 9 + 4] = 160
        let blurred = try apply(.blur(kernel: 3, sigma: 0), to: pixels)
        #expect((3...5).map { blurred[$0, 4] } == [20, 40, 20])
        #expect((3...5).map { blurred[$0, 3] } == [10, 20, 10])
        #expect(blurred[2, 4] == 0)
    }

    /// Kernel 3 with sigma 4 is nearly a mean: 0.3298, 0.3403, 0.3298.
    @Test func blursAsTheTutorialDoes() throws {
        var pixels = TestPixels(9, 9, bitDepth: 16).mapped { _ in 0 }
        pixels.samples[4 * 9 + 4] = 60_000
        let blurred = try apply(.blur(kernel: 3, sigma: 4), .constant, to: pixels)
        #expect(abs(blurred[4, 4] - 6_949) <= 10)
        #expect(abs(blurred[3, 4] - 6_735) <= 10)
        #expect(abs(blurred[3, 3] - 6_526) <= 10)
        #expect(try apply(.blur(kernel: 1, sigma: 4), to: pixels) == pixels)
    }

    @Test func neverBlursBlackIntoTheRim() throws {
        let white = TestPixels(9, 9).mapped { _ in 255 }
        for border in Border.allCases {
            #expect(try apply(.blur(kernel: 5, sigma: 0), border, to: white) == white)
        }
        var edge = white.mapped { _ in 0 }
        edge.samples[0] = 160
        let reflected = try apply(.blur(kernel: 3, sigma: 0), .reflect, to: edge)
        let replicated = try apply(.blur(kernel: 3, sigma: 0), .replicate, to: edge)
        #expect(reflected[0, 0] == 40)
        #expect(replicated[0, 0] == 90)
    }

    @Test(arguments: shapes) func resizesByAreaWhenItShrinks(channels: Int, depth: Int) throws {
        let pixels = TestPixels(12, 8, channels: channels, bitDepth: depth)
        let small = try TestPixels(
            Codec().resize(pixels.image(), to: PixelSize(width: 4, height: 4))
        )
        for index in small.samples.indices {
            let (x, y) = (index / channels % 4, index / channels / 4)
            var sum = 0
            for row in 0..<2 {
                for column in 0..<3 {
                    sum += pixels[3 * x + column, 2 * y + row, index % channels]
                }
            }
            #expect(abs(Double(small.samples[index]) - Double(sum) / 6) <= 0.51)
        }
    }

    @Test func resizesBetweenPixelsWhenASideGrows() throws {
        let pixels = TestPixels(2, 1).mapped { $0 > 0 ? 200 : 0 }
        let wide = try TestPixels(
            Codec().resize(pixels.image(), to: PixelSize(width: 4, height: 1))
        )
        #expect(wide.samples == [0, 50, 150, 200])
        let mixed = try Codec().resize(
            TestPixels(8, 8, channels: 3, bitDepth: 16).image(),
            to: PixelSize(width: 4, height: 16)
        )
        #expect([mixed.width, mixed.height, mixed.channels, mixed.bitDepth] == [4, 16, 3, 16])
    }

    @Test func keepsTheSizeItHas() throws {
        let pixels = TestPixels(12, 8, channels: 3)
        let same = try Codec().resize(pixels.image(), to: PixelSize(width: 12, height: 8))
        #expect(TestPixels(same) == pixels)
    }
}

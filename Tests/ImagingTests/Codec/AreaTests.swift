// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Testing

@testable import Imaging

struct AreaTests {
    /// A size, the size it becomes, channels and depth.
    struct Case: Sendable, CustomTestStringConvertible {
        let from: PixelSize
        let to: PixelSize
        let channels: Int
        let depth: Int

        init(_ from: (Int, Int), _ to: (Int, Int), channels: Int = 1, depth: Int = 8) {
            self.from = PixelSize(width: from.0, height: from.1)
            self.to = PixelSize(width: to.0, height: to.1)
            (self.channels, self.depth) = (channels, depth)
        }

        var testDescription: String {
            "\(from.width)×\(from.height)×\(channels) at \(depth) bits to \(to.width)×\(to.height)"
        }
    }

    static let cases: [Case] = [
        // Whole ratios, broken ones, sides that stay, one pixel, more taps than a vector has.
        Case((12, 8), (4, 4)), Case((13, 7), (5, 3)), Case((13, 7), (13, 3)), Case((13, 7), (5, 7)),
        Case((1, 1), (1, 1)), Case((9, 1), (4, 1)), Case((1, 9), (1, 4)), Case((97, 89), (1, 1)),
        Case((257, 263), (256, 256)), Case((300, 211), (17, 19)), Case((31, 30), (30, 29)),
        Case((13, 7), (5, 3), channels: 3), Case((300, 211), (17, 19), channels: 3),
        Case((13, 7), (5, 3), depth: 16), Case((300, 211), (17, 19), channels: 3, depth: 16),
        // Columns whose sums need more than 16 bits, and an area whose sum needs more than 31.
        Case((5, 700), (3, 2)), Case((3, 9_001), (2, 1), channels: 3),
        Case((300, 211), (2, 1), depth: 16), Case((1, 16_384), (1, 1)),
        Case((16_384, 1), (1, 1), depth: 16),
    ]

    /// The mean over the area of every pixel, in whole numbers, rounded half up.
    private static func expected(_ pixels: TestPixels, _ size: PixelSize) -> TestPixels {
        var result = pixels
        (result.width, result.height) = (size.width, size.height)
        result.samples = []
        let area = pixels.width * pixels.height
        func overlaps(_ cell: Int, _ from: Int, _ to: Int) -> [(position: Int, parts: Int)] {
            (cell * from / to..<((cell + 1) * from + to - 1) / to).map { position in
                let begin = max(position * to, cell * from)
                return (position, min((position + 1) * to, (cell + 1) * from) - begin)
            }
        }
        for y in 0..<size.height {
            let rows = overlaps(y, pixels.height, size.height)
            for x in 0..<size.width {
                let columns = overlaps(x, pixels.width, size.width)
                for channel in 0..<pixels.channels {
                    var sum = 0
                    for (row, height) in rows {
                        for (column, width) in columns {
                            sum += pixels[column, row, channel] * height * width
                        }
                    }
                    result.samples.append((2 * sum + area) / (2 * area))
                }
            }
        }
        return result
    }

    @Test(arguments: cases, [false, true])
    func givesTheRoundedMeanOfTheArea(_ example: Case, isPortable: Bool) throws {
        let codec = try Codec()
        if isPortable { codec.stayPortable() }
        let pixels = TestPixels(
            example.from.width,
            example.from.height,
            channels: example.channels,
            bitDepth: example.depth
        )
        let small = try TestPixels(codec.resize(pixels.image(), to: example.to))
        #expect(small == Self.expected(pixels, example.to))
    }

    /// Large enough for sums of 8-bit samples, too, to need more than 31 bits.
    @Test(arguments: [8, 16], [false, true])
    func keepsTheExtremesOfLargeAreas(depth: Int, isPortable: Bool) throws {
        let codec = try Codec()
        if isPortable { codec.stayPortable() }
        for filling in [0, 0xFF] as [UInt8] {
            let image = try Image(
                width: 4_096,
                height: 2_100,
                channels: 1,
                bitDepth: depth,
                samples: [UInt8](repeating: filling, count: 4_096 * 2_100 * depth / 8).span
            )
            let small = try codec.resize(image, to: PixelSize(width: 7, height: 5))
            #expect(small.samples() == [UInt8](repeating: filling, count: 35 * depth / 8))
        }
    }

    /// One codec goes from shape to shape; nothing of the last image may stay.
    @Test func forgetsTheImageBefore() throws {
        let codec = try Codec()
        for example in Self.cases + Self.cases.reversed() where example.from.width < 1_000 {
            let pixels = TestPixels(
                example.from.width,
                example.from.height,
                channels: example.channels,
                bitDepth: example.depth
            )
            let again = try TestPixels(codec.resize(pixels.image(), to: example.to))
            let fresh = try TestPixels(Codec().resize(pixels.image(), to: example.to))
            #expect(again == fresh)
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

struct EncodeTests {
    @Test(arguments: [(1, 8), (3, 8), (1, 16), (3, 16)])
    func keepsEveryBitInPNG(channels: Int, depth: Int) throws {
        let pixels = TestPixels(61, 47, channels: channels, bitDepth: depth)
        let file = try Codec().encode(pixels.image(), as: .png)
        #expect(try TestPixels(decoded(file)) == pixels)
        #expect(try probed(file).channels == channels)
    }

    @Test(arguments: [1, 3], [1, 50, 94, 95, 100])
    func writesJPEGOfAnyQuality(channels: Int, quality: Int) throws {
        let pixels = TestPixels(61, 47, channels: channels).mapped { 64 + $0 % 8 }
        let file = try Codec().encode(pixels.image(), as: .jpeg(quality: quality))
        let header = try probed(file)
        #expect([header.width, header.height, header.channels] == [61, 47, channels])
        let tolerance = quality >= 95 ? 8 : 32
        #expect(try TestPixels(decoded(file)).distance(to: pixels) <= tolerance)
    }

    /// The sampling factors of the first component in the frame header: 1 × 1 or 2 × 2.
    @Test(arguments: [(94, 0x22), (95, 0x11)] as [(Int, UInt8)])
    func halvesColourOnlyBelowQuality95(quality: Int, sampling: UInt8) throws {
        let image = try TestPixels(61, 47, channels: 3).image()
        let file = try Codec().encode(image, as: .jpeg(quality: quality))
        let frame = try #require(
            file.indices.dropLast(11).first { file[$0] == 0xFF && file[$0 + 1] == 0xC0 }
        )
        #expect(file[frame + 11] == sampling)
    }

    /// Scaled so that full scale stays full scale, and rounded: v / 257.
    @Test func scalesSixteenBitsForJPEG() throws {
        var pixels = TestPixels(32, 8, bitDepth: 16)
        for index in pixels.samples.indices { pixels.samples[index] = index / 8 % 32 * 2_000 }
        let narrow = pixels.mapped { ($0 * 2 + 257) / 514 }
        var eight = TestPixels(32, 8)
        eight.samples = narrow.samples
        let codec = try Codec()
        let wide = try codec.encode(pixels.image(), as: .jpeg(quality: 100))
        #expect(try wide == codec.encode(eight.image(), as: .jpeg(quality: 100)))
    }

    @Test func writesNoMetadata() throws {
        let image = try TestPixels(61, 47, channels: 3).image()
        let codec = try Codec()
        let file = try codec.encode(image, as: .jpeg(quality: 95))
        let markers = file.indices.dropLast().filter { file[$0] == 0xFF }.map { file[$0 + 1] }
        #expect(!markers.contains(0xE1) && !markers.contains(0xE2) && !markers.contains(0xFE))
        let png = try codec.encode(image, as: .png)
        #expect(png[37..<41].elementsEqual("IDAT".utf8))
    }

    /// Small after large, JPEG after PNG: what a codec did before must not show.
    @Test func givesTheSameBytesWhateverItDidBefore() throws {
        let codec = try Codec()
        let small = try TestPixels(5, 3, channels: 3).image()
        let large = try TestPixels(200, 150, channels: 3, bitDepth: 16).image()
        for format in [EncodedFormat.png, .jpeg(quality: 90)] {
            let fresh = try Codec().encode(small, as: format)
            _ = try codec.encode(large, as: .jpeg(quality: 100))
            _ = try codec.encode(large, as: .png)
            #expect(try codec.encode(small, as: format) == fresh)
        }
    }

    @Test func givesTheSameBytesOnEveryThread() async throws {
        let source = try Codec().encode(
            TestPixels(301, 207, channels: 3).image(),
            as: .jpeg(quality: 90)
        )
        let results = try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let codec = try Codec()
                    let header = try probed(source)
                    let image = try codec.decode(source.span, header: header)
                    let turned = try codec.apply(
                        .rotate(centidegrees: 777, centre: .pixelCentre),
                        border: .reflect,
                        to: image
                    )
                    let blurred = try codec.apply(
                        .blur(kernel: 5, sigma: 0),
                        border: .reflect,
                        to: turned
                    )
                    let small = try codec.resize(blurred, to: PixelSize(width: 100, height: 90))
                    return [
                        try codec.encode(small, as: .png),
                        try codec.encode(small, as: .jpeg(quality: 95)),
                    ]
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 8)
        #expect(Set(results).count == 1)
    }
}

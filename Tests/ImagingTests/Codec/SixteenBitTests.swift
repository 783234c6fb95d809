// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

/// No step between a file and a file cuts 16 bits to 8.
struct SixteenBitTests {
    /// Levels that differ in their low bytes alone, each twice across and down.
    private static func fine(_ width: Int, _ height: Int, channels: Int) -> TestPixels {
        var pixels = TestPixels(2 * width, 2 * height, channels: channels, bitDepth: 16)
        for y in 0..<pixels.height {
            for x in 0..<pixels.width {
                for channel in 0..<channels {
                    pixels.samples[(y * pixels.width + x) * channels + channel] =
                        0x4200 + (x / 2 * 13 + y / 2 * 7 + channel * 101) % 256
                }
            }
        }
        return pixels
    }

    private static func halved(_ pixels: TestPixels) -> TestPixels {
        pixels.rearranged(pixels.width / 2, pixels.height / 2) { (2 * $0, 2 * $1) }
    }

    private static func files(_ channels: Int) -> [(String, [UInt8])] {
        let pixels = fine(9, 7, channels: channels)
        var interlaced = PNGFile(pixels, colourType: channels == 1 ? 0 : 2)
        interlaced.isInterlaced = true
        return [
            ("PNG", PNGFile(pixels, colourType: channels == 1 ? 0 : 2).bytes),
            ("interlaced PNG", interlaced.bytes), ("TIFF", TIFFFile(pixels).bytes),
        ]
    }

    @Test(arguments: [1, 3]) func keepsThemFromFileToFile(channels: Int) throws {
        let codec = try Codec()
        let expected = Self.fine(9, 7, channels: channels)
        for (name, file) in Self.files(channels) {
            let png = try codec.encode(decoded(file), as: .png)
            #expect(try probed(png).bitDepth == 16)
            let order = channels == 1 ? [0] : [2, 1, 0]
            #expect(try TestPixels(decoded(png)) == expected.picking(order), "\(name)")
        }
    }

    /// The mean of four equal levels is that level.
    @Test(arguments: [1, 3]) func keepsThemWhereItShrinks(channels: Int) throws {
        let order = channels == 1 ? [0] : [2, 1, 0]
        let expected = Self.halved(Self.fine(9, 7, channels: channels)).picking(order)
        for (name, file) in Self.files(channels) {
            let image = try rendered(file, to: PixelSize(width: 9, height: 7))
            #expect(image.bitDepth == 16)
            #expect(image == expected, "\(name)")
        }
    }

    @Test func keepsThemWhereItGrows() throws {
        let pixels = Self.fine(9, 7, channels: 1)
        let image = try rendered(
            PNGFile(pixels, colourType: 0).bytes,
            to: PixelSize(width: 40, height: 30)
        )
        #expect(image.bitDepth == 16)
        #expect(image.samples.allSatisfy { (0x4200...0x42FF).contains($0) })
        #expect(Set(image.samples).count > 100)
    }

    /// Operations that only move pixels, and those that blend neighbours: no level is new but
    /// between two that were there.
    @Test(arguments: [
        Operation.flip, .verticalFlip, .translate(x: 3, y: -2), .scale(thousandths: 1_150),
        .rotate(centidegrees: 1_700, centre: .pixelCentre), .blur(kernel: 5, sigma: 0),
    ])
    func keepsThemWherePixelsMove(operation: Operation) throws {
        let pixels = Self.fine(9, 7, channels: 1)
        let changed = try Self.changed(pixels, by: operation)
        #expect(changed.samples.allSatisfy { (0x4200...0x42FF).contains($0) })
        #expect(Set(changed.samples).count > 30)
        #expect(changed != pixels)
    }

    /// Operations on levels, none of which makes one of two that were apart.
    @Test(arguments: [
        Operation.brightness(levels: 9), .contrast(thousandths: 1_200), .gamma(thousandths: 900),
        .noise(centilevels: 50, seed: 7),
    ])
    func keepsThemWhereLevelsChange(operation: Operation) throws {
        let pixels = Self.fine(9, 7, channels: 1)
        let changed = try Self.changed(pixels, by: operation)
        #expect(Set(changed.samples.map { $0 % 256 }).count > 30)
        #expect(Set(changed.samples).count >= Set(pixels.samples).count)
    }

    /// What a PNG holds of the pixels after the operation.
    private static func changed(
        _ pixels: TestPixels,
        by operation: Operation
    ) throws -> TestPixels {
        let codec = try Codec()
        let image = try codec.apply(operation, border: .reflect, to: pixels.image())
        let changed = try TestPixels(decoded(codec.encode(image, as: .png)))
        #expect(changed.bitDepth == 16)
        return changed
    }
}

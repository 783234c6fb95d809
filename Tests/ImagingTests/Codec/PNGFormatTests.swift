// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Imaging
import Testing

/// Every sort of PNG that there is (ISO/IEC 15948, table 11.1), interlaced and not.
struct PNGFormatTests {
    /// Widths and heights for which some of the seven passes are empty, and all are not.
    private static let sizes = [(13, 9), (1, 1), (3, 5), (1, 9), (33, 2)]

    @Test(arguments: [1, 2, 4, 8, 16], [false, true])
    func decodesGrey(bits: Int, isInterlaced: Bool) throws {
        for (width, height) in Self.sizes {
            let full = (1 << bits) - 1
            let wide = bits == 16 ? 16 : 8
            let pixels = TestPixels(width, height, bitDepth: wide).mapped { $0 % (full + 1) }
            let file = PNGFile(
                packing: pixels,
                bits: bits,
                colourType: 0,
                isInterlaced: isInterlaced
            )
            // Fewer bits are widened so that full scale stays full scale: 255 / 15 is whole.
            let expected = bits < 8 ? pixels.mapped { $0 * 255 / full } : pixels
            #expect(try TestPixels(decoded(file.bytes)) == expected, "\(width) × \(height)")
        }
    }

    @Test(arguments: [1, 2, 4, 8], [false, true])
    func looksUpPalettes(bits: Int, isInterlaced: Bool) throws {
        let palette = (0..<1 << bits).map { [$0 * 7 % 256, 255 - $0, $0 * 31 % 256] }
        for (width, height) in Self.sizes {
            let indices = TestPixels(width, height).mapped { $0 % (1 << bits) }
            var file = PNGFile(
                packing: indices,
                bits: bits,
                colourType: 3,
                isInterlaced: isInterlaced
            )
            file.before = [("PLTE", palette.flatMap { $0.map { UInt8($0) } })]
            let image = try decoded(file.bytes)
            #expect(image.alpha == .none && image.channels == 3)
            let samples = indices.samples.flatMap { palette[$0].reversed() }
            #expect(TestPixels(image).samples == samples, "\(width) × \(height)")
            // The first two colours get an opacity; the others stay opaque.
            file.before.append(("tRNS", [0, 51]))
            let blended = indices.samples.flatMap { index in
                palette[index].reversed().map { index == 0 ? 0 : index == 1 ? ($0 + 2) / 5 : $0 }
            }
            let seen = try TestPixels(decoded(file.bytes))
            #expect(seen.samples == blended, "\(width) × \(height)")
        }
    }

    @Test(arguments: [(2, 3), (4, 2), (6, 4)], [8, 16])
    func decodesWholeSamples(sort: (type: Int, channels: Int), bits: Int) throws {
        let hasAlpha = sort.channels % 2 == 0
        let colours = sort.channels - (hasAlpha ? 1 : 0)
        for (width, height) in Self.sizes {
            var pixels = TestPixels(width, height, channels: sort.channels, bitDepth: bits)
            if hasAlpha {
                for pixel in 0..<width * height {
                    pixels.samples[pixel * sort.channels + colours] = (1 << bits) - 1
                }
            }
            let expected = pixels.picking(Array((0..<colours).reversed()))
            for isInterlaced in [false, true] {
                let file = PNGFile(
                    packing: pixels,
                    bits: bits,
                    colourType: sort.type,
                    isInterlaced: isInterlaced
                )
                let image = try decoded(file.bytes)
                #expect(image.alpha == (hasAlpha ? .opaque : .none))
                #expect(TestPixels(image) == expected, "\(width) × \(height), \(isInterlaced)")
            }
        }
    }

    /// One colour that stands for no colour at all.
    @Test(arguments: [8, 16]) func blackensTheTransparentColour(bits: Int) throws {
        let pixels = TestPixels(13, 9, channels: 3, bitDepth: bits)
        var file = PNGFile(packing: pixels, bits: bits, colourType: 2, isInterlaced: false)
        file.before = [("tRNS", (0..<3).flatMap { bigEndian(pixels[4, 3, $0], 2) })]
        var expected = pixels.picking([2, 1, 0])
        for channel in 0..<3 { expected.samples[(3 * 13 + 4) * 3 + channel] = 0 }
        let image = try decoded(file.bytes)
        #expect(image.alpha == .blended)
        #expect(TestPixels(image) == expected)
    }
}

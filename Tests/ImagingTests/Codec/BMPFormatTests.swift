// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Imaging
import Testing

/// Every sort of BMP that is taken; 24 and 32 bits are among the tests of decoding.
struct BMPFormatTests {
    @Test(arguments: [1, 4, 8], [1, 3])
    func looksUpPalettes(bits: Int, channels: Int) throws {
        for width in [13, 1, 8, 9] {
            let indices = TestPixels(width, 9).mapped { $0 % (1 << bits) }
            var file = BMPFile(indices)
            file.bits = bits
            file.rows = (0..<9).map { y in
                PNGFile.packed((0..<width).map { indices[$0, y] }, bits: bits)
            }
            let palette = (0..<1 << bits).map { index in
                channels == 1
                    ? [index * 3 % 256] : [index * 7 % 256, 255 - index, index * 31 % 256]
            }
            file.palette = palette.flatMap { colour in
                (0..<3).map { UInt8(colour[$0 % channels]) } + [0]
            }
            let image = try TestPixels(decoded(file.bytes))
            #expect(image.samples == indices.samples.flatMap { palette[$0] }, "\(width) wide")
        }
    }

    /// Five bits a colour, or six of green: widened, at most a step of five bits from exact.
    @Test(arguments: [false, true]) func widensSixteenBits(hasSixOfGreen: Bool) throws {
        let greens = hasSixOfGreen ? 63 : 31
        let pixels = TestPixels(13, 9, channels: 3)
        var file = BMPFile(pixels)
        file.bits = 16
        file.compression = hasSixOfGreen ? 3 : 0
        file.masks = hasSixOfGreen ? [0xF800, 0x7E0, 0x1F] : []
        file.rows = (0..<9).map { y in
            (0..<13).flatMap { x -> [UInt8] in
                let blue = pixels[x, y, 0] * 31 / 255
                let green = pixels[x, y, 1] * greens / 255
                let red = pixels[x, y, 2] * 31 / 255
                return littleEndian(red << (hasSixOfGreen ? 11 : 10) | green << 5 | blue, 2)
            }
        }
        #expect(try TestPixels(decoded(file.bytes)).distance(to: pixels) <= 16)
    }
}

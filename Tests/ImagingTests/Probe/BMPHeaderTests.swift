// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Imaging
import Testing

struct BMPHeaderTests {
    private let colour = BMPFile(TestPixels(9, 7, channels: 3))

    @Test func tellsGreyPalettesFromColoured() throws {
        var file = BMPFile(TestPixels(9, 7))
        #expect(try probed(file.bytes).channels == 1)
        file.palette[400] ^= 1
        #expect(try probed(file.bytes).channels == 3)
        #expect(try decoded(file.bytes).channels == 3)
    }

    @Test(arguments: [1, 2, 4, 5, 6]) func refusesCompression(code: Int) {
        var file = BMPFile(TestPixels(9, 7))
        file.compression = code
        #expect(refusal(of: file.bytes) == .unsupported)
    }

    @Test func refusesOS2Headers() {
        var file = colour
        file.headerSize = 12
        #expect(refusal(of: file.bytes) == .unsupported)
    }

    @Test func refusesMasksThatAreNotTheUsualBytes() {
        var file = BMPFile(TestPixels(9, 7, channels: 4))
        file.compression = 3
        file.masks = [0x3FF0_0000, 0xFFC00, 0x3FF]
        #expect(refusal(of: file.bytes) == .unsupported)
    }

    @Test func refusesSizesWithoutPixels() {
        var file = colour
        file.height = 0
        #expect(refusal(of: file.bytes) == .corrupt)
        file.height = 7
        file.width = -9
        #expect(refusal(of: file.bytes) == .corrupt)
    }

    @Test func refusesMorePixelsThanTheFileHas() {
        var file = colour
        file.height = 8
        #expect(refusal(of: file.bytes) == .truncated)
        file.height = 0x7FFF_FFFF
        #expect(refusal(of: file.bytes) == .corrupt)
    }

    @Test func refusesAPaletteOverItsPixels() {
        var file = BMPFile(TestPixels(9, 7))
        file.palette += [UInt8](repeating: 0, count: 4)
        #expect(refusal(of: file.bytes) == .corrupt)
    }
}

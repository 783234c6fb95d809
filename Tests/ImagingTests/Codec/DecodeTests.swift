// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

struct DecodeTests {
    @Test(arguments: [(0, 1, 8), (0, 1, 16), (2, 3, 8), (2, 3, 16)])
    func givesPNGSamplesAsTheyAreStored(type: Int, channels: Int, depth: Int) throws {
        let pixels = TestPixels(13, 9, channels: channels, bitDepth: depth)
        let image = try decoded(PNGFile(pixels, colourType: type).bytes)
        #expect(TestPixels(image) == (channels == 1 ? pixels : pixels.picking([2, 1, 0])))
        #expect(image.hadAlpha == false)
    }

    @Test func decodesInterlacedPNG() throws {
        let pixels = TestPixels(13, 9, channels: 3)
        var file = PNGFile(pixels, colourType: 2)
        file.isInterlaced = true
        #expect(try TestPixels(decoded(file.bytes)) == pixels.picking([2, 1, 0]))
    }

    @Test func widensFewBits() throws {
        let file = PNGFile(width: 4, height: 1, bitDepth: 2, colourType: 0, rows: [[0b0001_1011]])
        #expect(try TestPixels(decoded(file.bytes)).samples == [0, 85, 170, 255])
    }

    @Test func looksUpPalettes() throws {
        var file = PNGFile(width: 3, height: 1, bitDepth: 4, colourType: 3, rows: [[0x02, 0x10]])
        file.before = [("PLTE", [10, 20, 30, 40, 50, 60, 70, 80, 90])]
        #expect(
            try TestPixels(decoded(file.bytes)).samples == [30, 20, 10, 90, 80, 70, 60, 50, 40]
        )
        file.before.append(("tRNS", [255, 0]))
        let image = try decoded(file.bytes)
        #expect(image.alpha == .blended)
        #expect(TestPixels(image).samples == [30, 20, 10, 90, 80, 70, 0, 0, 0])
    }

    @Test(arguments: [8, 16]) func blendsAlphaWithBlack(depth: Int) throws {
        let full = (1 << depth) - 1
        let pixels = TestPixels(13, 9, channels: 4, bitDepth: depth)
        let image = try decoded(PNGFile(pixels, colourType: 6).bytes)
        var expected = pixels.picking([2, 1, 0])
        for index in expected.samples.indices {
            let alpha = pixels.samples[index / 3 * 4 + 3]
            expected.samples[index] = (expected.samples[index] * alpha * 2 + full) / (2 * full)
        }
        #expect(TestPixels(image) == expected)
        #expect(image.alpha == .blended)
    }

    @Test func keepsColoursUnderOpaqueAlpha() throws {
        var pixels = TestPixels(13, 9, channels: 4)
        for index in stride(from: 3, to: pixels.samples.count, by: 4) {
            pixels.samples[index] = 255
        }
        let image = try decoded(PNGFile(pixels, colourType: 6).bytes)
        #expect(TestPixels(image) == pixels.picking([2, 1, 0]))
        #expect(image.alpha == .opaque)
    }

    @Test(arguments: [8, 16]) func keepsGreyWithAlphaGrey(depth: Int) throws {
        var pixels = TestPixels(13, 9, channels: 2, bitDepth: depth)
        for index in stride(from: 1, to: pixels.samples.count, by: 2) {
            pixels.samples[index] = index == 1 ? 0 : (1 << depth) - 1
        }
        let image = try decoded(PNGFile(pixels, colourType: 4).bytes)
        var expected = pixels.picking([0])
        expected.samples[0] = 0
        #expect(TestPixels(image) == expected)
    }

    @Test(arguments: [false, true]) func decodesBMP(isTopDown: Bool) throws {
        for channels in [1, 3] {
            let pixels = TestPixels(13, 9, channels: channels)
            var file = BMPFile(pixels)
            file.isTopDown = isTopDown
            #expect(try TestPixels(decoded(file.bytes)) == pixels)
        }
    }

    /// Many writers leave the fourth byte of a pixel at 0, which does not make the image black.
    @Test(arguments: [0, 3]) func ignoresAlphaInBMP(compression: Int) throws {
        let pixels = TestPixels(13, 9, channels: 4)
        var file = BMPFile(pixels)
        file.compression = compression
        file.masks = compression == 3 ? [0xFF0000, 0xFF00, 0xFF] : []
        let image = try decoded(file.bytes)
        #expect(TestPixels(image) == pixels.picking([0, 1, 2]))
        #expect(image.hadAlpha == false)
    }

    @Test(arguments: TIFFFile.Compression.allCases, [8, 16])
    func decodesTIFF(compression: TIFFFile.Compression, depth: Int) throws {
        for (channels, isBigEndian, isDifferenced) in [(1, false, true), (3, true, false)] {
            let pixels = TestPixels(43, 37, channels: channels, bitDepth: depth)
            var file = TIFFFile(pixels)
            (file.compression, file.isBigEndian) = (compression, isBigEndian)
            file.isDifferenced =
                isDifferenced && (compression == .lzw || compression == .deflate)
            let expected = channels == 1 ? pixels : pixels.picking([2, 1, 0])
            #expect(try TestPixels(decoded(file.bytes)) == expected)
            file.isTiled = true
            #expect(try TestPixels(decoded(file.bytes)) == expected)
        }
    }

    @Test(arguments: [8, 16]) func turnsWhiteIsZeroOver(depth: Int) throws {
        let pixels = TestPixels(23, 19, bitDepth: depth)
        var file = TIFFFile(pixels)
        file.photometric = 0
        let expected = pixels.mapped { (1 << depth) - 1 - $0 }
        #expect(try TestPixels(decoded(file.bytes)) == expected)
    }

    @Test func looksUpTIFFPalettes() throws {
        var file = TIFFFile(TestPixels(5, 4))
        file.photometric = 3
        file.more = [
            320: (0..<256).map { $0 * 257 } + (0..<256).map { (255 - $0) * 257 }
                + [Int](repeating: 514, count: 256)
        ]
        let source = TestPixels(5, 4)
        let image = try TestPixels(decoded(file.bytes))
        #expect(image.picking([2]) == source)
        #expect(image.picking([1]) == source.mapped { 255 - $0 })
        #expect(image.picking([0]) == source.mapped { _ in 2 })
    }

    @Test(arguments: [0, 1, 2]) func takesAlphaOffSixteenBitTIFF(extraSample: Int) throws {
        let pixels = TestPixels(23, 19, channels: 4, bitDepth: 16)
        var file = TIFFFile(pixels)
        file.more = [338: [extraSample]]
        var expected = pixels.picking([2, 1, 0])
        if extraSample == 2 {
            for index in expected.samples.indices {
                let alpha = pixels.samples[index / 3 * 4 + 3]
                expected.samples[index] = (expected.samples[index] * alpha * 2 + 65_535) / 131_070
            }
        }
        let image = try decoded(file.bytes)
        #expect(image.hadAlpha == true)
        #expect(TestPixels(image) == expected)
    }

    @Test func blendsAlphaOfEightBitTIFFOnce() throws {
        let pixels = TestPixels(23, 19, channels: 4)
        var file = TIFFFile(pixels)
        file.more = [338: [2]]
        var expected = pixels.picking([2, 1, 0])
        for index in expected.samples.indices {
            let alpha = pixels.samples[index / 3 * 4 + 3]
            expected.samples[index] = (expected.samples[index] * alpha * 2 + 255) / 510
        }
        #expect(try TestPixels(decoded(file.bytes)).distance(to: expected) <= 1)
    }

    @Test func decodesWebP() throws {
        let expected = (0..<120).flatMap { index -> [Int] in
            let (x, y) = (index % 10, index / 10)
            return [(x * y * 5 + 40) % 256, (y * 16 + x) % 256, (x * 16 + y * 3) % 256]
        }
        let image = try decoded(EncodedFiles.webpLossless)
        #expect(TestPixels(image).samples == expected)
        #expect(try decoded(EncodedFiles.webpLossy).channels == 3)
        let alpha = try TestPixels(decoded(EncodedFiles.webpAlpha))
        #expect(
            alpha.samples
                == expected.enumerated().map { index, value in
                    (value * (index / 3 % 10 * 20) * 2 + 255) / 510
                }
        )
    }

    @Test func convertsColours() throws {
        let grey = TestPixels(13, 9, bitDepth: 16)
        let wide = try decoded(PNGFile(grey, colourType: 0).bytes, color: .rgb)
        #expect(TestPixels(wide) == grey.picking([0, 0, 0]))
        let colour = TestPixels(13, 9, channels: 3)
        let luma = try TestPixels(decoded(BMPFile(colour).bytes, color: .gray))
        for (index, value) in luma.samples.enumerated() {
            let pixel = colour.samples[(index * 3)..<(index * 3 + 3)].map(Double.init)
            let exact = 0.114 * pixel[0] + 0.587 * pixel[1] + 0.299 * pixel[2]
            #expect(abs(Double(value) - exact) <= 0.51)
        }
    }

    /// libjpeg keeps the tables of one file for the next, where these are left out; so a file would
    /// show something of another, and which depends on the worker.
    @Test(arguments: [(0xDB, false), (0xC4, true)])
    func takesNoTablesFromTheFileBefore(marker: UInt8, isTaken: Bool) throws {
        let codec = try Codec()
        let pixels = TestPixels(40, 32)
        let before = try codec.encode(pixels.image(), as: .jpeg(quality: 10))
        var file = try codec.encode(pixels.image(), as: .jpeg(quality: 90))
        var offset = 2
        while file[offset + 1] != 0xDA {
            let length = 2 + (Int(file[offset + 2]) << 8 | Int(file[offset + 3]))
            if file[offset + 1] == marker {
                file.removeSubrange(offset..<(offset + length))
            } else {
                offset += length
            }
        }
        func samples(_ codec: Codec) throws -> [UInt8]? {
            try? codec.decode(file.span, header: probed(file)).samples()
        }
        _ = try codec.decode(before.span, header: probed(before)).width
        let used = try samples(codec)
        let fresh = try samples(Codec())
        #expect(used == fresh)
        // Without Huffman tables it is a frame of Motion JPEG, which has the standard's.
        #expect((fresh != nil) == isTaken)
    }
}

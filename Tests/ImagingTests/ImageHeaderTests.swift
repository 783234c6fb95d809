// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

struct ImageHeaderTests {
    @Test func tellsKindsApart() throws {
        let pixels = TestPixels(20, 24, channels: 3)
        let files: [(ImageKind, [UInt8])] = [
            (.jpeg, try Codec().encode(pixels.image(), as: .jpeg(quality: 90))),
            (.png, try Codec().encode(pixels.image(), as: .png)),
            (.bmp, BMPFile(pixels).bytes),
            (.tiff, TIFFFile(pixels).bytes),
        ]
        for (kind, file) in files {
            let header = try probed(file)
            #expect(header.kind == kind)
            #expect([header.width, header.height, header.channels] == [20, 24, 3])
            #expect(header.bitDepth == 8 && header.orientation == 1)
            #expect(header.decodedBytes == 1_440)
        }
        #expect(try probed(EncodedFiles.webpLossless).kind == .webp)
    }

    @Test(arguments: ["", "GIF89a, say", "RIFF....WAVEfmt ", "\u{7F}ELF, not an image"])
    func refusesWhatIsNoImage(text: String) {
        #expect(refusal(of: Array(text.utf8)) == .unknownFormat)
    }

    /// 69 bytes that made OpenCV allocate 2.7 GB before it failed.
    @Test func refusesAnOversizePNGFromItsHeader() {
        var file = PNGFile(width: 30_000, height: 30_000, bitDepth: 8, colourType: 2)
        file.imageData = PNGFile.zlib([0])
        #expect(refusal(of: file.bytes) == .tooLarge)
    }

    @Test(arguments: [(5, 4, true), (6, 4, false), (5, 5, false)])
    func limitsSidesAndArea(width: Int, height: Int, isTaken: Bool) {
        var limits = ImageLimits()
        limits.side = 5
        limits.pixels = 20
        let file = BMPFile(TestPixels(width, height, channels: 3)).bytes
        #expect(refusal(of: file, limits: limits) == (isTaken ? nil : .tooLarge))
    }

    @Test func limitsDecodedBytes() {
        var limits = ImageLimits()
        limits.decodedBytes = 5 * 4 * 3 * 2
        let pixels = TestPixels(5, 4, channels: 3, bitDepth: 16)
        #expect(refusal(of: TIFFFile(pixels).bytes, limits: limits) == nil)
        limits.decodedBytes -= 1
        #expect(refusal(of: TIFFFile(pixels).bytes, limits: limits) == .tooLarge)
    }

    @Test func hasTheDocumentedLimits() {
        let limits = ImageLimits()
        #expect(limits.side == 16_384)
        #expect(limits.pixels == 50_000_000)
        #expect(limits.decodedBytes == 160_000_000)
    }

    @Test func keepsItsReasonsStable() {
        let reasons = ImagingError.Code.allCases.map(\.rawValue)
        #expect(
            reasons == [
                "unknown-format", "truncated", "corrupt", "too-large", "unsupported",
                "out-of-memory", "failed",
            ]
        )
    }
}

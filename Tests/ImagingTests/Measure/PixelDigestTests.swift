// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

struct PixelDigestTests {
    private func digest(_ pixels: TestPixels) throws -> PixelDigest {
        try Codec().measure(pixels.image()).pixels
    }

    /// Computed with Python's integers from the description of the digest.
    @Test(arguments: [
        (TestPixels(1, 1), "2359b4c6287f7588a15d7671f7c91fff"),
        (TestPixels(13, 9), "f8d2b085a1984dd063795b4738a75ad9"),
        (TestPixels(13, 9, channels: 3), "4c8b33b48879848e9abe1268faac8329"),
        (TestPixels(13, 9, bitDepth: 16), "8cebe835fac9d740edb2eb8ee48ff8ba"),
        (TestPixels(16, 2, channels: 3, bitDepth: 16), "821293bae0f6b1fca38d1654c8bef74e"),
    ]) func isTheSameEverywhere(pixels: TestPixels, expected: String) throws {
        #expect(try digest(pixels).description == expected)
    }

    @Test func isOneForAllFilesOfTheSamePixels() throws {
        let pixels = TestPixels(24, 17, channels: 3)
        var tiff = TIFFFile(pixels.picking([2, 1, 0]), rowsPerStrip: 3)
        let files =
            try TIFFFile.Compression.allCases.map { compression in
                tiff.compression = compression
                return tiff.bytes
            } + [BMPFile(pixels).bytes, Codec().encode(pixels.image(), as: .png)]
        let codec = try Codec()
        let digests = try files.map { try codec.measure(decoded($0)).pixels }
        #expect(Set(digests) == [try digest(pixels)])
    }

    /// Every bit of every sample, alone and together with the same bit of the next sample.
    @Test(arguments: [(9, 2, 1, 8), (3, 2, 3, 8), (5, 2, 1, 16)])
    func changesWithEveryBit(width: Int, height: Int, channels: Int, depth: Int) throws {
        let pixels = TestPixels(width, height, channels: channels, bitDepth: depth)
        var digests: Set = [try digest(pixels)]
        for index in pixels.samples.indices {
            for bit in 0..<depth {
                var changed = pixels
                changed.samples[index] ^= 1 << bit
                digests.insert(try digest(changed))
                if index + 1 < pixels.samples.count {
                    changed.samples[index + 1] ^= 1 << bit
                    digests.insert(try digest(changed))
                }
            }
        }
        #expect(digests.count == 1 + (2 * pixels.samples.count - 1) * depth)
    }

    /// The same bytes, all zero or not, in other rows, channels and depths.
    @Test(arguments: [false, true]) func changesWithTheShape(isBlack: Bool) throws {
        let bytes = TestPixels(24, 2).samples.map { isBlack ? 0 : UInt8($0) }
        let shapes = [
            (48, 1, 1, 8), (24, 2, 1, 8), (2, 24, 1, 8), (16, 3, 1, 8), (8, 2, 3, 8),
            (16, 1, 3, 8), (24, 1, 1, 16), (12, 2, 1, 16), (8, 1, 3, 16),
        ]
        let codec = try Codec()
        let digests = try shapes.map { width, height, channels, depth in
            try codec.measure(
                Image(
                    width: width,
                    height: height,
                    channels: channels,
                    bitDepth: depth,
                    samples: bytes.span
                )
            ).pixels
        }
        #expect(Set(digests).count == shapes.count)
    }

    @Test func printsAllDigits() {
        #expect(
            PixelDigest(high: 0xA, low: 1).description == "000000000000000a0000000000000001"
        )
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Testing

@testable import Imaging

struct ScaledDecodeTests {
    private static func header(_ width: Int, _ height: Int, orientation: Int = 1) -> ImageHeader {
        ImageHeader(
            kind: .jpeg,
            width: width,
            height: height,
            orientation: orientation,
            channels: 1,
            bitDepth: 8
        )
    }

    @Test(arguments: [
        (4_096, 4_096, 256, 256, 1), (4_088, 4_096, 256, 256, 2), (2_048, 2_048, 256, 256, 2),
        (1_024, 1_024, 256, 256, 4), (1_023, 1_023, 256, 256, 4), (1_022, 1_022, 256, 256, 8),
        (512, 512, 256, 256, 8), (300, 300, 256, 256, 8), (100, 100, 256, 256, 8),
        (4_096, 600, 256, 256, 8), (1_300, 9_000, 256, 256, 4), (1, 1, 1, 1, 8), (16, 16, 1, 1, 1),
    ])
    func coversTwiceTheTarget(width: Int, height: Int, toWidth: Int, toHeight: Int, eighths: Int) {
        let target = PixelSize(width: toWidth, height: toHeight)
        #expect(Self.header(width, height).eighths(covering: target) == eighths)
    }

    @Test func measuresTheUprightSides() {
        let target = PixelSize(width: 100, height: 25)
        #expect(Self.header(400, 1_600, orientation: 6).eighths(covering: target) == 1)
        #expect(Self.header(400, 1_600, orientation: 1).eighths(covering: target) == 4)
    }

    @Test(arguments: 1...8) func decodesToTheScaleThatCovers(eighths: Int) throws {
        let pixels = TestPixels(164, 123, channels: 3).mapped { $0 / 8 }
        let file = try Codec().encode(pixels.image(), as: .jpeg(quality: 90))
        let size = PixelSize(width: (164 * eighths + 7) / 16, height: (123 * eighths + 7) / 16)
        let image = try decoded(file, covering: size)
        let header = try probed(file)
        let taken = header.eighths(covering: size)
        #expect([1, 2, 4, 8].contains(taken) && taken < 2 * eighths)
        #expect(image.width == (164 * taken + 7) / 8)
        #expect(image.height == (123 * taken + 7) / 8)
        #expect(image.width >= 2 * size.width && image.height >= 2 * size.height)
    }

    @Test func leavesOtherFormatsAtTheirSize() throws {
        let file = BMPFile(TestPixels(164, 123)).bytes
        let image = try decoded(file, covering: PixelSize(width: 10, height: 10))
        #expect(image.size == PixelSize(width: 164, height: 123))
    }
}

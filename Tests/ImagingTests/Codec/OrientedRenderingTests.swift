// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

/// Turned images made another size: the same as if they had been stored upright.
struct OrientedRenderingTests {
    /// Sizes whose sides are unlike, so that turning before or after would show.
    private static let targets = [
        PixelSize(width: 5, height: 3), PixelSize(width: 3, height: 10),
        PixelSize(width: 12, height: 10),
    ]

    /// Where the pixel (x, y) of an upright image is stored (EXIF 2.32, tag 0x0112).
    private static func stored(_ orientation: Int, _ width: Int, _ height: Int, _ x: Int, _ y: Int)
        -> (Int, Int)
    {
        let (right, bottom) = (width - 1, height - 1)
        let places = [
            (x, y), (right - x, y), (right - x, bottom - y), (x, bottom - y), (y, x),
            (y, bottom - x), (right - y, bottom - x), (right - y, x),
        ]
        return places[orientation - 1]
    }

    private static func upright(_ pixels: TestPixels, _ orientation: Int) -> TestPixels {
        let (width, height) = (pixels.width, pixels.height)
        let isTurned = orientation >= 5
        return pixels.rearranged(isTurned ? height : width, isTurned ? width : height) { x, y in
            stored(orientation, width, height, x, y)
        }
    }

    private static func check(
        _ file: [UInt8],
        against upright: [UInt8],
        within tolerance: Int = 1
    ) throws {
        for target in targets {
            let (turned, plain) = (
                try rendered(file, to: target), try rendered(upright, to: target)
            )
            #expect(turned.distance(to: plain) <= tolerance, "\(target)")
            #expect([turned.width, turned.height] == [target.width, target.height])
        }
    }

    @Test(arguments: 1...8, [(1, 8), (3, 16)])
    func rendersPNGUpright(orientation: Int, shape: (Int, Int)) throws {
        let pixels = TestPixels(31, 20, channels: shape.0, bitDepth: shape.1).mapped { $0 / 2 }
        let type = shape.0 == 1 ? 0 : 2
        var file = PNGFile(pixels, colourType: type)
        file.before = [("eXIf", exifBlock(orientation: orientation))]
        let plain = PNGFile(Self.upright(pixels, orientation), colourType: type)
        try Self.check(file.bytes, against: plain.bytes)
    }

    @Test(arguments: 1...8, [8, 16]) func rendersTIFFUpright(orientation: Int, depth: Int) throws {
        let pixels = TestPixels(31, 20, bitDepth: depth)
        var file = TIFFFile(pixels)
        file.more = [274: [orientation]]
        try Self.check(file.bytes, against: TIFFFile(Self.upright(pixels, orientation)).bytes)
    }

    /// Flat blocks turn as blocks, so the upright image has a JPEG of its own.
    @Test(arguments: 1...8, [1, 3]) func rendersJPEGUpright(orientation: Int, planes: Int) throws {
        let (across, down) = (12, 9)
        let levels: [@Sendable (Int, Int) -> Int] = [
            { 20 + ($0 * 53 + $1 * 29) % 211 }, { 90 + ($0 * 13 + $1 * 7) % 70 },
            { 90 + ($0 * 17 + $1 * 31) % 70 },
        ]
        let file = JPEGFile(
            width: 8 * across,
            height: 8 * down,
            components: levels.prefix(planes).map { level in JPEGFile.Component(level: level) }
        )
        let isTurned = orientation >= 5
        let upright = JPEGFile(
            width: 8 * (isTurned ? down : across),
            height: 8 * (isTurned ? across : down),
            components: levels.prefix(planes).map { level in
                JPEGFile.Component { x, y in
                    let place = Self.stored(orientation, across, down, x, y)
                    return level(place.0, place.1)
                }
            }
        )
        let turned = jpeg(file.bytes, orientation: orientation)
        #expect(try probed(turned).orientation == orientation)
        try Self.check(turned, against: upright.bytes)
    }

    @Test(arguments: 1...8) func turnsWebPUpright(orientation: Int) throws {
        let plain = try TestPixels(decoded(EncodedFiles.webpLossless))
        let file = webP(
            EncodedFiles.webpLossless,
            width: 10,
            height: 12,
            orientation: orientation
        )
        #expect(try TestPixels(decoded(file)) == Self.upright(plain, orientation))
    }
}

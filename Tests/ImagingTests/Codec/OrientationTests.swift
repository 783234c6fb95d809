// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Imaging
import Testing

struct OrientationTests {
    /// Where the pixel (x, y) of the upright image is stored (EXIF 2.32, 4.6.4, tag 0x0112).
    private static func stored(_ orientation: Int, _ width: Int, _ height: Int, x: Int, y: Int)
        -> (Int, Int)
    {
        switch orientation {
        case 2: (width - 1 - x, y)
        case 3: (width - 1 - x, height - 1 - y)
        case 4: (x, height - 1 - y)
        case 5: (y, x)
        case 6: (y, height - 1 - x)
        case 7: (width - 1 - y, height - 1 - x)
        case 8: (width - 1 - y, x)
        default: (x, y)
        }
    }

    private static func upright(_ pixels: TestPixels, _ orientation: Int) -> TestPixels {
        let (width, height) = (pixels.width, pixels.height)
        let isTurned = orientation >= 5
        return pixels.rearranged(isTurned ? height : width, isTurned ? width : height) { x, y in
            stored(orientation, width, height, x: x, y: y)
        }
    }

    @Test(arguments: 1...8) func turnsPNGUpright(orientation: Int) throws {
        let pixels = TestPixels(7, 4, bitDepth: 16)
        var file = PNGFile(pixels, colourType: 0)
        file.before = [("eXIf", exifBlock(orientation: orientation))]
        #expect(try TestPixels(decoded(file.bytes)) == Self.upright(pixels, orientation))
    }

    /// OpenCV turns TIFFs itself, in 8 bits with the help of libtiff; it must not get to.
    @Test(arguments: 1...8, [8, 16]) func turnsTIFFUpright(orientation: Int, depth: Int) throws {
        let pixels = TestPixels(7, 12, bitDepth: depth)
        var file = TIFFFile(pixels)
        file.more = [274: [orientation]]
        #expect(try TestPixels(decoded(file.bytes)) == Self.upright(pixels, orientation))
    }

    @Test(arguments: 1...8) func turnsJPEGUprightOnce(orientation: Int) throws {
        let codec = try Codec()
        let file = try codec.encode(TestPixels(32, 16).image(), as: .jpeg(quality: 100))
        let plain = try TestPixels(decoded(file))
        let turned = try TestPixels(decoded(jpeg(file, orientation: orientation)))
        #expect(turned == Self.upright(plain, orientation))
    }

    @Test func turnsWebPUpright() throws {
        let plain = try TestPixels(decoded(EncodedFiles.webpLossless))
        let turned = try TestPixels(decoded(EncodedFiles.webpExif))
        #expect(turned == Self.upright(plain, 6))
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Imaging
import Testing

struct PNGStructureTests {
    private let grey = PNGFile(TestPixels(9, 7), colourType: 0)

    @Test(arguments: [
        (0, 1, 1, 8), (0, 8, 1, 8), (0, 16, 1, 16), (2, 8, 3, 8), (2, 16, 3, 16), (3, 4, 3, 8),
        (4, 8, 2, 8), (4, 16, 2, 16), (6, 8, 4, 8), (6, 16, 4, 16),
    ])
    func readsColourTypes(type: Int, depth: Int, channels: Int, bits: Int) throws {
        var file = PNGFile(width: 9, height: 7, bitDepth: depth, colourType: type)
        file.before = type == 3 ? [("PLTE", [1, 2, 3, 4, 5, 6])] : []
        file.imageData = PNGFile.zlib([UInt8](repeating: 0, count: 1_000))
        let header = try probed(file.bytes)
        #expect([header.width, header.height] == [9, 7])
        #expect(header.channels == channels)
        #expect(header.bitDepth == bits)
    }

    @Test func countsTransparencyOfColourAsAChannelButNotOfGrey() throws {
        var file = PNGFile(TestPixels(9, 7, channels: 3), colourType: 2)
        file.before = [("tRNS", [0, 1, 0, 2, 0, 3])]
        #expect(try probed(file.bytes).channels == 4)
        var other = grey
        other.before = [("tRNS", [0, 1])]
        #expect(try probed(other.bytes).channels == 1)
    }

    @Test(arguments: [
        (0, 3), (0, 0), (1, 8), (2, 4), (3, 16), (4, 4), (5, 8), (6, 2), (7, 8), (8, 8),
    ])
    func refusesBadDepths(type: Int, depth: Int) {
        var file = grey
        (file.colourType, file.bitDepth) = (type, depth)
        #expect(refusal(of: file.bytes) == .corrupt)
    }

    @Test func refusesChunksOutOfPlace() {
        var twice = grey
        twice.before = [("IHDR", [UInt8](repeating: 1, count: 13))]
        var unknown = grey
        unknown.before = [("ABCD", [])]
        var parted = grey
        parted.after = [("tEXt", []), ("IDAT", [0])]
        var late = PNGFile(TestPixels(9, 7, channels: 3), colourType: 2)
        late.after = [("tRNS", [0, 1, 0, 2, 0, 3])]
        for file in [twice, unknown, parted, late] {
            #expect(refusal(of: file.bytes) == .corrupt)
        }
    }

    @Test func refusesAPaletteImageWithoutOne() {
        let file = PNGFile(TestPixels(9, 7), colourType: 3)
        #expect(refusal(of: file.bytes) == .corrupt)
    }

    @Test func refusesAnAnimation() {
        var file = grey
        file.before = [("acTL", [0, 0, 0, 2, 0, 0, 0, 0])]
        #expect(refusal(of: file.bytes) == .unsupported)
    }

    @Test func refusesLittleDataForAHugeImage() {
        var file = PNGFile(width: 16_384, height: 3_000, bitDepth: 8, colourType: 2)
        file.imageData = PNGFile.zlib([0, 0, 0])
        #expect(refusal(of: file.bytes) == .truncated)
    }

    /// A bomb of text, a broken profile and a false checksum in a chunk that is not the image.
    @Test func leavesOutWhatIsNoImage() throws {
        var file = grey
        file.before = [
            ("zTXt", [UInt8](repeating: 0x78, count: 9_000)), ("iCCP", Array("broken".utf8)),
            ("gAMA", [0, 0, 0, 0]), ("PLTE", [1, 2, 3]),
        ]
        file.after = [("iTXt", [0]), ("tIME", [])]
        let plain = try TestPixels(decoded(grey.bytes))
        #expect(try TestPixels(decoded(file.bytes)) == plain)
        #expect(plain == TestPixels(9, 7))
    }

    @Test func readsTheOrientationBeforeAndBehindTheImage() throws {
        var before = grey
        before.before = [("eXIf", exifBlock(orientation: 3))]
        var behind = grey
        behind.after = [("eXIf", exifBlock(orientation: 8, isBigEndian: true))]
        #expect(try probed(before.bytes).orientation == 3)
        #expect(try probed(behind.bytes).orientation == 8)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Imaging
import Testing

struct JPEGHeaderTests {
    /// A JPEG up to its frame header, which claims 300 × 200.
    private func frame(marker: UInt8 = 0xC0, precision: UInt8 = 8, components: Int = 3) -> [UInt8] {
        let body =
            [precision] + bigEndian(200, 2) + bigEndian(300, 2) + [UInt8(components)]
            + (0..<components).flatMap { [UInt8($0 + 1), 0x11, 0] }
        return [0xFF, 0xD8, 0xFF, marker] + bigEndian(body.count + 2, 2) + body
    }

    @Test(arguments: [0xC0, 0xC1, 0xC2] as [UInt8])
    func readsBaselineExtendedAndProgressive(marker: UInt8) throws {
        let header = try probed(frame(marker: marker))
        #expect([header.width, header.height, header.channels] == [300, 200, 3])
        #expect(header.isProgressive == (marker == 0xC2))
    }

    @Test(arguments: [0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF] as [UInt8])
    func refusesLosslessHierarchicalAndArithmetic(marker: UInt8) {
        #expect(refusal(of: frame(marker: marker)) == .unsupported)
    }

    @Test func refusesTwelveBits() {
        #expect(refusal(of: frame(precision: 12)) == .unsupported)
    }

    @Test(arguments: [0, 2, 4, 5]) func refusesOtherThanOneOrThreeComponents(components: Int) {
        #expect(refusal(of: frame(components: components)) == .unsupported)
    }

    @Test func refusesCMYKWithAReason() {
        #expect {
            try probed(EncodedFiles.jpegCMYK)
        } throws: { error in
            (error as? ImagingError)?.detail.contains("CMYK") == true
        }
    }

    @Test func skipsFillBytesAndOtherSegments() throws {
        let comment: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFE] + bigEndian(5, 2) + [0xFF, 0xC0, 0x00]
        let file = [0xFF, 0xD8] + comment + frame()[2...]
        #expect(try probed(file).width == 300)
    }

    @Test func refusesASegmentThatDoesNotFit() {
        #expect(refusal(of: [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 0]) == .truncated)
        #expect(refusal(of: [0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0]) == .corrupt)
        #expect(refusal(of: [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0, 0]) == .corrupt)
    }

    @Test(arguments: [0xD9, 0xDA] as [UInt8]) func refusesAScanOrEndBeforeTheFrame(marker: UInt8) {
        #expect(refusal(of: [0xFF, 0xD8, 0xFF, marker, 0, 2]) == .corrupt)
    }

    @Test(arguments: 1...8, [false, true])
    func readsTheOrientation(orientation: Int, isBigEndian: Bool) throws {
        let file = jpeg(frame(), orientation: orientation, isBigEndian: isBigEndian)
        let header = try probed(file)
        #expect(header.orientation == orientation)
        #expect(header.orientedWidth == (orientation < 5 ? 300 : 200))
        #expect(header.orientedHeight == (orientation < 5 ? 200 : 300))
    }

    @Test(arguments: [0, 9, 65_535]) func takesABadOrientationForNone(orientation: Int) throws {
        let file = jpeg(frame(), orientation: orientation)
        #expect(try probed(file).orientation == 1)
    }

    @Test func takesACutEXIFBlockForNone() throws {
        let block = Array("Exif\0\0II*\0".utf8)
        let file = [0xFF, 0xD8, 0xFF, 0xE1] + bigEndian(block.count + 2, 2) + block + frame()[2...]
        #expect(try probed(file).orientation == 1)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Imaging
import Testing

struct WebPContainerTests {
    private static func riff(_ chunks: [(String, [UInt8])]) -> [UInt8] {
        var body: [UInt8] = []
        for (name, data) in chunks {
            body += Array(name.utf8) + littleEndian(data.count, 4) + data
            if data.count % 2 == 1 { body.append(0) }
        }
        return Array("RIFF".utf8) + littleEndian(body.count + 4, 4) + Array("WEBP".utf8) + body
    }

    private let lossless = (
        "VP8L",
        Array(EncodedFiles.webpLossless[20..<EncodedFiles.webpLossless.count])
    )

    /// Flags, three bytes of nothing, and the canvas.
    private func canvas(flags: UInt8, _ width: Int, _ height: Int) -> (String, [UInt8]) {
        ("VP8X", [flags, 0, 0, 0] + littleEndian(width - 1, 3) + littleEndian(height - 1, 3))
    }

    @Test(arguments: [
        (EncodedFiles.webpLossless, 3), (EncodedFiles.webpLossy, 3), (EncodedFiles.webpAlpha, 4),
        (EncodedFiles.webpLossyAlpha, 4),
    ])
    func readsSizesAndAlpha(file: [UInt8], channels: Int) throws {
        let header = try probed(file)
        #expect([header.width, header.height, header.channels] == [10, 12, channels])
    }

    @Test func readsTheOrientation() throws {
        #expect(try probed(EncodedFiles.webpExif).orientation == 6)
        let prefixed = Self.riff([
            canvas(flags: 8, 10, 12), lossless,
            ("EXIF", Array("Exif\0\0".utf8) + exifBlock(orientation: 5)),
        ])
        #expect(try probed(prefixed).orientation == 5)
    }

    @Test func refusesAnimations() {
        let flagged = Self.riff([canvas(flags: 2, 10, 12), lossless])
        let unflagged = Self.riff([
            canvas(flags: 0, 10, 12), ("ANIM", [0, 0, 0, 0, 0, 0]), lossless,
        ])
        #expect(refusal(of: flagged) == .unsupported)
        #expect(refusal(of: unflagged) == .unsupported)
    }

    @Test func refusesACanvasOfAnotherSizeThanItsImage() {
        #expect(refusal(of: Self.riff([canvas(flags: 0, 11, 12), lossless])) == .corrupt)
        #expect(refusal(of: Self.riff([canvas(flags: 0, 10, 12), lossless])) == nil)
    }

    @Test func refusesNoImageAndTwo() {
        #expect(refusal(of: Self.riff([canvas(flags: 0, 10, 12)])) == .corrupt)
        #expect(refusal(of: Self.riff([lossless, lossless])) == .corrupt)
    }

    @Test func refusesAnOversizeCanvas() {
        let file = Self.riff([canvas(flags: 0, 1 << 24, 1 << 24), lossless])
        #expect(refusal(of: file) == .corrupt)
        let image = ("VP8L", [0x2F] + littleEndian(0xFFF_FFFF, 4))
        #expect(refusal(of: Self.riff([image])) == .tooLarge)
    }
}

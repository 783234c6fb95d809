// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

struct PlaceTests {
    private static let kinds = [(1, 8), (3, 8), (1, 16), (3, 16)]

    private func place(_ pixels: TestPixels, _ width: Int, _ height: Int, _ fit: Fit) throws
        -> TestPixels
    {
        let size = PixelSize(width: width, height: height)
        return try TestPixels(Codec().place(pixels.image(), in: size, fit))
    }

    private func resize(_ pixels: TestPixels, _ width: Int, _ height: Int) throws -> TestPixels {
        let size = PixelSize(width: width, height: height)
        return try TestPixels(Codec().resize(pixels.image(), to: size))
    }

    @Test(arguments: kinds, [(20, 12, 10, 10, 10, 6, 0, 2), (9, 20, 21, 11, 5, 11, 8, 0)])
    func padsWithBlack(
        kind: (Int, Int),
        sides: (Int, Int, Int, Int, Int, Int, Int, Int)
    ) throws {
        let (width, height, toWidth, toHeight, scaledWidth, scaledHeight, left, top) = sides
        let pixels = TestPixels(width, height, channels: kind.0, bitDepth: kind.1)
        let padded = try place(pixels, toWidth, toHeight, .pad)
        #expect((padded.width, padded.height) == (toWidth, toHeight))
        let scaled = try resize(pixels, scaledWidth, scaledHeight)
        let middle = padded.rearranged(scaledWidth, scaledHeight) { ($0 + left, $1 + top) }
        #expect(middle == scaled)
        #expect(padded.samples.reduce(0, +) == scaled.samples.reduce(0, +))
    }

    @Test(arguments: kinds, [(20, 12, 6, 6, 4, 0, 12, 12), (9, 20, 18, 9, 0, 7, 9, 5)])
    func cropsToTheMiddle(
        kind: (Int, Int),
        sides: (Int, Int, Int, Int, Int, Int, Int, Int)
    ) throws {
        let (width, height, toWidth, toHeight, x, y, partWidth, partHeight) = sides
        let pixels = TestPixels(width, height, channels: kind.0, bitDepth: kind.1)
        let part = pixels.rearranged(partWidth, partHeight) { ($0 + x, $1 + y) }
        #expect(try place(pixels, toWidth, toHeight, .crop) == resize(part, toWidth, toHeight))
    }

    @Test(arguments: kinds) func stretchesAsResizingDoes(channels: Int, depth: Int) throws {
        let pixels = TestPixels(20, 12, channels: channels, bitDepth: depth)
        for (width, height) in [(8, 8), (40, 9), (20, 12)] {
            #expect(try place(pixels, width, height, .stretch) == resize(pixels, width, height))
        }
    }

    @Test(arguments: Fit.allCases, 1...8)
    func placesWhileItDecodes(fit: Fit, orientation: Int) throws {
        let codec = try Codec()
        let pixels = TestPixels(61, 40)
        let file = jpeg(
            try codec.encode(pixels.image(), as: .jpeg(quality: 95)),
            orientation: orientation
        )
        let header = try probed(file)
        let whole = try codec.decode(file.span, header: header)
        for (width, height) in [(16, 16), (61, 40), (40, 61), (90, 30), (16, 200)] {
            let size = PixelSize(width: width, height: height)
            let image = try codec.decode(
                file.span,
                header: header,
                color: .keep,
                size: size,
                fit: fit
            )
            let expected = try codec.place(whole, in: size, fit)
            #expect(TestPixels(image) == TestPixels(expected))
        }
    }

    /// Rows that were cut off must not come back at the edge of a blur, a shift or a turn.
    @Test(arguments: [
        Operation.blur(kernel: 7, sigma: 0), .translate(x: 3, y: -4),
        .rotate(centidegrees: 2_000, centre: .pixelCentre),
    ])
    func forgetsWhatWasCutOff(operation: Operation) throws {
        let codec = try Codec()
        let pixels = TestPixels(16, 40)
        let cropped = try codec.place(
            pixels.image(),
            in: PixelSize(width: 16, height: 16),
            .crop
        )
        let copy = pixels.rearranged(16, 16) { ($0, $1 + 12) }
        #expect(TestPixels(cropped) == copy)
        let seen = try codec.apply(operation, border: .reflect, to: cropped)
        let expected = try codec.apply(operation, border: .reflect, to: copy.image())
        #expect(TestPixels(seen) == TestPixels(expected))
    }
}

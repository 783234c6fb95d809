// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Testing

@testable import Imaging

/// PNGs whose rows the codec reads itself, held against pixels that are known.
struct PNGRowsTests {
    /// Channels of the file, bits a sample, colour type.
    static let shapes = [(1, 8, 0), (1, 16, 0), (3, 8, 2), (3, 16, 2), (4, 8, 6), (4, 16, 6)]

    @Test(arguments: shapes, 0...5)
    func undoesEveryFilter(shape: (channels: Int, depth: Int, type: Int), filter: Int) throws {
        let pixels = TestPixels(23, 17, channels: shape.channels, bitDepth: shape.depth)
        // Filter 5 stands for another one in each row.
        let filters = (0..<17).map { filter == 5 ? $0 * 3 % 5 : filter }
        let stream = PNGFile.zlib(Self.filtered(pixels, filters))
        let image = try Codec().decodeRows(stream.span, Self.header(pixels, 23, 17), nil)
        let order = [[0], [], [2, 1, 0], [2, 1, 0, 3]][shape.channels - 1]
        #expect(TestPixels(image) == pixels.picking(order))
    }

    @Test(arguments: shapes.filter { $0.0 < 4 })
    func shrinksWhileItReads(channels: Int, depth: Int, type: Int) throws {
        let pixels = TestPixels(23, 17, channels: channels, bitDepth: depth)
        var file = PNGFile(pixels, colourType: type)
        file.imageData = PNGFile.zlib(Self.filtered(pixels, (0..<17).map { $0 % 5 }))
        let whole = try decoded(file.bytes)
        for (width, height) in [(23, 17), (11, 5), (1, 1), (23, 2)] {
            let size = PixelSize(width: width, height: height)
            let expected = try TestPixels(Codec().resize(whole, to: size))
            #expect(try TestPixels(decoded(file.bytes, size: size)) == expected)
        }
    }

    @Test func refusesWhatIsNotExactlyTheImage() throws {
        let pixels = TestPixels(9, 5)
        let filtered = Self.filtered(pixels, [0, 1, 2, 3, 4])
        var wrongSum = PNGFile.zlib(filtered)
        wrongSum[wrongSum.count - 1] ^= 1
        let streams = [
            PNGFile.zlib(Array(filtered.dropLast())), PNGFile.zlib(filtered + [0]), wrongSum,
            PNGFile.zlib(Self.filtered(pixels, [0, 1, 2, 3, 5])),
            Array(PNGFile.zlib(filtered).dropLast(5)), [], [0x78],
        ]
        let codec = try Codec()
        for stream in streams {
            #expect(throws: ImagingError.self) { () throws in
                _ = try codec.decodeRows(stream.span, Self.header(pixels, 9, 5), nil).width
            }
        }
        let sound = try codec.decodeRows(
            PNGFile.zlib(filtered).span,
            Self.header(pixels, 9, 5),
            nil
        )
        #expect(TestPixels(sound) == pixels)
    }

    /// libpng only warns of it.
    @Test func putsUpWithMoreDataThanThereAreRows() throws {
        let pixels = TestPixels(9, 5)
        var file = PNGFile(pixels, colourType: 0)
        file.imageData = PNGFile.zlib(Self.filtered(pixels, [4, 3, 2, 1, 0]) + [1, 2, 3])
        #expect(try TestPixels(decoded(file.bytes)) == pixels)
    }

    private static func header(_ pixels: TestPixels, _ width: Int, _ height: Int) -> ImageHeader {
        ImageHeader(
            kind: .png,
            width: width,
            height: height,
            channels: pixels.channels,
            bitDepth: pixels.bitDepth,
            alpha: pixels.channels == 4 ? .straight : .absent
        )
    }

    /// The rows with a filter for each, as an encoder writes them (ISO/IEC 15948, 9.2).
    private static func filtered(_ pixels: TestPixels, _ filters: [Int]) -> [UInt8] {
        let bytes = pixels.bitDepth / 8
        let pixel = pixels.channels * bytes
        let rows = (0..<pixels.height).map { y in
            pixels.samples[(y * pixels.width * pixels.channels)...]
                .prefix(pixels.width * pixels.channels)
                .flatMap { bigEndian($0, bytes).map(Int.init) }
        }
        return rows.indices.flatMap { y -> [UInt8] in
            let filter = filters[y]
            return [UInt8(filter)]
                + rows[y].indices.map { x in
                    let left = x < pixel ? 0 : rows[y][x - pixel]
                    let above = y == 0 ? 0 : rows[y - 1][x]
                    let corner = x < pixel || y == 0 ? 0 : rows[y - 1][x - pixel]
                    let guess = left + above - corner
                    let nearest = [left, above, corner].min { abs($0 - guess) < abs($1 - guess) }
                    let predicted = [0, left, above, (left + above) / 2, nearest ?? 0]
                    let taken = filter < 5 ? predicted[filter] : 0
                    return UInt8(truncatingIfNeeded: rows[y][x] - taken)
                }
        }
    }
}

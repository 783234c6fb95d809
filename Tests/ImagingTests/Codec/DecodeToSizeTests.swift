// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

/// Pixels at a wanted size: the same whether they were shrunk while they were decoded or later.
struct DecodeToSizeTests {
    private static let sizes = [
        PixelSize(width: 164, height: 123), PixelSize(width: 64, height: 48),
        PixelSize(width: 20, height: 90), PixelSize(width: 1, height: 1),
        PixelSize(width: 164, height: 7), PixelSize(width: 200, height: 7),
        PixelSize(width: 300, height: 300),
    ]

    @Test(arguments: SampleFile.allCases, ColorMode.allCases)
    func shrinksAJPEGWhileItIsDecoded(_ sample: SampleFile, color: ColorMode) throws {
        let file = try sample.bytes()
        for size in Self.sizes {
            let whole = try decoded(file, color: color)
            let expected = try TestPixels(Codec().resize(whole, to: size))
            let image = try decoded(file, color: color, size: size)
            #expect(image.size == size)
            #expect(TestPixels(image) == expected)
        }
    }

    /// What a file says about its orientation concerns the result, whatever way leads to its size.
    @Test(arguments: 1...8) func turnsWhatItShrinks(orientation: Int) throws {
        let file = try Codec().encode(TestPixels(60, 44).image(), as: .jpeg(quality: 100))
        let turned = jpeg(file, orientation: orientation)
        let whole = try decoded(turned)
        for (width, height) in [(20, 11), (11, 20), (50, 44), (44, 50), (70, 5)] {
            let size = PixelSize(width: width, height: height)
            let expected = try TestPixels(Codec().resize(whole, to: size))
            #expect(try TestPixels(decoded(turned, size: size)) == expected)
        }
    }

    @Test func refusesDamageBeyondTheRowsItNeeds() throws {
        let file = try SampleFile.grey.bytes()
        let size = PixelSize(width: 4, height: 4)
        for count in stride(from: 1, to: file.count / 2, by: 7) {
            let short = Array(file.dropLast(count))
            #expect(throws: ImagingError.self) { () throws in
                _ = try decoded(short, size: size).width
            }
        }
    }

    enum SampleFile: CaseIterable, Sendable {
        case grey, colour, halvedColour

        func bytes() throws -> [UInt8] {
            let pixels = TestPixels(164, 123, channels: self == .grey ? 1 : 3).mapped { $0 / 3 }
            return try Codec().encode(
                pixels.image(),
                as: .jpeg(quality: self == .halvedColour ? 80 : 95)
            )
        }
    }
}

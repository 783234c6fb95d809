// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

/// Sorts of JPEG that are taken, each with pixels that are known.
struct JPEGSamplingTests {
    /// Luma at full resolution and two planes of colour, each with so many times fewer samples.
    private static func colour(_ across: Int, _ down: Int) -> JPEGFile {
        JPEGFile(
            width: 67,
            height: 45,
            components: [
                JPEGFile.Component(across: across, down: down) { 40 + ($0 * 31 + $1 * 47) % 170 },
                JPEGFile.Component { 100 + ($0 * 13 + $1 * 29) % 50 },
                JPEGFile.Component { 105 + ($0 * 23 + $1 * 11) % 50 },
            ]
        )
    }

    /// Blue, green and red of a full-range YCbCr (ITU-T T.871, 7).
    private static func pixel(_ file: JPEGFile, _ x: Int, _ y: Int) -> [Int] {
        let full = file.components[0]
        func level(_ component: JPEGFile.Component) -> Double {
            let block = (
                x * component.across / full.across / 8, y * component.down / full.down / 8
            )
            return Double(component.level(block.0, block.1))
        }
        let luma = level(full)
        let (blue, red) = (level(file.components[1]) - 128, level(file.components[2]) - 128)
        return [luma + 1.772 * blue, luma - 0.344136 * blue - 0.714136 * red, luma + 1.402 * red]
            .map { Int(min(max($0, 0), 255).rounded()) }
    }

    /// 4:4:4, 4:2:2, 4:2:0, 4:4:0, 4:1:1 and one that has no name.
    private static let samplings = [(1, 1), (2, 1), (2, 2), (1, 2), (4, 1), (4, 2)]

    @Test(arguments: samplings, [false, true])
    func decodesColour(sampling: (Int, Int), isProgressive: Bool) throws {
        var file = Self.colour(sampling.0, sampling.1)
        file.isProgressive = isProgressive
        let header = try probed(file.bytes)
        #expect(header.isProgressive == isProgressive && header.channels == 3)
        let image = try TestPixels(decoded(file.bytes))
        #expect([image.width, image.height, image.channels] == [67, 45, 3])
        // In the middle of a block no neighbour's colour is blended in.
        for y in stride(from: 4, to: 45, by: 8) {
            for x in stride(from: 4, to: 67, by: 8) {
                let expected = Self.pixel(file, x, y)
                for channel in 0..<3 {
                    #expect(abs(image[x, y, channel] - expected[channel]) <= 1, "\(x), \(y)")
                }
            }
        }
    }

    /// The luma as it is coded, not the grey of the colours: nothing is lost to rounding.
    @Test(arguments: samplings) func takesTheLumaForGrey(sampling: (Int, Int)) throws {
        let file = Self.colour(sampling.0, sampling.1)
        let grey = try TestPixels(decoded(file.bytes, color: .gray))
        #expect(grey.channels == 1)
        for y in 0..<45 {
            for x in 0..<67 { #expect(grey[x, y] == file.components[0].level(x / 8, y / 8)) }
        }
    }

    /// Sampling factors of a single component say nothing (A.2.2), but many writers give 2 × 2.
    @Test(arguments: [1, 2], [false, true])
    func decodesGrey(factor: Int, isProgressive: Bool) throws {
        var file = Self.colour(factor, factor)
        file.components.removeLast(2)
        file.isProgressive = isProgressive
        file.restartInterval = 4
        let image = try TestPixels(decoded(file.bytes))
        #expect([image.width, image.height, image.channels] == [67, 45, 1])
        for y in 0..<45 {
            for x in 0..<67 { #expect(image[x, y] == file.components[0].level(x / 8, y / 8)) }
        }
    }

    @Test func decodesWithRestarts() throws {
        var file = Self.colour(2, 2)
        let plain = try TestPixels(decoded(file.bytes))
        file.restartInterval = 3
        #expect(try TestPixels(decoded(file.bytes)) == plain)
    }

    /// Where an Adobe segment says so, the components are red, green and blue themselves.
    @Test func decodesComponentsThatAreColours() throws {
        var file = Self.colour(1, 1)
        file.adobeTransform = 0
        let image = try TestPixels(decoded(file.bytes))
        for y in 0..<45 {
            for x in 0..<67 {
                for channel in 0..<3 {
                    let level = file.components[2 - channel].level(x / 8, y / 8)
                    #expect(image[x, y, channel] == level)
                }
            }
        }
    }

    /// CMYK and YCCK.
    @Test(arguments: [0, 2]) func refusesFourComponents(transform: Int) {
        var file = Self.colour(1, 1)
        file.components.append(file.components[0])
        file.adobeTransform = transform
        #expect {
            _ = try decoded(file.bytes)
        } throws: { error in
            (error as? ImagingError)?.code == .unsupported
                && (error as? ImagingError)?.detail.contains("CMYK") == true
        }
    }

    /// A pixel for each flat block: whatever scale is decoded at, its mean is the block's level.
    @Test(arguments: [1, 3], [false, true])
    func keepsTheMeansAtEveryScale(components: Int, isProgressive: Bool) throws {
        var file = Self.colour(1, 1)
        file.components.removeLast(3 - components)
        file.isProgressive = isProgressive
        (file.width, file.height) = (64, 48)
        for scale in [1, 2, 4, 8] {
            let size = PixelSize(width: 64 / scale, height: 48 / scale)
            let image = try rendered(file.bytes, to: size, color: .gray)
            for y in 0..<size.height {
                for x in 0..<size.width {
                    let level = file.components[0].level(x * scale / 8, y * scale / 8)
                    #expect(abs(image[x, y] - level) <= 1, "\(x), \(y) of \(size)")
                }
            }
        }
    }
}

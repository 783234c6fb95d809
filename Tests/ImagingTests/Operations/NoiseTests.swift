// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

struct NoiseTests {
    /// What is added to mid-grey, in 8-bit levels, row by row.
    private func noise(
        _ centilevels: Int,
        seed: UInt32,
        _ shape: Shape = Shape(width: 256, height: 256, channels: 1, bitDepth: 16)
    ) throws -> [Double] {
        let unit = shape.bitDepth == 8 ? 1 : 257
        let grey = shape.holding { _ in 128 * unit }
        let noisy = try TestPixels(
            Codec().apply(
                .noise(centilevels: centilevels, seed: seed),
                border: .reflect,
                to: grey.image()
            )
        )
        return noisy.samples.map { Double($0) / Double(unit) - 128 }
    }

    private func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }

    /// With 65,536 draws the mean has a deviation of 1/256 of sigma, sigma one of 1/362 of itself,
    /// and the excess one of 0.02.
    @Test(arguments: [0, 1, 32, 0xFFFF_FFFF], [300, 1_250, 2_500])
    func isNormal(seed: UInt32, centilevels: Int) throws {
        let sigma = Double(centilevels) / 100
        let drawn = try noise(centilevels, seed: seed)
        let centre = mean(drawn)
        let variance = mean(drawn.map { ($0 - centre) * ($0 - centre) })
        #expect(abs(centre) < 4 * sigma / 256)
        #expect(abs(variance.squareRoot() / sigma - 1) < 0.01)
        let powers = drawn.map { value in
            let square = (value - centre) * (value - centre)
            return (square * (value - centre), square * square)
        }
        let skew = mean(powers.map(\.0)) / (variance * variance.squareRoot())
        let excess = mean(powers.map(\.1)) / (variance * variance) - 3
        #expect(abs(skew) < 0.04)
        #expect(abs(excess) < 0.1)
        // Two thirds lie within sigma, and a few beyond three.
        let within = drawn.count { abs($0) < sigma }
        #expect(abs(Double(within) / 65_536 - 0.6827) < 0.01)
        #expect((120...240).contains(drawn.count { abs($0) > 3 * sigma }))
    }

    /// Neighbours, rows and the four samples of a hash know nothing of each other: correlations
    /// have a deviation of 1/256.
    @Test(arguments: [1, 2, 3, 4, 7, 255, 256, 257, 512, 1024]) func isWhite(lag: Int) throws {
        let drawn = try noise(2_000, seed: 7)
        let pairs = zip(drawn, drawn.dropFirst(lag)).map(*)
        #expect(abs(mean(pairs) / 400) < 4.0 / 256)
    }

    @Test func isRoundedAlikeOnBothSides() throws {
        let drawn = try noise(60, seed: 3, Shape(width: 512, height: 512, channels: 1, bitDepth: 8))
        #expect(Set(drawn).isSuperset(of: [-2, -1, 0, 1, 2]))
        #expect(abs(mean(drawn)) < 4 * 0.66 / 512)
        // P(|z| > 0.5 / 0.6) = 0.4047
        #expect(abs(Double(drawn.count { $0 != 0 }) / 262_144 - 0.4047) < 0.01)
    }

    @Test func isItsOwnForEverySeedAndChannel() throws {
        let colour = Shape(width: 64, height: 64, channels: 3, bitDepth: 8)
        let drawn = try noise(2_000, seed: 1, colour)
        let other = try noise(2_000, seed: 2, colour)
        func correlation(_ left: [Double], _ right: [Double]) -> Double {
            mean(zip(left, right).map(*)) / 400
        }
        #expect(abs(correlation(drawn, other)) < 0.05)
        let channels = (0..<3).map { channel in
            stride(from: channel, to: drawn.count, by: 3).map { drawn[$0] }
        }
        #expect(abs(correlation(channels[0], channels[1])) < 0.07)
        #expect(abs(correlation(channels[1], channels[2])) < 0.07)
    }

    /// What a sample gets hangs on its number alone, whatever the shape of the image.
    @Test(arguments: Shape.all) func hangsOnTheNumberOfASampleAlone(shape: Shape) throws {
        let row = Shape(width: 16_384, height: 1, channels: 1, bitDepth: shape.bitDepth)
        let count = shape.width * shape.height * shape.channels
        let drawn = try noise(1_000, seed: 5, row).prefix(count)
        #expect(try noise(1_000, seed: 5, shape) == Array(drawn))
    }

    @Test(arguments: [8, 16]) func saturates(depth: Int) throws {
        let full = depth == 8 ? 255 : 65_535
        let shape = Shape(width: 64, height: 64, channels: 1, bitDepth: depth)
        for level in [0, full] {
            let pixels = shape.holding { _ in level }
            let noisy = try TestPixels(
                Codec().apply(
                    .noise(centilevels: 6400, seed: 9),
                    border: .reflect,
                    to: pixels.image()
                )
            )
            let kept = noisy.samples.count { $0 == level }
            #expect((1_900...2_250).contains(kept))
            #expect(noisy.samples.allSatisfy { abs($0 - level) < 300 * (full / 255) })
        }
    }

    /// The bits are part of what archives are: another generator makes other archives.
    @Test func isAlwaysTheSame() throws {
        let drawn = try noise(
            1_000,
            seed: 32,
            Shape(width: 12, height: 1, channels: 1, bitDepth: 8)
        )
        #expect(drawn.map { Int($0) } == [3, -7, 3, 22, -12, -21, -12, 25, 5, 0, 14, -3])
        let sum = try noise(2_345, seed: 4_000_000_000).enumerated().reduce(0) { sum, item in
            (sum * 31 + Int(item.element * 257)) % 1_000_003
        }
        #expect(sum == 865_090)
    }
}

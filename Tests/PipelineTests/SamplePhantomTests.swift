// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct SamplePhantomTests {
    /// FNV-1a over the pixels: these numbers change only when the drawing is meant to change.
    @Test(arguments: [
        (0, 0, 64, 0xE65D74A0AEE8FBFB as UInt64), (1, 7, 64, 0x2B1089C7575E14B7),
        (2, 1, 65, 0xFADA0B492842533), (3, 2, 64, 0x1F52264291CD4314),
        (4, 3, 64, 0xA2EF2ECBAFAA3E8E),
        (9, 120, 256, 0xA7DDF2532F12EEB8),
    ])
    func drawsTheSamePixelsOnEveryMachine(label: Int, index: Int, size: Int, digest: UInt64) {
        let pixels = Phantom(seed: 32, label: label, index: index, size: size).draw()
        let found = pixels.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        #expect(found == digest)
    }

    @Test func drawsNoPictureTwice() {
        var seen: Set<[UInt8]> = []
        for seed in [UInt64(1), 2] {
            for label in 0..<4 {
                for index in 0..<8 {
                    seen.insert(Phantom(seed: seed, label: label, index: index, size: 48).draw())
                }
            }
        }
        #expect(seen.count == 2 * 4 * 8)
    }

    /// Two pictures of a class differ in anatomy, not only in grain: grain moves a mean of 16
    /// pixels by two levels at most.
    @Test func variesTheAnatomy() {
        let first = blockMeans(Phantom(seed: 5, label: 0, index: 0, size: 64).draw(), size: 64)
        let second = blockMeans(Phantom(seed: 5, label: 0, index: 1, size: 64).draw(), size: 64)
        let moved = zip(first, second).filter { abs($0 - $1) > 8 }.count
        #expect(moved > first.count / 10)
    }

    @Test(arguments: [16, 17, 99, 256])
    func drawsEverySize(size: Int) {
        #expect(
            Phantom(seed: 0, label: 6, index: 0, size: size).draw().count == size * size
        )
    }

    @Test func looksLikeAChest() {
        let size = 128
        for index in 0..<10 {
            let pixels = Phantom(seed: 3, label: 0, index: index, size: size).draw()
            let lung = mean(pixels, size: size, columns: 26..<38, rows: 48..<70)
            let spine = mean(pixels, size: size, columns: 60..<68, rows: 48..<70)
            let corner = mean(pixels, size: size, columns: 0..<6, rows: 0..<6)
            #expect(corner < 20)
            #expect(lung > corner + 20)
            #expect(spine > lung + 60)
        }
    }

    /// The net of the diffuse class is fine and the patches of the focal class are broad.
    @Test func tellsTheClassesApartByTexture() {
        let clear = texture(label: 0)
        let focal = texture(label: 1)
        let diffuse = texture(label: 2)
        #expect(diffuse.fine > 1.6 * clear.fine)
        #expect(diffuse.fine > 1.5 * focal.fine)
        #expect(focal.broad > 1.6 * clear.broad)
        #expect(focal.broad > 1.3 * diffuse.broad)
    }

    @Test func refusesASizeOutOfRange() async {
        await #expect(processExitsWith: .failure) {
            _ = Phantom(seed: 0, label: 0, index: 0, size: 15)
        }
    }

    /// Sums of squares over the lungs of ten pictures: of the second differences along the rows,
    /// and of what the means of blocks differ from the mean of their lung.
    private func texture(label: Int) -> (fine: Double, broad: Double) {
        let size = 320
        var fine = 0.0
        var broad = 0.0
        for index in 0..<10 {
            let pixels = Phantom(seed: 77, label: label, index: index, size: size).draw()
            for lung in [72..<112, 208..<248] {
                var means: [Double] = []
                for row in stride(from: 100, to: 180, by: 10) {
                    for column in stride(from: lung.lowerBound, to: lung.upperBound, by: 10) {
                        let columns = column..<column + 10
                        means.append(
                            mean(pixels, size: size, columns: columns, rows: row..<row + 10)
                        )
                    }
                }
                let middle = means.reduce(0, +) / Double(means.count)
                broad += means.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
                fine += secondDifferences(pixels, size: size, columns: lung, rows: 100..<180)
            }
        }
        return (fine, broad)
    }

    /// Differences are taken four pixels apart, between means of four: the net is as wide as that,
    /// and grain is not.
    private func secondDifferences(
        _ pixels: [UInt8],
        size: Int,
        columns: Range<Int>,
        rows: Range<Int>
    ) -> Double {
        var sum = 0.0
        for row in rows {
            for column in columns {
                let parts = [-4, 0, 4].map {
                    let start = column + $0
                    return mean(
                        pixels,
                        size: size,
                        columns: start..<start + 2,
                        rows: row..<row + 2
                    )
                }
                let difference = 2 * parts[1] - parts[0] - parts[2]
                sum += difference * difference
            }
        }
        return sum
    }

    private func blockMeans(_ pixels: [UInt8], size: Int) -> [Double] {
        stride(from: 0, to: size, by: 4).flatMap { row in
            stride(from: 0, to: size, by: 4).map { column in
                mean(pixels, size: size, columns: column..<column + 4, rows: row..<row + 4)
            }
        }
    }

    private func mean(
        _ pixels: [UInt8],
        size: Int,
        columns: Range<Int>,
        rows: Range<Int>
    ) -> Double {
        var sum = 0
        for row in rows {
            for column in columns { sum += Int(pixels[row * size + column]) }
        }
        return Double(sum) / Double(columns.count * rows.count)
    }
}

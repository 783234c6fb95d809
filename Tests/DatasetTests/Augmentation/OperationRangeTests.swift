// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct OperationRangeTests {
    private static let size = PixelSize(width: 256, height: 128)

    /// All outcomes of an `augment` list of one operation.
    private func outcomes(_ list: String, in size: PixelSize = size) throws -> [Operation] {
        let range = try Augmentation(parsing: list).ranges[0]
        return (0..<range.outcomes(in: size)).map { range.operation($0, in: size) }
    }

    @Test func rotatesByHundredthsOfADegreeAndNeverBy0() throws {
        let angles = try outcomes("rotate:0.03").map(\.description)
        #expect(
            angles == [
                "rotate angle=-0.03", "rotate angle=-0.02", "rotate angle=-0.01",
                "rotate angle=0.01", "rotate angle=0.02", "rotate angle=0.03",
            ]
        )
        #expect(try outcomes("rotate:25").count == 5000)
    }

    /// −180° and 180° are one turn.
    @Test func countsHalfATurnOnce() throws {
        let turns = try outcomes("rotate:180")
        #expect(turns.count == 35_999)
        #expect(turns.first == .rotate(centidegrees: -17_999, centre: .pixelCentre))
        #expect(turns.last == .rotate(centidegrees: 18_000, centre: .pixelCentre))
        #expect(Set(turns).count == turns.count)
    }

    @Test func flipsInOneWay() throws {
        #expect(try outcomes("flip") == [.flip])
    }

    @Test func flipsUpsideDownInOneWay() throws {
        #expect(try outcomes("vflip") == [.verticalFlip])
    }

    @Test func magnifiesByThousandthsAndNeverBy1() throws {
        #expect(
            try outcomes("scale:0.002").map(\.description) == [
                "scale factor=0.998", "scale factor=0.999", "scale factor=1.001",
                "scale factor=1.002",
            ]
        )
        #expect(try outcomes("scale:0.999").count == 1998)
    }

    /// 8 pixels show a factor only from 10 thousandths on, 2 pixels from 67, one pixel none.
    @Test(arguments: [(1, 0), (2, 66), (8, 180), (16, 190), (64, 198)])
    func magnifiesVisibly(side: Int, count: Int) throws {
        let square = PixelSize(width: side, height: side)
        #expect(try outcomes("scale:0.099", in: square).count == count)
        #expect(
            try outcomes("scale:0.099", in: PixelSize(width: 1, height: side)).count == count
        )
    }

    @Test func raisesAndLowersByWholeLevels() throws {
        #expect(
            try outcomes("brightness:0.01") == [-2, -1, 1, 2].map { .brightness(levels: $0) }
        )
        #expect(try outcomes("brightness:1").count == 510)
    }

    @Test func leavesOutFactorsThatNoLevelShows() throws {
        #expect(
            try outcomes("contrast:0.005")
                == [995, 996, 1004, 1005].map { .contrast(thousandths: $0) }
        )
        #expect(
            try outcomes("gamma:0.007") == [993, 994, 1006, 1007].map { .gamma(thousandths: $0) }
        )
        #expect(try outcomes("contrast:0.999").count == 2 * 996)
        #expect(try outcomes("gamma:0.999").count == 2 * 994)
    }

    @Test func drawsNoiseFromHalfALevelUpWithASeed() throws {
        let range = try Augmentation(parsing: "noise:0.52").ranges[0]
        #expect(range.outcomes(in: Self.size) == 3 << 32)
        let drawn = [0, 1, 2, 3, (3 << 32) - 1].map { range.operation($0, in: Self.size) }
        #expect(
            drawn == [
                .noise(centilevels: 50, seed: 0), .noise(centilevels: 51, seed: 0),
                .noise(centilevels: 52, seed: 0), .noise(centilevels: 50, seed: 1),
                .noise(centilevels: 52, seed: .max),
            ]
        )
    }

    @Test func shiftsByUpToAShareOfEachSideAndNeverByNothing() throws {
        let shifts = try outcomes("translate:0.2")
        #expect(Set(shifts).count == 103 * 51 - 1)
        for case .translate(let x, let y) in shifts {
            #expect(abs(x) <= 51 && abs(y) <= 25 && (x, y) != (0, 0))
        }
    }

    @Test func hasNoShiftOnASideThatIsTooShort() throws {
        #expect(try outcomes("translate:0.1", in: PixelSize(width: 9, height: 9)).isEmpty)
        #expect(
            try outcomes("translate:0.1", in: PixelSize(width: 9, height: 10))
                == [.translate(x: 0, y: -1), .translate(x: 0, y: 1)]
        )
    }

    @Test func blursWithOddKernels() throws {
        #expect(
            try outcomes("blur:7")
                == [
                    .blur(kernel: 3, sigma: 0), .blur(kernel: 5, sigma: 0),
                    .blur(kernel: 7, sigma: 0),
                ]
        )
    }

    /// The tutorial's ranges, with its draws that change nothing.
    @Test func drawsAsTheTutorial() {
        func outcomes(_ range: TutorialRange, _ size: PixelSize) -> Set<Operation> {
            Set((0..<range.outcomes(in: size)).map { range.operation($0, in: size) })
        }
        let square = PixelSize(width: 256, height: 256)
        #expect(
            outcomes(.rotate, square)
                == Set((-25...25).map { .rotate(centidegrees: $0 * 100, centre: .tutorial) })
        )
        #expect(outcomes(.flip, square) == [.flip])
        #expect(outcomes(.translate, square).count == 101 * 101)
        #expect(outcomes(.translate, square).contains(.translate(x: -50, y: 50)))
        #expect(outcomes(.translate, square).contains(.translate(x: 0, y: 0)))
        #expect(
            outcomes(.blur, square) == [.blur(kernel: 1, sigma: 4), .blur(kernel: 3, sigma: 4)]
        )
        // 50/256 of 640 is 125, of 100 it is 19.53.
        let oblong = outcomes(.translate, PixelSize(width: 640, height: 100))
        #expect(oblong.count == 251 * 41)
        #expect(oblong.contains(.translate(x: 125, y: -20)))
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import Testing

/// Turns, shifts, magnifications, flips and blurs, pixel for pixel as OpenCV makes them.
struct WarpTests {
    @Test(arguments: Shape.all, Border.allCases)
    func turnsAsOpenCVDoes(shape: Shape, border: Border) throws {
        for centidegrees in [-18_000, -9_000, -2_500, -1_337, -1, 1, 617, 2_500, 13_579, 18_000] {
            let expected = OpenCV.turn(
                shape.pixels,
                about: shape.centre,
                degrees: Double(centidegrees) / 100,
                OpenCV.number(border)
            )
            let operation = Operation.rotate(centidegrees: centidegrees, centre: .pixelCentre)
            #expect(try shape.applying(operation, border) == expected)
        }
    }

    /// Every angle that the default draws, and some of the others.
    @Test func turnsByAnyAngleAsOpenCVDoes() throws {
        let codec = try Codec()
        let shape = Shape(width: 57, height: 44, channels: 1, bitDepth: 8)
        let pixels = shape.pixels
        let image = try pixels.image()
        let angles = Array(-2_500...2_500) + Array(stride(from: -18_000, to: 18_000, by: 7))
        for centidegrees in angles {
            let expected = OpenCV.turn(
                pixels,
                about: shape.centre,
                degrees: Double(centidegrees) / 100,
                OpenCV.number(.reflect)
            )
            let operation = Operation.rotate(centidegrees: centidegrees, centre: .pixelCentre)
            let turned = try codec.apply(operation, border: .reflect, to: image)
            #expect(TestPixels(turned) == expected, "\(centidegrees)")
        }
    }

    @Test(arguments: Shape.all, Border.allCases)
    func shiftsAsOpenCVDoes(shape: Shape, border: Border) throws {
        for (x, y) in [(1, 0), (0, -1), (-3, 2), (5, 5), (12, -8), (100, -100)] {
            let expected = OpenCV.shift(
                shape.pixels,
                x: Double(x),
                y: Double(y),
                OpenCV.number(border)
            )
            #expect(try shape.applying(.translate(x: x, y: y), border) == expected)
        }
    }

    @Test(arguments: Shape.all, Border.allCases)
    func magnifiesAsOpenCVDoes(shape: Shape, border: Border) throws {
        for thousandths in [1, 100, 333, 750, 900, 999, 1001, 1100, 1250, 1500, 1999] {
            let expected = OpenCV.turn(
                shape.pixels,
                about: shape.centre,
                scale: Double(thousandths) / 1000,
                OpenCV.number(border)
            )
            #expect(try shape.applying(.scale(thousandths: thousandths), border) == expected)
        }
    }

    @Test(arguments: Shape.all) func flipsAsOpenCVDoes(shape: Shape) throws {
        #expect(try shape.applying(.flip) == OpenCV.flip(shape.pixels, code: 1))
        #expect(try shape.applying(.verticalFlip) == OpenCV.flip(shape.pixels, code: 0))
    }

    /// Black is never blurred into the rim.
    @Test(arguments: Shape.all, Border.allCases)
    func blursAsOpenCVDoes(shape: Shape, border: Border) throws {
        let rim = OpenCV.number(border == .constant ? .reflect : border)
        for kernel in [3, 5, 7, 31] {
            let expected = OpenCV.blur(shape.pixels, kernel: Int32(kernel), sigma: 0, rim)
            #expect(try shape.applying(.blur(kernel: kernel, sigma: 0), border) == expected)
        }
    }

    /// `ScaleRange` draws these factors at the least, and a side of so many pixels shows them.
    @Test(arguments: [(256, 1), (64, 1), (16, 5), (8, 10), (2, 67)])
    func magnifiesVisiblyByTheLeastFactorsThatAreDrawn(side: Int, thousandths: Int) throws {
        let shape = Shape(width: side, height: side, channels: 1, bitDepth: 16)
        for factor in [1000 - thousandths, 1000 + thousandths] {
            #expect(try shape.applying(.scale(thousandths: factor)) != shape.pixels)
        }
    }

    @Test(arguments: Border.allCases) func shiftsAndTurnsAsTheTutorialDoes(border: Border) throws {
        let shape = Shape(width: 256, height: 256, channels: 3, bitDepth: 8)
        let number = OpenCV.number(border)
        for degrees in [-25, -7, 0, 1, 25] {
            let expected = OpenCV.turn(
                shape.pixels,
                about: (128, 128),
                degrees: Double(degrees),
                number
            )
            let operation = Operation.rotate(centidegrees: 100 * degrees, centre: .tutorial)
            #expect(try shape.applying(operation, border) == expected)
        }
        for (x, y) in [(-50, 50), (0, 0), (50, -1)] {
            let expected = OpenCV.shift(shape.pixels, x: Double(x), y: Double(y), number)
            #expect(try shape.applying(.translate(x: x, y: y), border) == expected)
        }
    }

    /// `GaussianBlur(image, (k, k), cv2.BORDER_DEFAULT)`: the 4 that is meant for a border is
    /// taken for sigma, and the border is the default.
    @Test(arguments: Shape.all) func blursAsTheTutorialDoes(shape: Shape) throws {
        for kernel in [1, 3] {
            let expected = OpenCV.blur(shape.pixels, kernel: Int32(kernel), sigma: 4, 4)
            #expect(
                try shape.applying(.blur(kernel: kernel, sigma: 4), .constant) == expected
            )
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import OpenCVReference

/// What OpenCV itself makes of pixels when it is called with plain numbers.
enum OpenCV {
    /// OpenCV's numbers of borders, by the words that the program has for them.
    static func number(_ border: Border) -> Int32 {
        switch border {
        case .constant: 0
        case .replicate: 1
        case .reflect: 4
        }
    }

    static func turn(
        _ pixels: TestPixels,
        about point: (x: Double, y: Double),
        degrees: Double = 0,
        scale: Double = 1,
        _ border: Int32
    ) -> TestPixels {
        unsafe calling(pixels) {
            unsafe reference_turn($0, point.x, point.y, degrees, scale, border, $1)
        }
    }

    static func shift(_ pixels: TestPixels, x: Double, y: Double, _ border: Int32) -> TestPixels {
        unsafe calling(pixels) { unsafe reference_shift($0, x, y, border, $1) }
    }

    static func flip(_ pixels: TestPixels, code: Int32) -> TestPixels {
        unsafe calling(pixels) { unsafe reference_flip($0, code, $1) }
    }

    static func blur(
        _ pixels: TestPixels,
        kernel: Int32,
        sigma: Double,
        _ border: Int32
    ) -> TestPixels {
        unsafe calling(pixels) { unsafe reference_blur($0, kernel, sigma, border, $1) }
    }

    static func convert(_ pixels: TestPixels, alpha: Double, beta: Double) -> TestPixels {
        unsafe calling(pixels) { unsafe reference_convert($0, alpha, beta, $1) }
    }

    static func gamma(_ pixels: TestPixels, exponent: Double) -> TestPixels {
        unsafe calling(pixels) { unsafe reference_gamma($0, exponent, $1) }
    }

    private static func calling(
        _ pixels: TestPixels,
        _ function: (UnsafePointer<reference_pixels>, UnsafeMutableRawPointer?) -> Void
    ) -> TestPixels {
        let bytes = pixels.samples.flatMap { littleEndian($0, pixels.bitDepth / 8) }
        var output = [UInt8](repeating: 0, count: bytes.count)
        unsafe bytes.withUnsafeBytes { source in
            var description = unsafe reference_pixels(
                samples: source.baseAddress,
                width: Int32(pixels.width),
                height: Int32(pixels.height),
                channels: Int32(pixels.channels),
                depth: Int32(pixels.bitDepth)
            )
            unsafe output.withUnsafeMutableBytes { target in
                unsafe function(&description, target.baseAddress)
            }
        }
        var result = pixels
        result.samples = TestPixels.samples(output, bitDepth: pixels.bitDepth)
        return result
    }
}

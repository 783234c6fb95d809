// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Glibc
import Testing

@testable import Imaging

struct RotationMatrixTests {
    /// Computed with OpenCV's getRotationMatrix2D for 25° about (128, 128).
    @Test func agreesWithOpenCV() throws {
        let matrix = try Codec().rotation(2_500, about: (128, 128))
        let golden = [
            0.906_307_79, 0.422_618_26, -42.102_534_24, -0.422_618_26, 0.906_307_79, 66.087_740_76,
        ]
        for (value, expected) in zip(matrix, golden) { #expect(abs(value - expected) < 1e-7) }
    }

    @Test func findsBothCentres() {
        #expect(RotationCentre.pixelCentre.point(width: 256, height: 100) == (127.5, 49.5))
        #expect(RotationCentre.tutorial.point(width: 256, height: 101) == (50.5, 128))
    }

    /// libm's is right to within a bit and a half of the last place on any processor.
    @Test func differsFromLibmByTheLastBitAtMost() throws {
        let codec = try Codec()
        for angle in -18_000...18_000 {
            let matrix = codec.rotation(angle, about: (0, 0))
            let radians = Double(angle) / 100 * (Double.pi / 180)
            #expect(abs(matrix[0] - cos(radians)) <= cos(radians).ulp)
            #expect(abs(matrix[1] - sin(radians)) <= sin(radians).ulp)
        }
    }
}

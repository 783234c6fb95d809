// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
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

    @Test func makesRightAnglesExact() throws {
        #expect(try Codec().rotation(9_000, about: (0, 0)) == [0, 1, 0, -1, 0, 0])
    }

    /// No sine is so close to a tie that its last bit (2⁻⁵³), which differs between processors,
    /// would lead to another rounded number; by a factor of ten.
    @Test func roundsFarFromTies() throws {
        let codec = try Codec()
        var closest = 0.5
        for angle in 0...9_000 {
            let exact = try codec.unroundedRotation(angle)
            for value in [exact.cosine, exact.sine] {
                let scaled = value * 4_294_967_296
                closest = min(closest, abs(scaled - scaled.rounded(.down) - 0.5))
            }
        }
        #expect(closest > 10 * 4_294_967_296 / 9_007_199_254_740_992)
    }
}

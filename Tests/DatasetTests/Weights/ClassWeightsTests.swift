// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct ClassWeightsTests {
    /// Numbers computed apart from this code, with numpy.
    struct Case: Sendable {
        let counts: [Int]
        let inverse: [Double]
        let balanced: [Double]
        let complement: [Double]
        let medianFrequency: [Double]
        /// For the betas .9, .99, .999 and .9999.
        let effectiveNumber: [[Double]]
        let inverseSquareRoot: [Double]
    }

    private static let cases = [
        Case(
            counts: [1266, 2224, 1194],
            inverse: [3.69984, 2.10612, 3.92295],
            balanced: [1.23328, 0.70204, 1.30765],
            complement: [0.72972, 0.52519, 0.74509],
            medianFrequency: [1, 0.56924, 1.06030],
            effectiveNumber: [
                [1, 1, 1], [1, 1, 1], [1.05804, 0.85197, 1.08999], [1.13083, 0.67437, 1.19480],
            ],
            inverseSquareRoot: [1.07751, 0.81296, 1.10952]
        ),
        Case(
            counts: [8, 2],
            inverse: [1.25, 5],
            balanced: [0.625, 2.5],
            complement: [0.2, 0.8],
            medianFrequency: [0.625, 2.5],
            effectiveNumber: [
                [0.50031, 1.49969], [0.40965, 1.59035], [0.40096, 1.59904], [0.4001, 1.5999],
            ],
            inverseSquareRoot: [0.66667, 1.33333]
        ),
        Case(
            counts: [1, 200],
            inverse: [201, 1.005],
            balanced: [100.5, 0.5025],
            complement: [0.99502, 0.00498],
            medianFrequency: [100.5, 0.5025],
            effectiveNumber: [
                [1.81818, 0.18182], [1.97717, 0.02283], [1.98903, 0.01097], [1.98995, 0.01005],
            ],
            inverseSquareRoot: [1.86792, 0.13208]
        ),
        Case(
            counts: [3, 1, 4, 1, 5, 9],
            inverse: [7.66667, 23, 5.75, 23, 4.6, 2.55556],
            balanced: [1.27778, 3.83333, 0.95833, 3.83333, 0.76667, 0.42593],
            complement: [0.86957, 0.95652, 0.82609, 0.95652, 0.78261, 0.6087],
            medianFrequency: [1.16667, 3.5, 0.875, 3.5, 0.7, 0.38889],
            effectiveNumber: [
                [0.72183, 1.95617, 0.56882, 1.95617, 0.47768, 0.31933],
                [0.69417, 2.06176, 0.52324, 2.06176, 0.42068, 0.2384],
                [0.6913, 2.07182, 0.51873, 2.07182, 0.41519, 0.23113],
                [0.69101, 2.07283, 0.51828, 2.07283, 0.41465, 0.23041],
            ],
            inverseSquareRoot: [0.89792, 1.55525, 0.77763, 1.55525, 0.69553, 0.51842]
        ),
        Case(
            counts: [1_000_000, 5000],
            inverse: [1.005, 201],
            balanced: [0.5025, 100.5],
            complement: [0.00498, 0.99502],
            medianFrequency: [0.5025, 100.5],
            effectiveNumber: [
                [1, 1], [1, 1], [0.99663, 1.00337], [0.56475, 1.43525],
            ],
            inverseSquareRoot: [0.13208, 1.86792]
        ),
    ]

    @Test(arguments: cases)
    func agreeWithNumPy(golden: Case) {
        let weights = ClassWeights(counts: golden.counts)
        #expect(weights.counts == golden.counts)
        #expect(rounded(weights.inverse) == golden.inverse)
        #expect(rounded(weights.balanced) == golden.balanced)
        #expect(rounded(weights.complement) == golden.complement)
        #expect(rounded(weights.medianFrequency) == golden.medianFrequency)
        #expect(
            weights.effectiveNumber.map(\.beta.description) == ["0.9", "0.99", "0.999", "0.9999"]
        )
        #expect(weights.effectiveNumber.map { rounded($0.weights) } == golden.effectiveNumber)
        #expect(rounded(weights.inverseSquareRoot) == golden.inverseSquareRoot)
    }

    /// Sums with 50 digits; through 1 − βⁿ by doubles the second of them would be off by more.
    @Test(arguments: [
        (0.9999, 1, 1.0), (0.9999, 2, 1.9999), (0.9999, 7, 6.997900349965002),
        (0.9999, 1_000_000, 10000.0000000011), (0.999, 12_345, 999.9956753382031), (0.9, 5, 4.0951),
    ])
    func sumWithoutLosingDigits(beta: Double, count: Int, sum: Double) {
        let found = ClassWeights.effectiveNumber(count, beta: beta)
        #expect(abs(found - sum) <= 2e-13 * sum)
    }

    @Test func areOneForEqualClasses() {
        let weights = ClassWeights(counts: [7, 7, 7])
        let ones = [1.0, 1, 1]
        #expect(weights.balanced == ones)
        #expect(weights.medianFrequency == ones)
        #expect(rounded(weights.inverseSquareRoot) == ones)
        #expect(weights.effectiveNumber.allSatisfy { rounded($0.weights) == ones })
    }

    @Test func passOverClassesWithoutImages() {
        let weights = ClassWeights(counts: [8, 0, 2])
        let others = ClassWeights(counts: [8, 2])
        func inserting(_ weights: [Double]) -> [Double] { [weights[0], 0, weights[1]] }
        #expect(weights.inverse == inserting(others.inverse))
        #expect(weights.balanced == inserting(others.balanced))
        #expect(weights.complement == inserting(others.complement))
        #expect(weights.medianFrequency == inserting(others.medianFrequency))
        #expect(weights.inverseSquareRoot == inserting(others.inverseSquareRoot))
        #expect(
            weights.effectiveNumber.map(\.weights)
                == others.effectiveNumber.map { inserting($0.weights) }
        )
        #expect(ClassWeights(counts: [0, 0]).balanced == [0, 0])
        #expect(ClassWeights(counts: [0, 0]).inverseSquareRoot == [0, 0])
    }

    /// The tutorial's example: eight images of one class and two of the other, every one predicted
    /// with p = 0.5, and −log₁₀ 0.5 = 0.3 as it is printed there.
    @Test func evenOutTheTutorialsExample() {
        let counts = [8, 2]
        let lossOfOne = 0.3
        let losses = counts.map { Double($0) * lossOfOne }
        #expect(rounded(losses) == [2.4, 0.6])
        let weights = ClassWeights(counts: counts).complement
        #expect(weights == [0.2, 0.8])
        #expect(rounded(zip(losses, weights).map(*)) == [0.48, 0.48])
        // Weighing a set of eight and eight by the same weights would favour the second class.
        #expect(ClassWeights(counts: [8, 8]).complement == [0.5, 0.5])
    }

    private func rounded(_ values: [Double]) -> [Double] {
        values.map { ($0 * 100_000).rounded() / 100_000 }
    }
}

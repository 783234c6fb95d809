// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What each class counts for in a loss, by every scheme in use, from the sizes of the classes.
///
/// All lists are by label. A class without images has weight 0 and is no class to the others: they
/// are weighed as if it were not there. Only operations that IEEE 754 rounds correctly are used,
/// so that the same counts give the same bits on every machine.
package struct ClassWeights: Sendable, Hashable {
    /// The images of each class.
    package let counts: [Int]
    /// N / n: how many times the class would go into the whole.
    package let inverse: [Double]
    /// N / (K·n): scikit-learn's `balanced`.
    package let balanced: [Double]
    /// (N − n) / N: the share of the other classes; for two classes the other's share.
    package let complement: [Double]
    /// median(n) / n: Eigen and Fergus (2015) on whole images.
    package let medianFrequency: [Double]
    /// The inverse of the effective number of images for each beta, scaled to a sum of K.
    package let effectiveNumber: [EffectiveNumber]
    /// 1 / √n, scaled to a mean of 1.
    package let inverseSquareRoot: [Double]

    /// The weights by effective number for one beta.
    package struct EffectiveNumber: Sendable, Hashable {
        /// Beta as a decimal, such as `0.99`.
        package let beta: Decimal
        /// A weight for each class.
        package let weights: [Double]
    }

    /// The betas of Cui, Jia, Lin, Song and Belongie, "Class-balanced loss based on effective
    /// number of samples" (CVPR 2019).
    package static let betas = [
        Decimal(units: 9, scale: 1), Decimal(units: 99, scale: 2),
        Decimal(units: 999, scale: 3), Decimal(units: 9999, scale: 4),
    ]

    /// Weighs classes of these sizes, none below 0.
    package init(counts: [Int]) {
        precondition(counts.allSatisfy { $0 >= 0 }, "no class has fewer than 0 images")
        self.counts = counts
        let present = counts.filter { $0 > 0 }
        let total = present.reduce(0, +)
        let twiceMedian = Self.twiceMedian(present)
        func weights(_ weight: (Int) -> Double) -> [Double] {
            counts.map { $0 > 0 ? weight($0) : 0 }
        }
        inverse = weights { Double(total) / Double($0) }
        balanced = weights { Double(total) / Double(present.count * $0) }
        complement = weights { Double(total - $0) / Double(total) }
        medianFrequency = weights { Double(twiceMedian) / Double(2 * $0) }
        inverseSquareRoot = Self.scaled(weights { 1 / Double($0).squareRoot() })
        effectiveNumber = Self.betas.map { beta in
            let weights = weights { 1 / Self.effectiveNumber($0, beta: beta.double) }
            return EffectiveNumber(beta: beta, weights: Self.scaled(weights))
        }
    }

    /// (1 − βⁿ) / (1 − β), which is the sum of βⁱ for i below n.
    ///
    /// Summed by doubling, S(2m) = S(m)·(1 + βᵐ) and S(m + 1) = β·S(m) + 1: no difference of nearly
    /// equal numbers, as 1 − βⁿ is for small classes, and no power from libm.
    static func effectiveNumber(_ count: Int, beta: Double) -> Double {
        var sum = 0.0
        var power = 1.0
        for bit in (0..<Int.bitWidth - count.leadingZeroBitCount).reversed() {
            sum *= 1 + power
            power *= power
            if count >> bit & 1 == 1 {
                sum = sum * beta + 1
                power *= beta
            }
        }
        return sum
    }

    /// The same proportions with a mean of 1 over the classes that have a weight.
    private static func scaled(_ weights: [Double]) -> [Double] {
        let sum = weights.reduce(0, +)
        let classes = Double(weights.count { $0 > 0 })
        return weights.map { $0 == 0 ? 0 : $0 / sum * classes }
    }

    private static func twiceMedian(_ counts: [Int]) -> Int {
        if counts.isEmpty { return 0 }
        let sorted = counts.sorted()
        return sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
    }
}

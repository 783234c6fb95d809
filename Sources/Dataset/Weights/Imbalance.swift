// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// How unequal the sizes of classes are.
package struct Imbalance: Sendable, Hashable {
    /// The largest class over the smallest, to three decimals; 1 where a class is empty.
    package let ratio: Double
    /// The entropy of the classes' shares over that of equal ones, H / ln K, to five decimals.
    ///
    /// 1 for equal classes, towards 0 the more one of them prevails. Five decimals are the same on
    /// every machine, whatever the last bit of its logarithm.
    package let evenness: Double

    /// Measures classes of these sizes; without an image, or with one class, all is even.
    package init(_ counts: [Int]) {
        ratio = Self.ratio(counts)
        evenness = Self.evenness(counts)
    }

    private static func ratio(_ counts: [Int]) -> Double {
        guard let largest = counts.max(), let smallest = counts.min(), smallest > 0 else {
            return 1
        }
        return (Double(largest) / Double(smallest) * 1000).rounded() / 1000
    }

    private static func evenness(_ counts: [Int]) -> Double {
        let total = counts.reduce(0, +)
        guard counts.count > 1, total > 0 else { return 1 }
        let entropy = counts.filter { $0 > 0 }.reduce(0.0) { entropy, count in
            let share = Double(count) / Double(total)
            return entropy - share * log(share)
        }
        return (entropy / log(Double(counts.count)) * 100_000).rounded() / 100_000
    }
}

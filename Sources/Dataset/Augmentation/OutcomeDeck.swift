// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The outcomes that are left for the copies of one source image.
///
/// Outcomes are dealt without putting them back: a shuffle that only remembers the cards it moved
/// (Fisher and Yates, kept sparse), so a draw takes the same time whether one outcome is left or a
/// million, and no draw is ever repeated in vain.
struct OutcomeDeck {
    private let augmentation: Augmentation
    private let size: PixelSize
    /// For each range, how many outcomes are left.
    private var left: [Int]
    /// For each range, the outcomes that took the places of those already dealt.
    private var moved: [[Int: Int]]

    /// - Parameter size: the pixels that operations act on.
    init(_ augmentation: Augmentation, size: PixelSize) {
        self.augmentation = augmentation
        self.size = size
        left = augmentation.ranges.map { $0.outcomes(in: size) }
        moved = augmentation.ranges.map { _ in [:] }
    }

    /// Draws for the next copy, or gives nil when no outcome is left.
    ///
    /// First one of the ranges that have an outcome left, each as likely, then one of its outcomes.
    mutating func draw(_ generator: inout KeyedGenerator) -> Operation? {
        let open = left.indices.filter { left[$0] > 0 }
        if open.isEmpty { return nil }
        let chosen = open[generator.below(open.count)]
        let place = generator.below(left[chosen])
        let outcome = moved[chosen][place] ?? place
        if !augmentation.allowsRepeats {
            let last = left[chosen] - 1
            moved[chosen][place] = moved[chosen][last] ?? last
            moved[chosen][last] = nil
            left[chosen] = last
        }
        return augmentation.ranges[chosen].operation(outcome, in: size)
    }
}

extension Augmentation {
    /// How many outcomes the copies of one source may have; nil where they may repeat without end.
    ///
    /// - Parameter size: the pixels that operations act on.
    func outcomes(in size: PixelSize) -> Int? {
        allowsRepeats ? nil : ranges.reduce(0) { $0 + $1.outcomes(in: size) }
    }
}

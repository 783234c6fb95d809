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
        if left.allSatisfy({ $0 == 0 }) { return nil }
        return deal(drawRange(&generator), &generator)
    }

    /// Draws one of the ranges that have an outcome left, of which there must be one.
    func drawRange(_ generator: inout KeyedGenerator) -> Int {
        let open = left.indices.filter(has)
        precondition(!open.isEmpty, "no source is given more copies than it has outcomes")
        return open[generator.below(open.count)]
    }

    /// Draws one of the outcomes that a range has left, of which there must be one.
    mutating func deal(_ range: Int, _ generator: inout KeyedGenerator) -> Operation {
        let place = generator.below(left[range])
        let outcome = moved[range][place] ?? place
        if !augmentation.allowsRepeats {
            let last = left[range] - 1
            moved[range][place] = moved[range][last] ?? last
            moved[range][last] = nil
            left[range] = last
        }
        return augmentation.ranges[range].operation(outcome, in: size)
    }

    /// Whether a range has an outcome left.
    func has(_ range: Int) -> Bool { left[range] > 0 }

    /// How many of so many copies each range could be drawn for.
    func rooms(for copies: Int) -> [Int] {
        left.map { augmentation.allowsRepeats && $0 > 0 ? copies : min($0, copies) }
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

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Tells classes by a number, such as the brightness, by the best single threshold.
///
/// Everything up to the threshold is told as of the class, or everything from it up. The balanced
/// accuracy of the best one is (1 + J) / 2 by the index J of Youden, "Index for rating diagnostic
/// tests" (1950). One sort serves all classes: each then looks at its own values only.
struct ThresholdRule: Sendable {
    /// All values in ascending order.
    private let values: [Double]
    /// Where in ``values`` those equal to a value begin and end, by its position.
    private let ties: [Range<Int>]
    /// The positions of each class's values, ascending, by label.
    private let positions: [[Int]]
    /// What to call it, with its article: "a brightness".
    private let noun: String
    private let decimals: Int

    /// - Parameters:
    ///   - values: each image's class and value, none of them NaN.
    ///   - decimals: how many are printed.
    init(_ values: [(label: Int, value: Double)], classes: Int, noun: String, decimals: Int) {
        let sorted = values.sorted { $0.value < $1.value }
        var positions = [[Int]](repeating: [], count: classes)
        var ties: [Range<Int>] = []
        ties.reserveCapacity(sorted.count)
        for (position, entry) in sorted.enumerated() {
            positions[entry.label].append(position)
            guard position == ties.count else { continue }
            let end = sorted[position...].firstIndex { $0.value != entry.value } ?? sorted.count
            ties.append(contentsOf: repeatElement(position..<end, count: end - position))
        }
        self.values = sorted.map(\.value)
        self.ties = ties
        self.positions = positions
        self.noun = noun
        self.decimals = decimals
    }

    /// What the property says of a class; nil where it or the others have too few images.
    func tell(_ label: Int) -> Tell? {
        let mine = positions[label]
        let others = values.count - mine.count
        guard mine.count >= BalancedAccuracy.enough, others >= BalancedAccuracy.enough else {
            return nil
        }
        var best = (own: 0, others: 0, predicate: "", threshold: 0.0, score: Int.min)
        func consider(_ own: Int, _ rest: Int, _ side: String, _ threshold: Double) {
            let score = own * others - rest * mine.count
            if score > best.score { best = (own, rest, side, threshold, score) }
        }
        for (rank, position) in mine.enumerated() {
            let tie = ties[position]
            let isLast = rank + 1 == mine.count || !tie.contains(mine[rank + 1])
            if isLast {
                consider(rank + 1, tie.upperBound - rank - 1, "at most", values[position])
            }
            let isFirst = rank == 0 || !tie.contains(mine[rank - 1])
            if isFirst {
                let own = mine.count - rank
                consider(own, values.count - tie.lowerBound - own, "at least", values[position])
            }
        }
        return Tell(
            accuracy: BalancedAccuracy(
                own: mine.count,
                others: others,
                ownHits: 2 * best.own,
                otherHits: 2 * (others - best.others)
            ),
            predicate: "have \(noun) of \(best.predicate) \(printed(best.threshold))",
            own: best.own,
            others: best.others,
            medians: medians(mine)
        )
    }

    private func medians(_ mine: [Int]) -> Tell.Medians {
        let others = values.count - mine.count
        let own = (values[mine[(mine.count - 1) / 2]] + values[mine[mine.count / 2]]) / 2
        let low = values[position(of: (others - 1) / 2, outside: mine)]
        let high = values[position(of: others / 2, outside: mine)]
        return Tell.Medians(own: printed(own), others: printed((low + high) / 2))
    }

    /// Where the value stands that has so many before it when those of a class are left out.
    private func position(of rank: Int, outside mine: [Int]) -> Int {
        // How many of the class stand before it: those that fewer than rank + 1 others precede.
        var range = 0..<mine.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if mine[middle] - middle <= rank {
                range = middle + 1..<range.upperBound
            } else {
                range = range.lowerBound..<middle
            }
        }
        return rank + range.lowerBound
    }

    private func printed(_ value: Double) -> String {
        let value = rounded(value, decimals: decimals)
        return Int(exactly: value).map(String.init) ?? value.description
    }
}

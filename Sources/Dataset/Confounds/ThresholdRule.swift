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
    /// The positions of each class's values, ascending, by label.
    private let positions: [[Int32]]
    /// What to call it, with its article: "a brightness".
    private let noun: String
    private let decimals: Int

    /// - Parameters:
    ///   - values: each image's class and value, none of them NaN.
    ///   - decimals: how many are printed.
    init(
        _ values: consuming [(label: Int, value: Double)],
        classes: Int,
        noun: String,
        decimals: Int
    ) {
        // In place: there may be very many.
        values.sort { $0.value < $1.value }
        var positions = [[Int32]](repeating: [], count: classes)
        for (position, entry) in values.enumerated() {
            positions[entry.label].append(Int32(position))
        }
        self.values = values.map(\.value)
        self.positions = positions
        self.noun = noun
        self.decimals = decimals
    }

    /// What the property says of a class; nil where it or the others have too few images.
    func tell(_ label: Int) -> Tell? {
        let mine = Positions(of: positions[label])
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
            let tie = tie(of: values[position])
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

    /// Where the values equal to one begin and end.
    private func tie(of value: Double) -> Range<Int> {
        func first(_ isBehind: (Double) -> Bool) -> Int {
            var range = 0..<values.count
            while !range.isEmpty {
                let middle = range.lowerBound + range.count / 2
                range =
                    isBehind(values[middle])
                    ? range.lowerBound..<middle : middle + 1..<range.upperBound
            }
            return range.lowerBound
        }
        return first { $0 >= value }..<first { $0 > value }
    }

    private func medians(_ mine: Positions) -> Tell.Medians {
        let others = values.count - mine.count
        let own = (values[mine[(mine.count - 1) / 2]] + values[mine[mine.count / 2]]) / 2
        let low = values[position(of: (others - 1) / 2, outside: mine)]
        let high = values[position(of: others / 2, outside: mine)]
        return Tell.Medians(own: printed(own), others: printed((low + high) / 2))
    }

    /// Where the value stands that has so many before it when those of a class are left out.
    private func position(of rank: Int, outside mine: Positions) -> Int {
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

/// The positions of one class's values.
private struct Positions: RandomAccessCollection {
    private let positions: [Int32]

    init(of positions: [Int32]) {
        self.positions = positions
    }

    var startIndex: Int { 0 }
    var endIndex: Int { positions.count }

    subscript(rank: Int) -> Int { Int(positions[rank]) }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Tells classes by a property of few values, such as the file format, by a vote on each value.
///
/// An image is told as of the class when its value is commoner in the class than in the others, by
/// share and not by number. It has no vote on itself: otherwise a property of which every image has
/// a value of its own, as sizes may be, would seem to tell every small class.
struct ValueVote: Sendable {
    /// Images of each value, by code.
    private let totals: [Int]
    /// Images of each value that a class has, by label.
    private let own: [[Int: Int]]
    private let images: Int
    /// Codes, the commonest value first.
    private let byCount: [Int]
    /// Hits of the others when a class has none of the values.
    private let absentHits: Int
    /// The predicates, by code; nil for the value that stands for all rare ones.
    private let predicates: [String?]

    /// - Parameters:
    ///   - values: each image's class and value.
    ///   - pooling: whether values of fewer than ``BalancedAccuracy/enough`` images are one value.
    ///   - predicate: what is true of images with a value, such as "are jpeg".
    init<Value: Hashable>(
        _ values: [(label: Int, value: Value)],
        classes: Int,
        pooling: Bool = false,
        predicate: (Value) -> String
    ) {
        let counts = values.reduce(into: [Value: Int]()) { $0[$1.value, default: 0] += 1 }
        var codes: [Value: Int] = [:]
        var pool: Int?
        var predicates: [String?] = []
        var totals: [Int] = []
        var own = [[Int: Int]](repeating: [:], count: classes)
        for (label, value) in values {
            let isRare = pooling && counts[value, default: 0] < BalancedAccuracy.enough
            let known = isRare ? pool : codes[value]
            let code = known ?? totals.count
            if known == nil {
                totals.append(0)
                predicates.append(isRare ? nil : predicate(value))
                if isRare { pool = code } else { codes[value] = code }
            }
            totals[code] += 1
            own[label][code, default: 0] += 1
        }
        self.totals = totals
        self.own = own
        self.predicates = predicates
        images = values.count
        byCount = totals.indices.sorted { (-totals[$0], $0) < (-totals[$1], $1) }
        absentHits = totals.reduce(0) { $0 + Self.hits(withoutClass: $1) }
    }

    /// What the property says of a class; nil where it or the others have too few images, or all
    /// values are rare.
    func tell(_ label: Int) -> Tell? {
        let values = own[label]
        let ownImages = values.values.reduce(0, +)
        let others = images - ownImages
        guard ownImages >= BalancedAccuracy.enough, others >= BalancedAccuracy.enough,
            let shown = telling(values, ownImages, others)
        else { return nil }
        var (ownHits, otherHits) = (0, absentHits)
        for (code, count) in values {
            let rest = totals[code] - count
            ownHits += Self.hits(mine: count, of: ownImages, theirs: rest, of: others)
            otherHits -= Self.hits(withoutClass: totals[code])
            otherHits += Self.hits(mine: rest, of: others, theirs: count, of: ownImages)
        }
        return Tell(
            accuracy: BalancedAccuracy(
                own: ownImages,
                others: others,
                ownHits: ownHits,
                otherHits: otherHits
            ),
            predicate: shown.predicate,
            own: values[shown.code, default: 0],
            others: totals[shown.code] - values[shown.code, default: 0]
        )
    }

    /// Twice the images of one side that the votes of all other images give to their own side; a
    /// draw is half a hit.
    private static func hits(mine: Int, of side: Int, theirs: Int, of other: Int) -> Int {
        guard mine > 0 else { return 0 }
        let (left, right) = ((mine - 1) * other, theirs * (side - 1))
        return left > right ? 2 * mine : left == right ? mine : 0
    }

    /// The hits of the others on a value that the class has not: all of them, but for one alone,
    /// which nobody votes on.
    private static func hits(withoutClass count: Int) -> Int {
        count > 1 ? 2 * count : count
    }

    /// The value whose shares in the class and in the others differ most, the class's own first;
    /// nil where all are rare.
    private func telling(
        _ values: [Int: Int],
        _ own: Int,
        _ others: Int
    ) -> (code: Int, predicate: String)? {
        // Of the values that the class has not, only the commonest can differ most.
        let absent = byCount.first { values[$0] == nil && predicates[$0] != nil }
        var best: (code: Int, predicate: String, difference: Int)?
        for code in values.keys.sorted() + [absent].compactMap(\.self) {
            guard let predicate = predicates[code] else { continue }
            let count = values[code, default: 0]
            let difference = count * others - (totals[code] - count) * own
            let least = best.map { (abs($0.difference), $0.difference) } ?? (-1, 0)
            if (abs(difference), difference) > least { best = (code, predicate, difference) }
        }
        return best.map { ($0.code, $0.predicate) }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Several operations one after the other: an outcome is an outcome of each.
///
/// Its number is read in mixed radix, a place for each operation, the first one's the lowest. So
/// decks, quotas and limits deal with one range like any other, and no two outcomes are the same.
struct ComposedRange: OperationRange {
    /// Two or more, in the order in which they are done.
    let ranges: [any OperationRange]

    /// None: `augment` lists the operations and `compose` has them all done.
    var text: String? { nil }

    /// As many as the operations have together; none where one of them has none.
    ///
    /// An operation that would take the product beyond an `Int` is left out of it.
    func outcomes(in size: PixelSize) -> Int {
        places(in: size).reduce(1) { $0 * ($1.isCounted ? $1.outcomes : 1) }
    }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation {
        var rest = outcome
        let steps = places(in: size).enumerated().map { index, place in
            if !place.isCounted {
                // What the number has no place for is drawn by it: as evenly, and the same again.
                var generator = KeyedGenerator(hash: (UInt64(outcome), UInt64(index)))
                let drawn = generator.below(place.outcomes)
                return ranges[index].operation(drawn, in: size)
            }
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: place.outcomes)
            rest = quotient
            return ranges[index].operation(remainder, in: size)
        }
        return .composed(steps)
    }

    /// For each operation its outcomes, and whether the product has room for them.
    private func places(in size: PixelSize) -> [(outcomes: Int, isCounted: Bool)] {
        var product = 1
        return ranges.map { range in
            let outcomes = range.outcomes(in: size)
            let (next, isTooLarge) = product.multipliedReportingOverflow(by: outcomes)
            if !isTooLarge { product = next }
            return (outcomes, !isTooLarge)
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Shifts by whole pixels up to a share of each side, either way, never by (0, 0).
struct TranslateRange: OperationRange {
    /// The largest shift as a share of the side, between 0 and 1.
    let share: Decimal

    static let entry = OperationRanges.Entry(
        name: "translate",
        accepted: "translate:FRACTION (of the side, between 0 and 1)",
        read: { magnitude in
            guard let share = magnitude.flatMap({ Decimal(digits: $0) }) else { return nil }
            return 0 < share && share < 1 ? TranslateRange(share: share) : nil
        },
        recall: { drawn in
            let shifts = -65_535...65_535
            guard let x = drawn.take("x", in: shifts), let y = drawn.take("y", in: shifts) else {
                return nil
            }
            return .translate(x: x, y: y)
        }
    )

    var text: String? { "translate:\(share)" }

    func outcomes(in size: PixelSize) -> Int {
        shifts(in: size).outcomes - 1
    }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation {
        let shifts = shifts(in: size)
        // The middle one is the shift by nothing.
        let skipped = shifts.outcomes / 2
        return shifts.operation(outcome < skipped ? outcome : outcome + 1)
    }

    private func shifts(in size: PixelSize) -> Shifts {
        Shifts(x: share.floor(times: size.width), y: share.floor(times: size.height))
    }
}

/// All shifts by up to `x` and `y` pixels either way, row by row from the upper left.
struct Shifts {
    let x: Int
    let y: Int

    var outcomes: Int { (2 * x + 1) * (2 * y + 1) }

    func operation(_ outcome: Int) -> Operation {
        let (row, column) = outcome.quotientAndRemainder(dividingBy: 2 * x + 1)
        return .translate(x: column - x, y: row - y)
    }
}

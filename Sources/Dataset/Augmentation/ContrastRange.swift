// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Contrast about mid-grey by a factor of up to so much more or less than 1, in thousandths.
struct ContrastRange: OperationRange {
    /// The largest distance of the factor from 1, in thousandths.
    let magnitude: Int

    /// The least distance at which any 8-bit level changes.
    static let shortest = 4

    static let entry = OperationRanges.Entry(
        name: "contrast",
        accepted: "contrast:F (from 0.004 up to, not including, 1, at most three decimals)",
        read: { magnitude in
            guard let magnitude = SignedSteps.thousandths(magnitude), magnitude >= shortest else {
                return nil
            }
            return ContrastRange(magnitude: magnitude)
        },
        recall: { drawn in
            guard let factor = drawn.take("factor", decimals: 3, in: 1...1999),
                abs(factor - 1000) >= shortest
            else { return nil }
            return .contrast(thousandths: factor)
        }
    )

    var text: String? { "contrast:\(Decimal(units: magnitude, scale: 3))" }

    private var steps: SignedSteps { SignedSteps(shortest: Self.shortest, longest: magnitude) }

    func outcomes(in size: PixelSize) -> Int { steps.count }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation {
        .contrast(thousandths: 1000 + steps.value(outcome))
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Shares of full scale to a power of up to so much more or less than 1, in thousandths.
struct GammaRange: OperationRange {
    /// The largest distance of the exponent from 1, in thousandths.
    let magnitude: Int

    /// The least distance at which any 8-bit level changes.
    static let shortest = 6

    static let entry = OperationRanges.Entry(
        name: "gamma",
        accepted: "gamma:F (from 0.006 up to, not including, 1, at most three decimals)",
        read: { magnitude in
            guard let magnitude = SignedSteps.thousandths(magnitude), magnitude >= shortest else {
                return nil
            }
            return GammaRange(magnitude: magnitude)
        },
        recall: { drawn in
            guard let gamma = drawn.take("gamma", decimals: 3, in: 1...1999),
                abs(gamma - 1000) >= shortest
            else { return nil }
            return .gamma(thousandths: gamma)
        }
    )

    var text: String? { "gamma:\(Decimal(units: magnitude, scale: 3))" }

    private var steps: SignedSteps { SignedSteps(shortest: Self.shortest, longest: magnitude) }

    func outcomes(in size: PixelSize) -> Int { steps.count }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation {
        .gamma(thousandths: 1000 + steps.value(outcome))
    }
}

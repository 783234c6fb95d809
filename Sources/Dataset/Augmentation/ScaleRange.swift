// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Magnifications by up to so much more or less than 1, in thousandths, about the true centre.
struct ScaleRange: OperationRange {
    /// The largest distance of the factor from 1, in thousandths, 1 … 999.
    let magnitude: Int

    static let entry = OperationRanges.Entry(
        name: "scale",
        accepted: "scale:F (between 0 and 1, at most three decimals)",
        read: { SignedSteps.thousandths($0).map(ScaleRange.init) },
        recall: { drawn in
            guard let factor = drawn.take("factor", decimals: 3, in: 1...1999), factor != 1000
            else { return nil }
            return .scale(thousandths: factor)
        }
    )

    var text: String? { "scale:\(Decimal(units: magnitude, scale: 3))" }

    func outcomes(in size: PixelSize) -> Int {
        steps(in: size).count
    }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation {
        .scale(thousandths: 1000 + steps(in: size).value(outcome))
    }

    /// The factors that show on an image of this size; on a small one, those next to 1 do not.
    ///
    /// They move the last pixel of the longer side by 1/32 or more, which is the precision of the
    /// interpolation: (side − 1) / 2 · t / (1000 + t) ≥ 1/32.
    private func steps(in size: PixelSize) -> SignedSteps {
        let reach = 16 * (max(size.width, size.height) - 1)
        guard reach > 1 else { return SignedSteps(shortest: 1, longest: 0) }
        return SignedSteps(shortest: (1000 + reach - 2) / (reach - 1), longest: magnitude)
    }
}

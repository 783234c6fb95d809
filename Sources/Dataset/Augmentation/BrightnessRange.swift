// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Samples raised or lowered by up to a share of full scale, in whole levels of an 8-bit image.
///
/// Finer steps would change nothing at 8 bits; at 16 bits a level is 257 of them.
struct BrightnessRange: OperationRange {
    /// The largest offset as a share of full scale, from 1/255 to 1.
    let share: Decimal

    static let entry = OperationRanges.Entry(
        name: "brightness",
        accepted: "brightness:F (of full scale, from 0.004 to 1)",
        read: { magnitude in
            guard let share = magnitude.flatMap({ Decimal(digits: $0) }), share <= 1,
                share.floor(times: 255) >= 1
            else { return nil }
            return BrightnessRange(share: share)
        },
        recall: { drawn in
            guard let levels = drawn.take("offset", in: -255...255), levels != 0 else { return nil }
            return .brightness(levels: levels)
        }
    )

    var text: String? { "brightness:\(share)" }

    private var steps: SignedSteps { SignedSteps(shortest: 1, longest: share.floor(times: 255)) }

    func outcomes(in size: PixelSize) -> Int { steps.count }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation {
        .brightness(levels: steps.value(outcome))
    }
}

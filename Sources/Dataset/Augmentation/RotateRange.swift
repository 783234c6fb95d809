// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Turns by up to so many degrees either way, in steps of a hundredth, never by 0.
struct RotateRange: OperationRange {
    /// The largest angle in hundredths of a degree, 1 … 18000.
    let magnitude: Int

    static let entry = OperationRanges.Entry(
        name: "rotate",
        accepted: "rotate:DEG (above 0 up to 180, at most two decimals)",
        read: { magnitude in
            guard let degrees = magnitude.flatMap({ Decimal(digits: $0) }), degrees.scale <= 2,
                0 < degrees && degrees <= 180
            else { return nil }
            return RotateRange(magnitude: degrees.floor(times: 100))
        },
        recall: { drawn in
            let angles = -18_000...18_000
            guard let angle = drawn.take("angle", decimals: 2, in: angles) else { return nil }
            switch drawn.take("centre") {
            case nil: return .rotate(centidegrees: angle, centre: .pixelCentre)
            case "tutorial": return .rotate(centidegrees: angle, centre: .tutorial)
            default: return nil
            }
        }
    )

    var text: String? { "rotate:\(Decimal(units: magnitude, scale: 2))" }

    /// The least angle: −180° is left out, being the same turn as 180°.
    private var lowest: Int { -min(magnitude, 17_999) }

    func outcomes(in size: PixelSize) -> Int {
        magnitude - lowest
    }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation {
        let angle = lowest + outcome
        return .rotate(centidegrees: angle < 0 ? angle : angle + 1, centre: .pixelCentre)
    }
}

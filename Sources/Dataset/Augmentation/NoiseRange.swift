// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Normal noise with a standard deviation from half an 8-bit level up, in hundredths, and a seed.
///
/// Below half a level, most samples of an 8-bit image would keep their values, and of a small image
/// perhaps all.
struct NoiseRange: OperationRange {
    /// The largest standard deviation in hundredths of an 8-bit level, 50 … 6400.
    let magnitude: Int

    /// The least standard deviation.
    static let shortest = 50
    private static let seeds = 1 << 32

    static let entry = OperationRanges.Entry(
        name: "noise",
        accepted: "noise:SIGMA (from 0.5 to 64 levels of 255, at most two decimals)",
        read: { magnitude in
            guard let sigma = magnitude.flatMap({ Decimal(digits: $0) }), sigma.scale <= 2,
                sigma <= 64, sigma.floor(times: 100) >= shortest
            else { return nil }
            return NoiseRange(magnitude: sigma.floor(times: 100))
        },
        recall: { drawn in
            guard let sigma = drawn.take("sigma", decimals: 2, in: shortest...6400),
                let seed = drawn.take("seed", in: 0...seeds - 1)
            else { return nil }
            return .noise(centilevels: sigma, seed: UInt32(seed))
        }
    )

    var text: String? { "noise:\(Decimal(units: magnitude, scale: 2))" }

    private var deviations: Int { magnitude - Self.shortest + 1 }

    func outcomes(in size: PixelSize) -> Int { deviations * Self.seeds }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation {
        let (seed, deviation) = outcome.quotientAndRemainder(dividingBy: deviations)
        return .noise(centilevels: Self.shortest + deviation, seed: UInt32(seed))
    }
}

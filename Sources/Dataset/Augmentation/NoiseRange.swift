// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Normal noise with a standard deviation in hundredths of an 8-bit level, and a seed.
///
/// Below half a level most samples of an 8-bit image keep their values, and of a small image
/// perhaps all; so less is only drawn where no more was asked for.
struct NoiseRange: OperationRange {
    /// The largest standard deviation in hundredths of an 8-bit level, 1 … 6400.
    let magnitude: Int

    /// The least standard deviation.
    private var least: Int { min(50, magnitude) }
    private static let seeds = 1 << 32

    static let entry = OperationRanges.Entry(
        name: "noise",
        accepted: "noise:SIGMA (above 0 up to 64 levels of 255, at most two decimals)",
        read: { magnitude in
            guard let sigma = magnitude.flatMap({ Decimal(digits: $0) }), sigma.scale <= 2,
                sigma <= 64, sigma.floor(times: 100) >= 1
            else { return nil }
            return NoiseRange(magnitude: sigma.floor(times: 100))
        },
        recall: { drawn in
            guard let sigma = drawn.take("sigma", decimals: 2, in: 1...6400),
                let seed = drawn.take("seed", in: 0...seeds - 1)
            else { return nil }
            return .noise(centilevels: sigma, seed: UInt32(seed))
        }
    )

    var text: String? { "noise:\(Decimal(units: magnitude, scale: 2))" }

    private var deviations: Int { magnitude - least + 1 }

    func outcomes(in size: PixelSize) -> Int { deviations * Self.seeds }

    func operation(_ outcome: Int, in size: PixelSize) -> Operation {
        let (seed, deviation) = outcome.quotientAndRemainder(dividingBy: deviations)
        return .noise(centilevels: least + deviation, seed: UInt32(seed))
    }
}

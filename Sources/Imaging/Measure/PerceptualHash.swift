// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// 64 bits that stay as they are when an image is scaled, encoded again or lightened a little.
///
/// The DCT hash of Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions"
/// (2010), in integers: of the two-dimensional DCT-II of a thumbnail, the 64 coefficients of the
/// frequencies 1 … 8 in both directions, each a bit that says whether it is above their median. The
/// highest bit is frequency 1 down and 1 across; the frequency across runs faster. Frequency 0,
/// the mean along a row or a column, is left out.
///
/// - Parameter thumbnail: 32 rows of 32 samples, 65535 for full scale.
/// - Returns: nil where noise would decide: all samples are within 2/255 of full scale, or the
///   image changes in one direction only, so that every coefficient is zero.
func perceptualHash(_ thumbnail: Span<UInt16>) -> UInt64? {
    precondition(thumbnail.count == DCT.side * DCT.side)
    var (least, most) = (UInt16.max, UInt16.min)
    for index in thumbnail.indices {
        least = min(least, thumbnail[index])
        most = max(most, thumbnail[index])
    }
    guard most - least > 2 * 257 else { return nil }

    let coefficients = DCT.lowFrequencies(thumbnail)
    // The lower of the middle two: what is above it is above their mean, or equals both.
    let median = coefficients.sorted()[coefficients.count / 2 - 1]
    guard coefficients.contains(where: { $0 != median }) else { return nil }
    return coefficients.reduce(0) { bits, coefficient in
        bits << 1 | (coefficient > median ? 1 : 0)
    }
}

/// A discrete cosine transform whose results are whole numbers, and so the same on every machine.
enum DCT {
    static let side = 32
    /// The frequencies that are kept in each direction.
    static let frequencies = 1...8

    /// 2¹⁴ · cos(kπ/64), rounded, for k = 0 … 32: a quarter of a wave, from which all others follow
    /// with signs that cancel exactly.
    static let quarter = [
        16384, 16364, 16305, 16207, 16069, 15893, 15679, 15426, 15137, 14811, 14449,
        14053, 13623, 13160, 12665, 12140, 11585, 11003, 10394, 9760, 9102, 8423,
        7723, 7005, 6270, 5520, 4756, 3981, 3196, 2404, 1606, 804, 0,
    ]

    /// 2¹⁴ · cos(kπ/64) for any k from 0 up.
    static func cosine(_ k: Int) -> Int {
        let turn = k % 128
        let half = min(turn, 128 - turn)
        return half <= 32 ? quarter[half] : -quarter[64 - half]
    }

    /// The basis: frequency by frequency, 2¹⁴ · cos((2x + 1)uπ/64) for x = 0 … 31.
    private static let waves: [Int] = frequencies.flatMap { frequency in
        (0..<side).map { cosine((2 * $0 + 1) * frequency) }
    }

    /// The coefficients of the kept frequencies, those of one frequency down after the other.
    ///
    /// They are 2²⁸ times too large and not normalised. Every sum stays below 2⁵⁴.
    static func lowFrequencies(_ samples: Span<UInt16>) -> [Int] {
        let waves = waves
        let count = frequencies.count
        var rows = [Int](repeating: 0, count: side * count)
        for y in 0..<side {
            for u in 0..<count {
                var sum = 0
                for x in 0..<side { sum &+= Int(samples[y * side + x]) &* waves[u * side + x] }
                rows[u * side + y] = sum
            }
        }
        var coefficients: [Int] = []
        coefficients.reserveCapacity(count * count)
        for v in 0..<count {
            for u in 0..<count {
                var sum = 0
                for y in 0..<side { sum &+= rows[u * side + y] &* waves[v * side + y] }
                coefficients.append(sum)
            }
        }
        return coefficients
    }
}

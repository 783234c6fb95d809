// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The random numbers of one artificial image, whatever else is in the dataset.
///
/// The 128-bit hash of what names the image becomes the key and one half of the counter of a
/// ``Philox`` stream; the other half counts its blocks.
struct KeyedGenerator: Sendable {
    private let key: SIMD2<UInt32>
    private let stream: SIMD2<UInt32>
    private var blocks: UInt64 = 0
    /// Half a block that is still to be handed out.
    private var spare: UInt64?

    init(hash: (UInt64, UInt64)) {
        key = SIMD2(words: hash.0)
        stream = SIMD2(words: hash.1)
    }

    /// The next 64 random bits.
    mutating func next() -> UInt64 {
        if let word = spare {
            spare = nil
            return word
        }
        let count = SIMD2<UInt32>(words: blocks)
        blocks += 1
        let block = Philox.block(
            counter: SIMD4(lowHalf: count, highHalf: stream),
            key: key
        )
        spare = UInt64(block.w) << 32 | UInt64(block.z)
        return UInt64(block.y) << 32 | UInt64(block.x)
    }

    /// A uniform number in 0 ..< `bound`, each exactly as likely as the others.
    ///
    /// Lemire, "Fast random integer generation in an interval" (2019): multiply, and draw again in
    /// the few cases that would favour some numbers. The standard library's `random(in:using:)` is
    /// not used because it does not promise the same numbers in its next version.
    mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "there is no number below \(bound)")
        let bound = UInt64(bound)
        let uneven = (0 &- bound) % bound
        while true {
            let (high, low) = next().multipliedFullWidth(by: bound)
            if low >= uneven { return Int(high) }
        }
    }
}

extension SIMD2<UInt32> {
    /// The low and the high half of a 64-bit number.
    fileprivate init(words: UInt64) {
        self.init(UInt32(truncatingIfNeeded: words), UInt32(words >> 32))
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A counter-based generator: every draw is a hash of a key and of the number of the draw.
///
/// The hash is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
/// number generators", OOPSLA 2014). The dataset's own generators are elsewhere: a change here
/// changes sample pictures and nothing else.
struct SampleRandom {
    private let key: UInt64
    private var counter: UInt64 = 0

    init(key: UInt64) {
        self.key = key
    }

    /// The key that belongs to a list of numbers; their order counts.
    static func key(_ numbers: UInt64...) -> UInt64 {
        numbers.reduce(0x4551_5549_504F_4953) { hash($0, $1) }
    }

    /// 64 even bits for draw `counter` under `key`.
    static func hash(_ key: UInt64, _ counter: UInt64) -> UInt64 {
        var bits = key &+ (counter &+ 1) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    mutating func next() -> UInt64 {
        defer { counter &+= 1 }
        return Self.hash(key, counter)
    }

    /// A number from the range, even, in steps of its width / 2²⁴.
    mutating func uniform(_ low: Float, _ high: Float) -> Float {
        low + (high - low) * (Float(next() >> 40) * 0x1p-24)
    }

    /// A number of the range, each with the same chance but for a bias below 2⁻⁵⁰.
    mutating func integer(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }
}

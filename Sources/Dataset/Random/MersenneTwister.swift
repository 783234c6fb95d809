// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The generator behind numpy's legacy `RandomState`, bit for bit.
///
/// MT19937 (Matsumoto and Nishimura, 1998), seeded with an integer as `RandomState(seed)` does by
/// the 2002 version of the authors' `init_genrand`. It is here because scikit-learn draws its
/// splits from it; nothing else of ours does.
struct MersenneTwister: Sendable {
    private var state: [UInt32]
    /// The next word of ``state`` to hand out; at the end, all are made anew.
    private var position: Int

    private static let length = 624
    private static let middle = 397

    init(seed: UInt32) {
        state = [seed]
        state.reserveCapacity(Self.length)
        for index in 1..<Self.length {
            let last = state[index - 1]
            state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(index))
        }
        position = Self.length
    }

    /// The next 32 random bits.
    mutating func next() -> UInt32 {
        if position == Self.length { refill() }
        var word = state[position]
        position += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9D2C_5680
        word ^= (word << 15) & 0xEFC6_0000
        return word ^ (word >> 18)
    }

    private mutating func refill() {
        for index in 0..<Self.length {
            let following = state[(index + 1) % Self.length]
            let mixed = (state[index] & 0x8000_0000) | (following & 0x7FFF_FFFF)
            let twist: UInt32 = mixed & 1 == 0 ? 0 : 0x9908_B0DF
            state[index] = state[(index + Self.middle) % Self.length] ^ (mixed >> 1) ^ twist
        }
        position = 0
    }
}

extension MersenneTwister {
    /// A uniform number in 0 … `maximum`, as numpy's `random_interval` draws it.
    ///
    /// Bits beyond the maximum's highest are masked off, and numbers above it drawn again. A
    /// maximum of 0 takes nothing from the generator.
    mutating func interval(_ maximum: UInt32) -> UInt32 {
        if maximum == 0 { return 0 }
        let mask = UInt32.max >> UInt32(maximum.leadingZeroBitCount)
        while true {
            let value = next() & mask
            if value <= maximum { return value }
        }
    }

    /// The values in the order of `RandomState.permutation`, a shuffle from the end.
    ///
    /// For a count of n, `permutation(Array(0..<n))` is numpy's `permutation(n)`.
    mutating func permutation(_ values: [Int]) -> [Int] {
        precondition(values.count <= Int(UInt32.max), "numpy draws 64 bits for longer arrays")
        var values = values
        for last in stride(from: values.count - 1, to: 0, by: -1) {
            values.swapAt(last, Int(interval(UInt32(last))))
        }
        return values
    }

    /// What `RandomState.choice(values, count, replace=False)` gives.
    ///
    /// All values are permuted even when all are taken, which moves the generator on.
    mutating func choice(_ values: [Int], _ count: Int) -> [Int] {
        precondition(count <= values.count, "a choice without replacement takes no more than all")
        return permutation(Array(values.indices)).prefix(count).map { values[$0] }
    }
}

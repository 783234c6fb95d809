// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Philox4x32-10, which turns a counter and a key into four random words.
///
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011). It has
/// no state to carry from one draw to the next, so an image's draws can be made alone, in any order
/// and on any machine.
enum Philox {
    /// The block of random words at a counter.
    static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        var counter = counter
        var key = key
        for round in 0..<10 {
            if round > 0 { key &+= SIMD2(0x9E37_79B9, 0xBB67_AE85) }
            let first = counter.x.multipliedFullWidth(by: 0xD251_1F53)
            let second = counter.z.multipliedFullWidth(by: 0xCD9E_8D57)
            counter = SIMD4(
                second.high ^ counter.y ^ key.x,
                second.low,
                first.high ^ counter.w ^ key.y,
                first.low
            )
        }
        return counter
    }
}

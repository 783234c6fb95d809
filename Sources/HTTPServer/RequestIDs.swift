// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
internal import Hashing

/// Makes ids for the requests that brought none, without a call to the system for each.
///
/// They have to be distinct, not secret: the kernel's randomness is the seed, and SplitMix64
/// (Steele, Lea and Flood 2014) goes on from there.
struct RequestIDs {
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private var numbers: Numbers

    /// - Parameter seed: from the kernel; two sources of one seed give the same ids.
    init(seed: UInt64) {
        numbers = Numbers(state: seed)
    }

    /// The next id, of a time in milliseconds since 1970.
    mutating func next(milliseconds: Int64) -> RequestID {
        let text = RandomID(milliseconds: milliseconds, using: &numbers).description
        guard let id = RequestID(text) else { preconditionFailure("letters and digits are safe") }
        return id
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// SipHash-2-4 with 128 bits of output, a keyed hash for short messages.
///
/// Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012), in the authors' later variant
/// with two output words. It gives every image a stream of its own: as a pseudo-random function its
/// outputs are independent for any choice of names, also for names chosen to collide, and with 128
/// bits no two images share one by chance.
struct SipHash: Sendable {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64
    /// The bytes since the last whole word, the first in the lowest bits.
    private var tail: UInt64 = 0
    private var length: UInt64 = 0

    init(key: (UInt64, UInt64)) {
        v0 = key.0 ^ 0x736F_6D65_7073_6575
        v1 = key.1 ^ 0x646F_7261_6E64_6F6D ^ 0xEE
        v2 = key.0 ^ 0x6C79_6765_6E65_7261
        v3 = key.1 ^ 0x7465_6462_7974_6573
    }

    /// Adds bytes to the message.
    mutating func append(bytes: some Sequence<UInt8>) {
        for byte in bytes {
            tail |= UInt64(byte) << (8 * (length % 8))
            length &+= 1
            if length.isMultiple(of: 8) {
                absorb(tail)
                tail = 0
            }
        }
    }

    /// Adds a number to the message as eight bytes, the lowest first.
    mutating func append(_ number: UInt64) {
        append(
            bytes: stride(from: 0, to: 64, by: 8).lazy.map {
                UInt8(truncatingIfNeeded: number >> $0)
            }
        )
    }

    /// Adds a text and, before it, its length, so that no two lists of texts are one message.
    mutating func append(_ text: some StringProtocol) {
        append(UInt64(text.utf8.count))
        append(bytes: text.utf8)
    }

    /// The hash of the message so far, as the two words of its sixteen bytes.
    func finished() -> (UInt64, UInt64) {
        var copy = self
        copy.absorb(tail | length << 56)
        copy.v2 ^= 0xEE
        copy.rounds(4)
        let first = copy.v0 ^ copy.v1 ^ copy.v2 ^ copy.v3
        copy.v1 ^= 0xDD
        copy.rounds(4)
        return (first, copy.v0 ^ copy.v1 ^ copy.v2 ^ copy.v3)
    }

    private mutating func absorb(_ word: UInt64) {
        v3 ^= word
        rounds(2)
        v0 ^= word
    }

    private mutating func rounds(_ count: Int) {
        for _ in 0..<count {
            v0 &+= v1
            v1 = v1.rotated(left: 13) ^ v0
            v0 = v0.rotated(left: 32)
            v2 &+= v3
            v3 = v3.rotated(left: 16) ^ v2
            v0 &+= v3
            v3 = v3.rotated(left: 21) ^ v0
            v2 &+= v1
            v1 = v1.rotated(left: 17) ^ v2
            v2 = v2.rotated(left: 32)
        }
    }
}

extension UInt64 {
    fileprivate func rotated(left count: UInt64) -> UInt64 {
        self << count | self >> (64 - count)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// 128 bits that stand for the decoded pixels of an image, its shape and depth included.
///
/// Equal for equal pixels, whatever files they came from, and unequal by chance alone in all but
/// one of 2¹²⁸ pairs. It has no secret key and is no cryptographic hash: somebody could make two
/// images share one, so it serves to report and never to delete.
package struct PixelDigest: Sendable, Hashable {
    /// The first 64 bits.
    package let high: UInt64
    /// The last 64 bits.
    package let low: UInt64

    /// A digest made elsewhere.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

extension PixelDigest: Comparable {
    /// As numbers of 128 bits, for sorting alone.
    package static func < (left: PixelDigest, right: PixelDigest) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension PixelDigest: CustomStringConvertible {
    /// 32 hexadecimal digits in lower case.
    package var description: String {
        [high, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A name for a job or dataset that sorts by its time and cannot be guessed.
///
/// The layout is that of a ULID: 48 bits of milliseconds since 1970, then 80 random bits, written
/// as 26 characters of Crockford's base32 (digits and capitals without I, L, O and U). The order
/// of two ids of the same millisecond is random.
package struct RandomID: Hashable, Sendable {
    private static let characterCount = 26
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let randomMask = (UInt128(1) << 80) - 1

    private let value: UInt128

    /// Makes an id from a time in milliseconds since 1970 (0 up to 2⁴⁸−1) and 80 random bits.
    package init<Generator: RandomNumberGenerator>(
        milliseconds: Int64,
        using generator: inout Generator
    ) {
        precondition(0 <= milliseconds && milliseconds < 1 << 48, "a time that fits 48 bits")
        let random = UInt128(generator.next()) << 64 | UInt128(generator.next())
        value = UInt128(milliseconds) << 80 | random & RandomID.randomMask
    }

    /// Makes an id from a time in milliseconds since 1970 and the kernel's randomness.
    package init(milliseconds: Int64) {
        var generator = SystemRandomNumberGenerator()
        self.init(milliseconds: milliseconds, using: &generator)
    }

    /// Reads an id that came from outside, in a path for example.
    ///
    /// Only what ``description`` writes is an id, so that one resource has one name: 26 characters,
    /// capitals only, none beyond 128 bits. Nil for any other text.
    package init?(_ text: String) {
        guard text.utf8.count == RandomID.characterCount else { return nil }
        var value: UInt128 = 0
        for character in text.utf8 {
            guard let digit = RandomID.alphabet.firstIndex(of: character),
                value >> 123 == 0
            else { return nil }
            value = value << 5 | UInt128(digit)
        }
        self.value = value
    }

    /// The time that the id carries, in milliseconds since 1970.
    package var milliseconds: Int64 { Int64(value >> 80) }
}

extension RandomID: CustomStringConvertible {
    /// The id's 26 characters; they need no escaping in a path, a file name or a header.
    package var description: String {
        unsafe String(unsafeUninitializedCapacity: RandomID.characterCount) { characters in
            var rest = value
            for position in (0..<RandomID.characterCount).reversed() {
                let digit = RandomID.alphabet[Int(truncatingIfNeeded: rest) & 31]
                unsafe characters.initializeElement(at: position, to: digit)
                rest >>= 5
            }
            return RandomID.characterCount
        }
    }
}

extension RandomID: Comparable {
    package static func < (left: RandomID, right: RandomID) -> Bool {
        left.value < right.value
    }
}

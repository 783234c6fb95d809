// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The 32 bytes of a SHA-256.
package struct Digest: Hashable, Sendable {
    /// How many bytes a digest has.
    package static let byteCount = 32

    // Four big-endian words instead of an array: no allocation, and hashing and equality for free.
    let words: (UInt64, UInt64, UInt64, UInt64)

    /// The digest's bytes, in their order; always ``byteCount`` of them.
    package var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    /// Takes the bytes of a digest; nil unless there are ``byteCount``.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Digest.byteCount else { return nil }
        self.init(exactly: bytes)
    }

    init(exactly bytes: [UInt8]) {
        precondition(bytes.count == Digest.byteCount)
        func word(_ index: Int) -> UInt64 {
            bytes[index * 8..<index * 8 + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        words = (word(0), word(1), word(2), word(3))
    }

    package static func == (left: Digest, right: Digest) -> Bool {
        left.words == right.words
    }

    package func hash(into hasher: inout Hasher) {
        // Any word of a SHA-256 is as evenly spread as all of them.
        hasher.combine(words.0)
    }
}

extension Digest: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits, as manifests and rows have it.
    package var description: String {
        unsafe String(unsafeUninitializedCapacity: 2 * Digest.byteCount) { text in
            var position = 0
            for word in [words.0, words.1, words.2, words.3] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    let value = UInt8(truncatingIfNeeded: word >> shift) & 15
                    unsafe text[position] = value + (value < 10 ? 0x30 : 0x57)
                    position += 1
                }
            }
            return position
        }
    }

    /// Reads 64 hexadecimal digits of either case; nil for any other text.
    package init?(hex text: String) {
        guard text.utf8.count == Digest.byteCount * 2 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            guard let digit = Digest.hexadecimalValue(of: character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        self.init(exactly: bytes)
    }

    private static func hexadecimalValue(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

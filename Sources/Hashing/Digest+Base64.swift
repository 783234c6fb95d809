// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Digest {
    /// How many characters ``base64`` has: 43 and one of padding.
    private static let base64Count = 44

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// The digest in padded base64 (RFC 4648 section 4), as `Repr-Digest` has it between colons.
    package var base64: String {
        var text: [UInt8] = []
        text.reserveCapacity(Digest.base64Count)
        var pending = 0
        var pendingBits = 0
        for byte in bytes {
            pending = pending << 8 | Int(byte)
            pendingBits += 8
            while pendingBits >= 6 {
                pendingBits -= 6
                text.append(Digest.alphabet[pending >> pendingBits & 63])
            }
        }
        // 256 bits are 42 characters and 4 bits: one more character with two zero bits below.
        text.append(Digest.alphabet[pending << 2 & 63])
        text.append(UInt8(ascii: "="))
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads what ``base64`` writes; nil for any other text.
    ///
    /// Strict: exactly 44 characters, the last one padding, and the two unused bits zero, so that
    /// one digest has one spelling.
    package init?(base64 text: String) {
        let characters = Array(text.utf8)
        guard characters.count == Digest.base64Count, characters.last == UInt8(ascii: "=") else {
            return nil
        }
        var bytes: [UInt8] = []
        var pending = 0
        var pendingBits = 0
        for character in characters.dropLast() {
            guard let value = Digest.alphabet.firstIndex(of: character) else { return nil }
            pending = (pending << 6 | value) & 0x3FFF
            pendingBits += 6
            if pendingBits >= 8 {
                pendingBits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> pendingBits))
            }
        }
        guard pending & 3 == 0 else { return nil }
        self.init(exactly: bytes)
    }
}

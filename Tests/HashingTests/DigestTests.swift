// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import Testing

struct DigestTests {
    private static let abc = SHA256.digest(of: "abc")

    @Test func readsHexadecimalOfEitherCase() {
        let text = Self.abc.description
        #expect(Digest(hex: text) == Self.abc)
        #expect(Digest(hex: text.uppercased()) == Self.abc)
    }

    @Test(arguments: [
        "", "00", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
        String(repeating: "0", count: 63) + "g", "+" + String(repeating: "0", count: 63),
        String(repeating: "0", count: 62) + "é",
    ])
    func refusesWhatIsNoHexadecimalDigest(text: String) {
        #expect(Digest(hex: text) == nil)
    }

    @Test func keepsTheOrderOfItsBytes() {
        let bytes = (0..<32).map { UInt8($0) }
        #expect(Digest(bytes)?.bytes == bytes)
        #expect(
            Digest(bytes)?.description
                == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
        )
        #expect(Digest([1, 2, 3]) == nil)
    }

    /// The value that `openssl dgst -sha256 -binary | base64` prints for `abc`.
    @Test func writesAndReadsBase64() {
        #expect(Self.abc.base64 == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
        #expect(Digest(base64: Self.abc.base64) == Self.abc)
    }

    @Test(arguments: [
        "", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0",
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa1=",
        "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=",
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa==",
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIA Fa0=",
    ])
    func refusesBase64OfAnotherSpelling(text: String) {
        #expect(Digest(base64: text) == nil)
    }

    @Test func differsInEveryByte() {
        let bytes = Self.abc.bytes
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 1
            #expect(Digest(other) != Self.abc)
        }
    }
}

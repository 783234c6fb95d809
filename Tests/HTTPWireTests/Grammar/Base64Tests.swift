// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

struct Base64Tests {
    /// The vectors of RFC 4648 §10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func agreesWithTheStandard(text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
        #expect(Base64.decode(encoded.utf8) == Array(text.utf8))
    }

    @Test func carriesEveryByte() {
        let bytes = (0...255).map { UInt8($0) }
        for start in 0..<3 {
            let slice = Array(bytes[start...])
            #expect(Base64.decode(Base64.encode(slice).utf8) == slice)
        }
        #expect(Base64.encode([0xFB, 0xFF]) == "+/8=")
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "=Zg=", "====", "A===", "Zh==", "Zm9=", "Zm8=Zm8=", "Zm 9",
        "Zm-_", "Zm9v\n", "Zm9vZg==Z", "Zg==Zg==", "Ä===",
    ])
    func refusesOtherSpellings(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }
}

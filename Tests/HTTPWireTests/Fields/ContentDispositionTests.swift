// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

struct ContentDispositionTests {
    @Test(arguments: [
        ("balanced.zip", "balanced.zip", "balanced.zip"), ("a b.zip", "a b.zip", "a%20b.zip"),
        ("ä.zip", "_.zip", "%C3%A4.zip"), ("a\"b", "a_b", "a%22b"), ("a\\b/c", "a_b_c", "a_b_c"),
        ("a\r\nX: y\0", "a__X: y_", "a__X%3A%20y_"), ("100%.zip", "100_.zip", "100%25.zip"),
        ("a'*;=", "a'*;=", "a%27%2A%3B%3D"), ("e\u{301}", "e_", "e%CC%81"), ("", "", ""),
    ])
    func namesTheFileInBothSpellings(filename: String, plain: String, encoded: String) {
        let value = ContentDisposition.attachment(filename: filename)
        #expect(value == "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)")
    }
}

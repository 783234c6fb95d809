// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

struct RequestIDTests {
    @Test(arguments: ["a", "0", "A.b_c-9", "..", String(repeating: "x", count: 64)])
    func acceptsHarmlessIDs(text: String) {
        #expect(RequestID(text)?.value == text)
    }

    @Test(arguments: [
        "", " ", "a b", "a\n", "a\r\nX: y", "a/b", "ä", "a\0", "<a>", "a,b", "\u{1B}[0m",
        String(repeating: "x", count: 65),
    ])
    func refusesOtherIDs(text: String) {
        #expect(RequestID(text) == nil)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Dataset

struct NamePatternTests {
    private func capture(_ pattern: String, in path: String) throws -> String? {
        let patterns = try NamePattern.list(parsing: pattern, placeholder: "id")
        return try #require(patterns.first).capture(in: Substring(path))
    }

    @Test(
        arguments: [
            ("{id}_*", "00012229_003.png", "00012229"),
            ("{id}_*", "a_b_c.png", "a"),
            ("{id}_*", "a_", "a"),
            ("{id}_*", "_b.png", nil),
            ("{id}_*", "ab.png", nil),
            ("{id}_*", "deep/er/7_1.png", "7"),
            ("person{id}_*", "person12_virus_3.jpeg", "12"),
            ("person{id}_*", "Person12_virus_3.jpeg", nil),
            ("*-{id}-*", "IM-0115-0001.jpeg", "0115"),
            ("*-{id}-*", "NORMAL2-IM-0115-0001.jpeg", "IM"),
            ("*IM-{id}-*", "NORMAL2-IM-0115-0001.jpeg", "0115"),
            ("{id}.png", "a.png.png", "a.png"),
            ("{id}.png", ".png", nil),
            ("{id}", "whole.png", "whole.png"),
            ("*{id}.png", "x.png", "x"),
            ("**_{id}.png", "a_b_c.png", "b_c"),
            ("a{id}a", "aa", nil),
            ("a{id}a", "aaa", "a"),
            ("*/{id}/*", "train/p1/x.png", "p1"),
            ("*/{id}/*", "p1/x.png", nil),
            ("{id}/*", "train/p1/x.png", nil),
            ("patient{id}/*/*", "patient00001/study1/view1.jpg", "00001"),
            ("é{id}_*", "éß_1.png", "ß"),
        ] as [(String, String, String?)]
    )
    func givesTheShortestRunThatMatchesTheWholeName(
        pattern: String,
        path: String,
        id: String?
    ) throws {
        #expect(try capture(pattern, in: path) == id)
    }

    @Test func takesTimeInProportionToTheNameAndThePattern() throws {
        let pattern = String(repeating: "*a", count: 200) + "{id}b"
        let name = String(repeating: "a", count: 4000)
        #expect(try capture(pattern, in: name) == nil)
    }

    @Test(arguments: [
        ("{id}{id}", "twice"), ("{id}*", "one character"), ("plain_*", "neither a known word"),
        ("{label}_*", "a brace"), ("{id", "a brace"), ("", "neither"), ("{id}_*,", "neither"),
    ])
    func refusesWhatIsNoPattern(text: String, reason: String) {
        let error = #expect(throws: OptionRefusal.self) { () throws in
            try NamePattern.list(parsing: text, placeholder: "id")
        }
        #expect(error?.detail?.contains(reason) == true)
    }
}

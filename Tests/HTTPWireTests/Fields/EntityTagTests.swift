// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

struct EntityTagTests {
    @Test(arguments: [
        ("\"a\"", "a", false), ("W/\"a\"", "a", true), ("\"\"", "", false), ("\"W/\"", "W/", false),
        ("\"a,b\\c\"", "a,b\\c", false), ("\"ä\"", "ä", false),
    ])
    func reads(text: String, opaque: String, isWeak: Bool) throws {
        let tag = try #require(EntityTag(parsing: text))
        #expect(tag == EntityTag(opaque, isWeak: isWeak))
        #expect(tag.description == text)
    }

    @Test(arguments: [
        "", "a", "\"a", "a\"", "\"a\"b", "w/\"a\"", "W\"a\"", "W/a", "\"a b\"", "\"a\"\"b\"",
        " \"a\"",
        "\"\u{7F}\"", "*",
    ])
    func refusesMalformedTags(text: String) {
        #expect(EntityTag(parsing: text) == nil)
    }

    /// The table of RFC 9110 §8.8.3.2.
    @Test(arguments: [
        ("W/\"1\"", "W/\"1\"", false, true), ("W/\"1\"", "W/\"2\"", false, false),
        ("W/\"1\"", "\"1\"", false, true), ("\"1\"", "\"1\"", true, true),
        ("\"1\"", "\"2\"", false, false),
    ])
    func compares(left: String, right: String, strongly: Bool, weakly: Bool) throws {
        let pair = try (#require(EntityTag(parsing: left)), #require(EntityTag(parsing: right)))
        #expect(pair.0.matchesStrongly(pair.1) == strongly)
        #expect(pair.1.matchesStrongly(pair.0) == strongly)
        #expect(pair.0.matchesWeakly(pair.1) == weakly)
    }

    @Test(
        arguments: [
            ("\"a\"", ["a"]), ("\"a\", W/\"b\"", ["a", "b"]), ("\"a\",\"b,c\"", ["a", "b,c"]),
            (" , \"a\" ,, \"b\" ,", ["a", "b"]), ("", []), ("\"a\" \"b\"", []), ("\"a\", b", []),
            ("*, \"a\"", []),
        ] as [(String, [String])]
    )
    func readsLists(text: String, opaques: [String]) {
        guard case .tags(let tags) = EntityTag.List(text) else {
            Issue.record("not a list of tags")
            return
        }
        #expect(tags.map(\.opaque) == opaques)
    }

    @Test func readsTheAsterisk() {
        #expect(EntityTag.List("*") == .any)
    }

    @Test func trapsOnATagThatCouldNotBeRead() async {
        await #expect(processExitsWith: .failure) { _ = EntityTag("a\"b") }
    }
}

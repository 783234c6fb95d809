// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import JobStore
import Testing

@testable import Service

/// Tokens, and the list of them, as values.
struct TokenTests {
    /// The same numbers each time.
    private struct Counting: RandomNumberGenerator {
        var last: UInt64 = 0

        mutating func next() -> UInt64 {
            last += 1
            return last
        }
    }

    private static func grant(_ name: String, _ token: String, tenant: String = "t") -> Grant {
        Grant(
            name: name,
            tenant: tenant,
            scope: .submit,
            createdAt: 1_763_928_131_500,
            token: Token(presented: token)
        )
    }

    @Test func areMadeOf256RandomBits() {
        var counting = Counting()
        let zeros = String(repeating: "0", count: 15)
        let text = (1...4).map { "\(zeros)\($0)" }.joined()
        #expect(Token(using: &counting).text == "eqp_" + text)
        var system = SystemRandomNumberGenerator()
        #expect(Token(using: &system).text != Token(using: &system).text)
        #expect(Token(using: &system).text.utf8.count == 68)
    }

    @Test func areNotShownByAccident() {
        #expect("\(Token(presented: "secret"))" == "eqp_…")
    }

    @Test(arguments: [
        ("Bearer abc", "abc"), ("bearer abc", "abc"), ("BEARER  abc", "abc"), ("Bearer", nil),
        ("Bearer ", nil), ("Bearer a b", nil), ("Basic abc", nil), ("abc", nil), ("", nil),
        ("Bearerabc", nil),
    ])
    func areReadFromCredentials(field: String, text: String?) {
        #expect(Token(credentials: field)?.text == text)
    }

    @Test(arguments: [
        ("a", true), ("a.b_c-D9", true), (String(repeating: "x", count: 64), true), ("", false),
        (String(repeating: "x", count: 65), false), ("-a", false), (".a", false), ("a b", false),
        ("a\n", false), ("ä", false), ("a/b", false), ("a\"", false),
    ])
    func haveNamesOfHarmlessCharacters(name: String, isName: Bool) {
        #expect(Grant.isName(name) == isName)
    }

    @Test func areFoundByTheirTextAlone() throws {
        var table = TokenTable()
        try table.add(Self.grant("a", "one"))
        try table.add(Self.grant("b", "two"))
        #expect(table.grant(of: Token(presented: "two"))?.name == "b")
        for text in ["", "On", "one ", "ONE", "a", table.grants[0].sha256.description] {
            #expect(table.grant(of: Token(presented: text)) == nil, "\(text)")
        }
        try table.revoke("b")
        #expect(table.grant(of: Token(presented: "two")) == nil)
    }

    @Test func areKeptAsDigests() throws {
        var table = TokenTable()
        try table.add(Self.grant("a", "one", tenant: "x"))
        let line = "a x submit 1763928131500 \(SHA256.digest(of: "one"))\n"
        #expect(table.text.hasSuffix(line) && !table.text.contains("one "))
        #expect(try TokenTable(table.text) == table)
    }

    @Test func haveOneNameEach() throws {
        var table = TokenTable()
        try table.add(Self.grant("a", "one"))
        #expect(throws: TokenError.taken("a")) { () throws in
            try table.add(Self.grant("a", "two"))
        }
        #expect(throws: TokenError.unknown("b")) { () throws in try table.revoke("b") }
        #expect(table.grants.map(\.name) == ["a"])
    }

    private static let digest = String(repeating: "0f", count: 32)

    @Test(arguments: [
        "a t read 1", "a t read 1 \(digest) x", "a t write 1 \(digest)", "a t read -1 \(digest)",
        "a t read 1 \(digest)0", "-a t read 1 \(digest)", "a  read 1 \(digest)",
        "a t read 1 \(digest)\r", "a t read 99999999999999999999 \(digest)",
        "b t read 1 \(digest)\nb t read 2 \(digest)",
    ])
    func areRefusedWhereTheirLineIsNone(text: String) {
        let line = text.hasPrefix("b") ? 3 : 2
        #expect(throws: TokenError.malformed(line: line)) { () throws in
            _ = try TokenTable("# heading\n\(text)\n")
        }
    }

    @Test(arguments: [
        (Scope.read, Scope.read, true), (.read, .submit, false), (.submit, .read, true),
        (.submit, .admin, false), (.admin, .read, true), (.admin, .admin, true),
    ])
    func allowWhatSmallerScopesDo(scope: Scope, needed: Scope, isAllowed: Bool) {
        #expect((scope >= needed) == isAllowed)
    }

    @Test func reachAllTenantsAsAdminsOnly() {
        for scope in Scope.allCases {
            let grant = Grant(
                name: "n",
                tenant: "t",
                scope: scope,
                createdAt: 1,
                token: Token(presented: "x")
            )
            let principal = Principal(grant)
            #expect(principal.tenancy.tenant == "t" && principal.grant == grant)
            #expect(principal.tenancy.seesAll == (scope == .admin))
        }
    }
}

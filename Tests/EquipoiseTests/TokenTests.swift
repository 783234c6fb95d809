// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

/// `equipoise token`, and `serve` beyond the loopback.
@Suite struct TokenTests {
    @Test(
        arguments: [
            (2, "token", "new NAME"), (2, "token new", "new NAME"), (2, "token make a", "new NAME"),
            (2, "token new a b", "new NAME"), (2, "token new a/b", "a/b"),
            (2, "token new a --scopes read,write", "‘write’"), (2, "token new a --scopes ''", "‘’"),
            (2, "token new a --tenant 'x y'", "x y"), (2, "token list --scopes read", "--scopes"),
            (1, "token revoke a --data .", "there is no token ‘a’"),
            (0, "token list --data .", ""), (1, "token list", "equipoise-data"),
            (0, "help token", "--scopes read,submit,admin"),
            (2, "serve --host 0.0.0.0 --port 0", "equipoise token new"),
            (2, "serve --first-token=maybe", "true or false"),
            (2, "serve --names a,b:80", "--names"),
            (2, "serve --cors-origins https://a.example/x", "--cors-origins"),
        ] as [(Int32, String, String)]
    )
    func endsWithItsCode(code: Int32, words: String, mentions: String) throws {
        try withTemporaryDirectory { directory in
            let shell = try Program.run("$equipoise \(words) 2>&1", in: directory)
            #expect(shell.status == code, "\(shell.output)")
            #expect(shell.output.contains(mentions) || mentions.isEmpty, "\(shell.output)")
        }
    }

    @Test func makesListsAndRevokes() throws {
        try withTemporaryDirectory { directory in
            let output = try Program.output(
                """
                export EQUIPOISE_DATA=d
                $equipoise token new ann | grep -Ex 'eqp_[0-9a-f]{64}' | wc -l
                $equipoise token new ci --scopes read --tenant ann >/dev/null
                $equipoise token new root --scopes admin --data d >/dev/null
                $equipoise token new ann 2>&1 || echo "code $?"
                $equipoise token revoke ci
                $equipoise token list | sed 's/  2.*//'
                stat -c %a d/tokens
                """,
                in: directory
            )
            #expect(
                output == """
                    1
                    equipoise: there is a token ‘ann’ already; revoke it, or take another name
                    code 1
                    ann  tenant ann  submit
                    root  tenant root  admin
                    600

                    """
            )
        }
    }

    /// What the container does at its first start, and at its second.
    @Test func makesAFirstTokenOnce() throws {
        try withTemporaryDirectory { directory in
            let server = try RunningServer(in: directory, "--host 0.0.0.0 --first-token")
            let printed = try Program.output("cat address", in: directory)
            let token = try #require(printed.firstMatch(of: /shown this once: (eqp_\w+)/)).1
            let url = "http://127.0.0.1:\(server.port)"
            let code = "-o body -w '%{http_code}'"
            #expect(try server.curl("\(code) \(url)/v1/jobs") == "401")
            let field = "-H 'Authorization: Bearer \(token)'"
            #expect(try server.curl("\(code) \(field) \(url)/v1/jobs") == "200")
            #expect(try Program.output("$equipoise health --url \(url)", in: directory) != "")
            try Program.output("$equipoise token revoke first --data data", in: directory)
            var status = ""
            while status != "401" { status = try server.curl("\(code) \(field) \(url)/v1/jobs") }
            #expect(try server.stop() == "0")
            let log = try Program.output("cat log address", in: directory)
            #expect(log.components(of: String(token)) == 2, "printed once, never logged")
            let again = try Program.run(
                "$equipoise serve --data data --port 0 --host 0.0.0.0 --first-token 2>&1",
                in: directory
            )
            #expect(again.status == 2 && again.output.contains("token new"), "none is left")
        }
    }
}

extension String {
    /// Into how many pieces a text would be cut by another.
    fileprivate func components(of separator: String) -> Int {
        split(separator: separator, omittingEmptySubsequences: false).count
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import Logging
import POSIX
import TestSupport
import Testing

@testable import Service

/// The file of tokens, and how a service follows it.
struct TokenFileTests {
    private func withFile(_ body: (TokenFile, Directory) throws -> Void) throws {
        try withTemporaryDirectory { directory in
            try body(try TokenFile(in: directory.path), directory)
        }
    }

    private func live(_ file: TokenFile) throws -> LiveTokens {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try LiveTokens(file, logger: logger, now: 0)
    }

    @Test func isThereOnlyOnceThereIsAToken() throws {
        try withFile { file, directory throws in
            #expect(try file.read() == nil)
            let token = try file.make("a", tenant: "t", scope: .read)
            let table = try #require(try file.read())
            #expect(table.grant(of: token)?.name == "a")
            try file.update { try $0.revoke("a") }
            #expect(try file.read() == TokenTable(), "empty, not gone: access stays closed")
        }
    }

    @Test func isItsOwnersAlone() throws {
        try withFile { file, directory throws in
            _ = try file.make("a", tenant: "t", scope: .read)
            let shell = try Shell.run("stat -c %a tokens; grep -c eqp_ tokens", in: directory)
            #expect(shell.output == "600\n0\n")
        }
    }

    @Test func staysAsItWasWhereAChangeFails() throws {
        try withFile { file, directory throws in
            _ = try file.make("a", tenant: "t", scope: .read)
            let before = try file.read()
            #expect(throws: TokenError.taken("a")) { () throws in
                _ = try file.make("a", tenant: "u", scope: .admin)
            }
            #expect(try file.read() == before)
            #expect(try directory.names() == ["tokens", "tokens.lock"])
        }
    }

    @Test func isChangedByOneAtATime() throws {
        try withFile { file, directory throws in
            let lock = try File(updating: directory.path(of: "tokens.lock"))
            #expect(try lock.lock())
            #expect(throws: TokenError.busy) { () throws in try file.update { _ in } }
            withExtendedLifetime(lock) {}
        }
    }

    @Test func hasAFirstTokenOnce() throws {
        try withFile { file, directory throws in
            let token = try #require(try file.makeFirst())
            #expect(try file.read()?.grant(of: token)?.scope == .admin)
            #expect(try file.makeFirst() == nil)
            try file.update { try $0.revoke("first") }
            #expect(try file.makeFirst() == nil, "whoever revoked the last meant it")
        }
    }

    // MARK: While a service runs

    @Test func isFollowedWithinASecond() throws {
        try withFile { file, directory throws in
            let tokens = try live(file)
            #expect(tokens.table(now: 0) == nil)
            let token = try file.make("a", tenant: "t", scope: .read)
            #expect(tokens.table(now: second - 1) == nil, "not looked at before a second is over")
            #expect(tokens.table(now: second)?.grant(of: token) != nil)
            try file.update { try $0.revoke("a") }
            #expect(tokens.table(now: 2 * second)?.grant(of: token) == nil)
        }
    }

    @Test(arguments: ["rm tokens", "echo nonsense >tokens", "truncate -s 9M tokens"])
    func letsNobodyInWhereItIsGoneOrSpoilt(script: String) throws {
        try withFile { file, directory throws in
            let token = try file.make("a", tenant: "t", scope: .read)
            let tokens = try live(file)
            #expect(tokens.table(now: 0)?.grant(of: token) != nil)
            _ = try Shell.run("cp -a tokens kept; " + script, in: directory)
            #expect(tokens.table(now: second) == TokenTable())
            #expect(tokens.table(now: 9 * second) == TokenTable())
            try directory.rename("kept", to: "tokens")
            #expect(tokens.table(now: 10 * second)?.grant(of: token) != nil)
        }
    }

    @Test func keepsAServiceFromStartingWhereItIsSpoilt() throws {
        try withFile { file, directory throws in
            _ = try Shell.run("echo nonsense >tokens", in: directory)
            #expect(throws: TokenError.malformed(line: 1)) { () throws in _ = try live(file) }
        }
    }

    // MARK: Who may listen where

    @Test(arguments: [
        ("127.0.0.1", 0, true), ("::1", 0, true), ("0.0.0.0", 0, false), ("::", 0, false),
        ("192.168.1.5", 0, false), ("0.0.0.0", 1, true), ("127.0.0.1", 1, true),
    ])
    func isNeededBeyondThisMachine(host: String, count: Int, isAllowed: Bool) throws {
        try withFile { file, directory throws in
            if count > 0 { _ = try file.make("a", tenant: "t", scope: .read) }
            var configuration = Configuration()
            configuration.host = host
            let table = try file.read()
            let error = Result { () throws(ExposureError) in
                try configuration.checkExposure(table)
            }
            #expect(((try? error.get()) != nil) == isAllowed)
        }
    }

    @Test func thatIsEmptyIsNoneBeyondThisMachine() {
        var configuration = Configuration()
        configuration.host = "0.0.0.0"
        #expect(throws: ExposureError(host: "0.0.0.0")) { () throws in
            try configuration.checkExposure(TokenTable())
        }
    }
}

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
        return try LiveTokens(file, logger: logger)
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

    /// A child that is being started holds the lock for a moment, too.
    @Test func isChangedAsSoonAsAnotherChangeIsOver() throws {
        try withFile { file, directory throws in
            let path = directory.path(of: "tokens.lock")
            let holder = Locked<File?>(try File(updating: path))
            let isHeld = try holder.withLock { try $0?.lock() }
            #expect(isHeld == true)
            WorkQueue(concurrent: "test").async {
                Bell().wait(milliseconds: 50)
                holder.withLock { $0 = nil }
            }
            try file.update { _ in }
            #expect(try file.read() == TokenTable())
        }
    }

    /// Root may change the tokens of a service that has a user of its own.
    @Test func staysTheFoldersOwners() throws {
        try withFile { file, directory throws in
            // Does nothing where the tests are not root's.
            _ = try Shell.run("chown 65534:65534 . || true", in: directory)
            _ = try file.make("a", tenant: "t", scope: .read)
            try file.update { try $0.revoke("a") }
            let owners = try Shell.run("stat -c %u . tokens tokens.lock | uniq", in: directory)
            #expect(owners.output.split(separator: "\n").count == 1, "\(owners.output)")
        }
    }

    @Test func isNotWrittenThroughAnotherNameOfTheSameFile() throws {
        try withFile { file, directory throws in
            _ = try Shell.run("echo theirs >other && ln other tokens.part", in: directory)
            _ = try file.make("a", tenant: "t", scope: .read)
            #expect(try Shell.run("cat other", in: directory).output == "theirs\n")
        }
    }

    @Test func holdsNoMoreThanTheLimit() throws {
        try withTemporaryDirectory { directory in
            let file = try TokenFile(in: directory.path, limit: 2)
            for name in ["a", "b"] { _ = try file.make(name, tenant: "t", scope: .read) }
            #expect(throws: TokenError.tooMany(2)) { () throws in
                _ = try file.make("c", tenant: "t", scope: .read)
            }
            #expect(try file.read()?.grants.count == 2)
            let strict = try TokenFile(in: directory.path, limit: 1)
            #expect(throws: TokenError.tooMany(1)) { () throws in _ = try strict.read() }
            try strict.update { try $0.revoke("a") }
            #expect(try strict.read()?.grants.map(\.name) == ["b"])
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

    @Test func isFollowedByTheNextLook() throws {
        try withFile { file, directory throws in
            let tokens = try live(file)
            let told = Locked<[TokenTable?]>([])
            tokens.onChange { table in told.withLock { $0.append(table) } }
            let token = try file.make("a", tenant: "t", scope: .read)
            #expect(tokens.table == nil, "who asks does not wait for the disk")
            tokens.look()
            #expect(tokens.table?.grant(of: token) != nil)
            tokens.look()
            try file.update { try $0.revoke("a") }
            tokens.look()
            #expect(tokens.table == TokenTable())
            #expect(told.withLock { $0.map { $0?.grants.count } } == [nil, 1, 0], "once each")
        }
    }

    @Test(arguments: [
        "rm tokens", "echo nonsense >tokens", "truncate -s 9M tokens",
        "rm tokens; ln -s tokens tokens",
        "rm tokens; mkdir tokens",
    ])
    func letsNobodyInWhereItIsGoneOrSpoilt(script: String) throws {
        try withFile { file, directory throws in
            let token = try file.make("a", tenant: "t", scope: .read)
            let tokens = try live(file)
            #expect(tokens.table?.grant(of: token) != nil)
            _ = try Shell.run("cp -a tokens kept; " + script, in: directory)
            for _ in 0..<2 {
                tokens.look()
                #expect(tokens.table == TokenTable())
            }
            _ = try Shell.run("[ ! -d tokens ] || rmdir tokens; mv -f kept tokens", in: directory)
            tokens.look()
            #expect(tokens.table?.grant(of: token) != nil)
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

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPWire
package import POSIX

/// The file `tokens` in the data folder, readable by its owner alone and only ever replaced whole.
package struct TokenFile: Sendable {
    private static let name = "tokens"
    /// Many times what is needed for a thousand tokens.
    private static let mostBytes: UInt64 = 4 << 20

    /// How long a change waits for another one; each takes some milliseconds.
    private static let patience = second

    private let directory: Directory
    /// The most tokens that there may be.
    private let limit: Int
    private var path: String { directory.path(of: Self.name) }

    /// Names the file in a data folder, which is made where it is missing.
    ///
    /// - Parameter limit: the most tokens that there may be.
    package init(
        in data: String,
        limit: Int = ServiceLimits().tokens
    ) throws(SystemError) {
        directory = try Directory(creating: data)
        self.limit = limit
    }

    /// Names the file in a data folder that is there.
    ///
    /// - Throws: `SystemError`; ENOENT when it is not.
    package init(
        inExisting data: String,
        limit: Int = ServiceLimits().tokens
    ) throws(SystemError) {
        directory = try Directory(existing: data)
        self.limit = limit
    }

    /// What the file is like now, to be compared with what it was like; nil without one.
    func stamp() throws(SystemError) -> FileStamp? {
        do throws(SystemError) {
            return try FileStamp(of: path)
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
    }

    /// All tokens; nil where there is no file, and so no access control.
    ///
    /// - Throws: `SystemError` or ``TokenError``.
    package func read() throws -> TokenTable? {
        let table = try readAll()
        if let table, table.grants.count > limit { throw TokenError.tooMany(limit) }
        return table
    }

    /// The same, of however many there are: so that some can be revoked.
    private func readAll() throws -> TokenTable? {
        let file: File
        do throws(SystemError) {
            file = try File(reading: path)
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
        let size = try file.descriptor.size()
        if size > Self.mostBytes { throw TokenError.tooLong }
        var bytes = [UInt8](repeating: 0, count: Int(size))
        let count = try unsafe bytes.withUnsafeMutableBytes {
            try unsafe file.descriptor.read(into: $0, at: 0)
        }
        guard let text = String(validating: bytes.prefix(count), as: UTF8.self) else {
            throw TokenError.malformed(line: 1)
        }
        return try TokenTable(text)
    }

    /// Changes the tokens: readers see all of a change or nothing of it, also after a crash.
    ///
    /// What root changes stays the folder's owner's, who may be a service without other rights: it
    /// has to read of a revocation. Waits a second at the most for another change.
    ///
    /// - Throws: ``TokenError`` `busy` where another process goes on with its own, or `tooMany`;
    ///   what `change` throws; `SystemError`.
    package func update(_ change: (inout TokenTable) throws -> Void) throws {
        let lock = try lock()
        defer { withExtendedLifetime(lock) {} }
        var table = try readAll() ?? TokenTable()
        let count = table.grants.count
        try change(&table)
        // Fewer than there were is always a step in the right direction.
        if table.grants.count > max(limit, count - 1) { throw TokenError.tooMany(limit) }
        let part = Self.name + ".part"
        // What a crash left goes, rather than being written to: it may have other names.
        try directory.remove(part)
        let file = try File(creating: directory.path(of: part))
        try file.give(toOwnerOf: directory)
        try unsafe Array(table.text.utf8).withUnsafeBytes {
            try unsafe file.descriptor.write(all: $0, at: 0)
        }
        try file.descriptor.synchronize()
        try directory.rename(part, to: Self.name)
        try directory.synchronize()
    }

    /// The lock, once it is this process's.
    private func lock() throws -> File {
        let lock = try File(updating: path + ".lock")
        try lock.give(toOwnerOf: directory)
        let pause = Bell()
        let end = Clock.monotonicNanoseconds() + Self.patience
        while try !lock.lock() {
            if Clock.monotonicNanoseconds() >= end { throw TokenError.busy }
            pause.wait(milliseconds: 10)
        }
        return lock
    }

    /// Makes the first token, an admin's, where there has never been one.
    ///
    /// - Returns: nil where the file is there already, even without a token.
    package func makeFirst() throws -> Token? {
        if try stamp() != nil { return nil }
        return try make("first", tenant: "first", scope: .admin)
    }

    /// Makes a token, which is given out here and never again.
    package func make(_ name: String, tenant: String, scope: Scope) throws -> Token {
        // An existential: what has no bytes has no address that the thread sanitizer could watch.
        var generator: any RandomNumberGenerator = SystemRandomNumberGenerator()
        let token = Token(using: &generator)
        let grant = Grant(
            name: name,
            tenant: tenant,
            scope: scope,
            createdAt: Clock.wallMilliseconds(),
            token: token
        )
        try update { try $0.add(grant) }
        return token
    }
}

extension Grant {
    /// When the token was made, as RFC 3339 writes it.
    package var createdTime: String { HTTPDate(milliseconds: createdAt).rfc3339 }
}

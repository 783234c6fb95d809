// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
package import POSIX

/// The file `tokens` in the data folder, readable by its owner alone and only ever replaced whole.
package struct TokenFile: Sendable {
    private static let name = "tokens"
    /// Many times what is needed for a thousand tokens.
    private static let mostBytes: UInt64 = 4 << 20

    private let directory: Directory
    private var path: String { directory.path(of: Self.name) }

    /// Names the file in a data folder, which is made where it is missing.
    package init(in data: String) throws(SystemError) {
        directory = try Directory(creating: data)
    }

    /// Names the file in a data folder that is there.
    ///
    /// - Throws: `SystemError`; ENOENT when it is not.
    package init(inExisting data: String) throws(SystemError) {
        directory = try Directory(existing: data)
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
    /// - Throws: ``TokenError`` `busy` while another process does the same; what `change` throws;
    ///   `SystemError`.
    package func update(_ change: (inout TokenTable) throws -> Void) throws {
        let lock = try File(updating: path + ".lock")
        guard try lock.lock() else { throw TokenError.busy }
        defer { withExtendedLifetime(lock) {} }
        var table = try read() ?? TokenTable()
        try change(&table)
        let part = Self.name + ".part"
        let file = try File(creating: directory.path(of: part), replacing: true)
        try unsafe Array(table.text.utf8).withUnsafeBytes {
            try unsafe file.descriptor.write(all: $0, at: 0)
        }
        try file.descriptor.synchronize()
        try directory.rename(part, to: Self.name)
        try directory.synchronize()
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
        var generator = SystemRandomNumberGenerator()
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

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing

/// All tokens there are, as a value and as the text of a file.
///
/// A line for each: name, tenant, scope, milliseconds since 1970, digest. Lines that begin with `#`
/// and empty ones do not count.
package struct TokenTable: Sendable, Hashable {
    private static let heading = """
        # The tokens of Equipoise: name, tenant, scope, time, SHA-256 of the token.
        # ‘equipoise token’ keeps this file.

        """

    /// In the order in which they were made.
    package private(set) var grants: [Grant] = []

    package init() {}

    /// Reads the file's text.
    ///
    /// - Throws: ``TokenError`` `malformed` for a line that is no grant, or repeats a name.
    package init(_ text: String) throws(TokenError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var names: Set<String> = []
        for (index, line) in lines.enumerated() where !line.isEmpty && line.first != "#" {
            guard let grant = Grant(line: line), names.insert(grant.name).inserted else {
                throw .malformed(line: index + 1)
            }
            grants.append(grant)
        }
    }

    /// The file's text.
    package var text: String {
        Self.heading + grants.map { $0.line + "\n" }.joined()
    }

    /// The grant of that name.
    package subscript(name: String) -> Grant? {
        grants.first { $0.name == name }
    }

    /// - Throws: ``TokenError`` `taken` when there is a token of that name.
    package mutating func add(_ grant: Grant) throws(TokenError) {
        if self[grant.name] != nil { throw .taken(grant.name) }
        grants.append(grant)
    }

    /// - Throws: ``TokenError`` `unknown` when there is no token of that name.
    package mutating func revoke(_ name: String) throws(TokenError) {
        guard self[name] != nil else { throw .unknown(name) }
        grants.removeAll { $0.name == name }
    }

    /// What a token allows; nil for one that is none.
    ///
    /// Takes as long for every text of one length: each digest is compared, and each to its end.
    func grant(of token: Token) -> Grant? {
        let presented = token.sha256
        var found: Grant?
        for grant in grants where grant.sha256.equalsInConstantTime(presented) { found = grant }
        return found
    }
}

/// What is wrong with tokens or with what is asked about them.
package enum TokenError: Error, Hashable, Sendable, CustomStringConvertible {
    case malformed(line: Int)
    case taken(String)
    case unknown(String)
    /// The file is longer than any list of tokens.
    case tooLong
    /// There are more tokens than the limit, or would be.
    case tooMany(Int)
    /// Another process changes the file at this moment.
    case busy

    package var description: String {
        switch self {
        case .malformed(let line): "tokens: line \(line) is no token, or one that is named twice"
        case .taken(let name): "there is a token ‘\(name)’ already; revoke it, or take another name"
        case .unknown(let name): "there is no token ‘\(name)’"
        case .tooLong: "tokens: the file is too long to be a list of tokens"
        case .tooMany(let limit): "tokens: there may be \(limit) at the most (--max-tokens)"
        case .busy: "tokens: another process is changing them; try again"
        }
    }
}

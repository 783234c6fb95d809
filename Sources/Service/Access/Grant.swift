// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Hashing

/// A token as it is kept: what it allows and to whom, and its digest in place of itself.
package struct Grant: Sendable, Hashable {
    /// What the token is called, to be told from others and to be revoked.
    package let name: String
    /// Whose jobs and datasets it reaches.
    package let tenant: String
    package let scope: Scope
    /// Milliseconds since 1970.
    package let createdAt: Int64
    /// The digest of the token's text, which tells nothing of it: it has 256 random bits.
    package let sha256: Digest

    /// Grants a scope to whoever has a token.
    ///
    /// The names must be names by ``isName(_:)``.
    package init(
        name: String,
        tenant: String,
        scope: Scope,
        createdAt: Int64,
        token: Token
    ) {
        precondition(Self.isName(name) && Self.isName(tenant), "names are checked where they enter")
        self.name = name
        self.tenant = tenant
        self.scope = scope
        self.createdAt = createdAt
        sha256 = token.sha256
    }

    /// Whether a text can name a token or a tenant: 1 to 64 letters, digits, `.`, `_` and `-`.
    ///
    /// None begins with `-` or `.`, so that none looks like a flag or a hidden file.
    package static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 64 else { return false }
        return first != UInt8(ascii: "-") && first != UInt8(ascii: ".")
            && text.utf8.allSatisfy(isNameByte)
    }

    /// What a name may be, in words.
    package static let acceptedNames = "1 to 64 letters, digits, ‘.’, ‘_’ and ‘-’"

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension Grant {
    /// Reads what ``line`` writes; nil for anything else.
    init?(line: Substring) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 5, Self.isName(words[0]), Self.isName(words[1]),
            let scope = Scope(rawValue: words[2]),
            let createdAt = digits(words[3]).flatMap(Int64.init(exactly:)),
            let sha256 = Digest(hex: words[4])
        else { return nil }
        name = words[0]
        tenant = words[1]
        self.scope = scope
        self.createdAt = createdAt
        self.sha256 = sha256
    }

    /// The grant as a line of the file, without its end.
    var line: String { "\(name) \(tenant) \(scope.rawValue) \(createdAt) \(sha256)" }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Where a page comes from: scheme, host and port (RFC 6454), in the spelling that browsers use.
package struct Origin: Sendable, Hashable, CustomStringConvertible {
    private let scheme: String
    /// In lower case, with the port unless it is the scheme's own.
    private let authority: String

    /// Reads `http://HOST[:PORT]` or `https://…` without anything behind; nil for other texts,
    /// `null` among them.
    package init?(_ text: String) {
        let text = text.lowercased()
        let found = ["http", "https"].first { text.hasPrefix($0 + "://") }
        guard let scheme = found else { return nil }
        self.init(scheme: scheme, authority: String(text.dropFirst(scheme.count + 3)))
    }

    private init?(scheme: String, authority: String) {
        var host = authority[...]
        var port = ""
        let end = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[end...].firstIndex(of: ":") {
            let text = String(authority[authority.index(after: colon)...])
            guard let number = digits(text), number <= UInt64(UInt16.max) else { return nil }
            host = authority[..<colon]
            port = number == (scheme == "http" ? 80 : 443) ? "" : ":\(number)"
        }
        guard Names.isName(String(host)) else { return nil }
        self.scheme = scheme
        self.authority = host.lowercased() + port
    }

    /// The text of the field Origin.
    package var description: String { "\(scheme)://\(authority)" }

    /// Whether a page of this origin is served by the host that a request asks for.
    ///
    /// Whether that was asked by `http` or by `https` is not known behind a proxy that ends TLS,
    /// and does not matter: both are the host's.
    func isOrigin(of host: String) -> Bool {
        Origin(scheme: scheme, authority: host) == self
    }
}

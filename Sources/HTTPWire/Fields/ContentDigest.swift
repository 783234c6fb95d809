// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The SHA-256 of Content-Digest and Repr-Digest (RFC 9530).
package struct ContentDigest: Sendable, Hashable, CustomStringConvertible {
    /// The 32 bytes of the digest.
    package let sha256: [UInt8]

    /// A digest that has been reckoned.
    ///
    /// - Parameter sha256: 32 bytes; another number is a mistake of the program and traps.
    package init(sha256: [UInt8]) {
        precondition(sha256.count == 32, "SHA-256 has 32 bytes")
        self.sha256 = sha256
    }

    /// The field's value, `sha-256=:…:`.
    package var description: String { "sha-256=:\(Base64.encode(sha256)):" }

    /// Finds the member `sha-256` in the field's value, all lines joined by commas.
    ///
    /// - Returns: nil where the value lists other algorithms only, which are ignored.
    /// - Throws: 400 for a value that is not a dictionary of byte sequences (RFC 9651 §3.2), and
    ///   for a `sha-256` that comes twice or has another length: a digest that is sent to be
    ///   verified must not go unverified.
    package static func parse(_ value: String) throws(HTTPViolation) -> ContentDigest? {
        var scanner = FieldScanner(value)
        var digest: ContentDigest?
        repeat {
            scanner.skipBlanks()
            // A key in upper case is no key: taking SHA-256 for an unknown one would skip it.
            guard let algorithm = scanner.token(), algorithm == algorithm.lowercased(),
                scanner.take("="), scanner.take(":")
            else { throw malformed }
            let text = scanner.run { $0 != UInt8(ascii: ":") }
            guard scanner.take(":"), let bytes = Base64.decode(text),
                scanner.parameters() != nil
            else { throw malformed }
            if algorithm == "sha-256" {
                guard digest == nil, bytes.count == 32 else { throw malformed }
                digest = ContentDigest(sha256: bytes)
            }
        } while scanner.take(",")
        guard scanner.isAtEnd else { throw malformed }
        return digest
    }

    private static let malformed = HTTPViolation.badRequest(
        "The digest field is not a list like sha-256=:BASE64:."
    )
}

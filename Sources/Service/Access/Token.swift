// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing

/// A bearer token (RFC 6750): a secret that is shown once, to whoever asks for it to be made.
///
/// `eqp_` and 64 hexadecimal digits; the beginning lets scanners of repositories find one that was
/// committed by mistake. It does not describe itself, so that no log line shows one.
package struct Token: Sendable, CustomStringConvertible {
    private static let prefix = "eqp_"

    /// The secret itself.
    package let text: String

    /// Makes a token of 256 random bits.
    package init<Generator: RandomNumberGenerator>(using generator: inout Generator) {
        let words = (0..<4).map { _ in UInt64.random(in: .min ... .max, using: &generator) }
        let digits = words.map { word in
            let hex = String(word, radix: 16)
            return String(repeating: "0", count: 16 - hex.count) + hex
        }
        text = Self.prefix + digits.joined()
    }

    /// Takes what somebody presents for a token, which need not look like one.
    package init(presented text: String) {
        self.text = text
    }

    package var description: String { Self.prefix + "…" }

    var sha256: Digest { SHA256.digest(of: text) }
}

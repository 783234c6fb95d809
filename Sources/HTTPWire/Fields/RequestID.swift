// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The id under which a request is logged: one the client chose, when it is harmless.
package struct RequestID: Sendable, Hashable, CustomStringConvertible {
    /// 1 to 64 letters, digits, dots, underscores and hyphens.
    package let value: String

    /// Takes an id that is safe in a header, in a log line and in a file's name; nil otherwise.
    package init?(_ value: String) {
        let isSafe = value.utf8.allSatisfy { byte in
            byte.isLetter || byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-")
        }
        guard isSafe, (1...64).contains(value.utf8.count) else { return nil }
        self.value = value
    }

    /// The id as it is.
    package var description: String { value }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Why a text is not taken as a JSON document, and where.
package struct JSONError: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Reason: Hashable, Sendable {
        /// The text breaks the grammar of RFC 8259, or ends too early.
        case syntax
        /// The bytes are not UTF-8.
        case encoding
        /// An object has the same name twice.
        case duplicateName
        /// A string or name holds the character U+0000.
        case nul
        /// An integer beyond 64 bits, or a number beyond a double.
        case numberOutOfRange
        /// Arrays and objects stand in each other deeper than the limit.
        case tooDeep
        /// The document has more bytes than the limit.
        case tooLarge
        /// There was no memory for the document.
        case outOfMemory
    }

    /// What is wrong.
    package let reason: Reason
    /// The line of the fault, from 1; 0 where the fault has no place.
    package let line: Int
    /// The column of the fault in characters, from 1; 0 where the fault has no place.
    package let column: Int
    /// One sentence in English; it may quote a few characters of the document.
    package let detail: String
}

extension JSONError: CustomStringConvertible {
    package var description: String {
        line == 0 ? detail : "line \(line), column \(column): \(detail)"
    }
}

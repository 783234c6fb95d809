// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How much of a document the parser accepts before it looks at its meaning.
package struct JSONLimits: Hashable, Sendable {
    /// The most bytes a document may have; 1 MiB unless told otherwise.
    ///
    /// A tree takes less than a hundred times the bytes of its text, measured on the worst of them.
    package var byteCount = 1 << 20

    /// The deepest nesting of arrays and objects; 32 unless told otherwise.
    package var depth = 32

    package init() {}
}

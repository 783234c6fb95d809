// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Zip

/// Foreign names as a terminal may be given them.
package enum TerminalText {
    /// A text with control, format and line-breaking characters spelled out.
    package static func line(_ text: String) -> String {
        PrintableName.escape(text.unicodeScalars)
    }

    /// A name for a column of a table: a line, and not longer than 40 characters.
    static func cell(_ name: String) -> String {
        // Scalars, because one character may be any number of combining marks.
        let scalars = line(name).unicodeScalars
        guard scalars.count > 40 else { return String(scalars) }
        return String(String.UnicodeScalarView(scalars.prefix(39))) + "…"
    }
}

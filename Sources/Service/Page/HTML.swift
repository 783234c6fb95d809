// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// HTML in the making, into which no foreign markup can come.
///
/// Markup is only ever a literal of this program; everything else goes through ``text(_:)``, which
/// leaves neither a tag nor the end of an attribute.
struct HTML: Sendable {
    /// What has been written.
    private(set) var source = ""

    /// Writes markup of this program as it stands.
    mutating func markup(_ literal: StaticString) {
        source += literal.description
    }

    /// Writes any text as text, in an element or between the quotes of an attribute.
    mutating func text(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": source += "&amp;"
            case "<": source += "&lt;"
            case ">": source += "&gt;"
            case "\"": source += "&quot;"
            case "'": source += "&#39;"
            default: source.unicodeScalars.append(scalar)
            }
        }
    }

    /// Writes a link to a path of this service.
    mutating func link(to path: String, _ label: String) {
        markup("<a href=\"")
        text(path)
        markup("\">")
        text(label)
        markup("</a>")
    }
}

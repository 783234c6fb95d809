// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import Dataset

extension OptionTable {
    /// The table for the README, in Markdown.
    package static var markdown: String {
        let rows = all.map { option in
            let value = option.defaultText.map { "`\($0)`" } ?? "none"
            return "| `\(option.name)` | \(value) | \(option.accepted) | \(option.summary) |"
        }
        return (["| option | default | takes | what it decides |", "|---|---|---|---|"] + rows)
            .joined(separator: "\n") + "\n"
    }
}

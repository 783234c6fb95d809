// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension SettingTable {
    /// The table for the README, in Markdown.
    package static var markdown: String {
        let rows = all.map { setting in
            "| `--\(setting.name)` | `\(setting.variable)` | \(shown(setting)) | "
                + "\(setting.summary) |"
        }
        return (["| flag | variable | default | what it decides |", "|---|---|---|---|"] + rows)
            .joined(separator: "\n") + "\n"
    }

    /// Workers' default depends on the machine, and documentation must not.
    private static func shown(_ setting: Setting) -> String {
        switch setting.defaultText {
        case _ where setting.name == "workers": "all processors"
        case "": "none"
        case let text: "`\(text)`"
        }
    }
}

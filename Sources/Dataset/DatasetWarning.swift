// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Something a user should know that does not stop the work.
package struct DatasetWarning: Sendable, Hashable {
    /// A name for programs, in lower case with hyphens.
    package let code: String
    /// A sentence for people, which names what it is about.
    package let detail: String

    /// A warning under a code that stays the same from version to version.
    package init(code: String, detail: String) {
        self.code = code
        self.detail = detail
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// An image of the upload that is not in the archive, and why.
package struct Dropped: Sendable, Hashable {
    /// The entry's name in the upload, root included.
    package let file: String
    /// A stable name for programs, for example `truncated`.
    package let reason: String
    /// A sentence for people.
    package let detail: String

    package init(file: String, reason: String, detail: String) {
        self.file = file
        self.reason = reason
        self.detail = detail
    }

    /// The reason of images that ended the process that worked on them.
    ///
    /// They are not touched again, so that nobody can check it.
    package static let crashed = "crashed"
}

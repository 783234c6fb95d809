// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a dataset is made of when it is added.
package struct NewDataset: Hashable, Sendable {
    /// A name that no dataset has had.
    package let id: String
    /// Milliseconds since 1970.
    package let createdAt: Int64
    /// The name of the blob that is the upload; it must be durable by now.
    package let file: String
    package let bytes: Int64
    /// Lower-case hexadecimal.
    package let sha256: String
    /// Whether it stays when no job refers to it any more.
    package let isKept: Bool

    package init(
        id: String,
        createdAt: Int64,
        file: String,
        bytes: Int64,
        sha256: String,
        isKept: Bool
    ) {
        self.id = id
        self.createdAt = createdAt
        self.file = file
        self.bytes = bytes
        self.sha256 = sha256
        self.isKept = isKept
    }
}

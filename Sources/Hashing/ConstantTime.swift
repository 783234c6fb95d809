// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension Digest {
    /// Whether two digests are the same, in a time that does not tell where they differ.
    ///
    /// Secrets are compared by their digests: these are of one length, and what is learned of one
    /// that does not match says nothing of the secret.
    package func equalsInConstantTime(_ other: Digest) -> Bool {
        let difference =
            (words.0 ^ other.words.0) | (words.1 ^ other.words.1)
            | (words.2 ^ other.words.2) | (words.3 ^ other.words.3)
        return difference == 0
    }
}

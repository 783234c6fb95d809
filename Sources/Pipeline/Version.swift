// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The version of this program, as in recipes, `/version` and `equipoise version`.
package enum Version {
    /// Semantic version; it changes whenever the bytes of an archive may.
    package static let current = "0.2.0"
}

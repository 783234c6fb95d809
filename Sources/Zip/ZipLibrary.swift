// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CDeflate

/// The library that inflates and deflates.
package enum ZipLibrary {
    /// The version that this program was built against, such as `1.14`: it cannot be asked.
    package static var version: String { LIBDEFLATE_VERSION_STRING }
}

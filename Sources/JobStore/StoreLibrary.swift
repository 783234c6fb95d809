// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CSQLite

/// The library that keeps the rows.
package enum StoreLibrary {
    /// Its version as it says itself when asked, such as `3.40.1`.
    package static var version: String {
        guard let text = unsafe sqlite3_libversion() else { return "unknown" }
        return unsafe String(cString: text)
    }
}

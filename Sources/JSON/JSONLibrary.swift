// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CJansson

/// The library that parses.
package enum JSONLibrary {
    /// Its version as it says itself when asked, such as `2.14`.
    package static var version: String {
        guard let text = unsafe jansson_version_str() else { return "unknown" }
        return unsafe String(cString: text)
    }
}

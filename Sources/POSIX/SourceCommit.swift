// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux

/// Which sources the program was built from.
package enum SourceCommit {
    /// The commit's name, with `+` behind it where files had been changed; nil where it was not
    /// known when the program was built.
    package static var name: String? {
        unsafe eq_commit().map { unsafe String(cString: $0) }
    }
}

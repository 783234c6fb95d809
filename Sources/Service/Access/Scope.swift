// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a token allows; each scope allows what those before it do, too.
package enum Scope: String, Sendable, CaseIterable, Comparable {
    /// To look and to download.
    case read
    /// To post, to cancel and to remove.
    case submit
    /// All that, of every tenant.
    case admin

    package static func < (left: Scope, right: Scope) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .read: 0
        case .submit: 1
        case .admin: 2
        }
    }
}

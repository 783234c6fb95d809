// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Up to which item all are done, where they may end in another order than they begin.
struct Frontier: Sendable {
    /// The first that is not done.
    private(set) var next: Int
    /// Those behind it that are.
    private var ahead: Set<Int> = []

    init(from first: Int) {
        next = first
    }

    mutating func done(_ number: Int) {
        ahead.insert(number)
        while ahead.remove(next) != nil { next += 1 }
    }
}

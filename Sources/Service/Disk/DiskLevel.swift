// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// How much room the disk has, in the steps that something hangs on.
enum DiskLevel: Sendable, Hashable {
    /// New work is taken.
    case ample
    /// Below the floor for uploads: none are taken, and what was taken goes on.
    case low
    /// Below the floor for work as well: no job and no inspection begins.
    case exhausted
}

/// Tells each change of the level once.
struct DiskWatch: Sendable {
    private var last = DiskLevel.ample

    /// Takes a look; nil where nothing has changed.
    mutating func on(_ level: DiskLevel) -> DiskLevel? {
        if level == last { return nil }
        last = level
        return level
    }
}

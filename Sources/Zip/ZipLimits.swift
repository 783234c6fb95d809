// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Bounds on what an archive may hold; its own claims are checked against them before any work.
package struct ZipLimits: Sendable {
    /// Entries in the directory, folders included.
    package var entries = 200_000
    /// Bytes of a name, both as stored and as UTF-8.
    package var nameBytes = 1024
    /// Components of a name: `a/b/c.png` has three.
    package var depth = 16
    /// Bytes of extra fields an entry has, in the directory and before its data together.
    package var extraBytes = 65_536
    /// Bytes of all names together, as UTF-8, which may be three times what CP437 has.
    package var namesBytes = 32 << 20
    /// Bytes of the directory.
    package var directoryBytes: UInt64 = 64 << 20
    /// Bytes of one entry, uncompressed; its compressed bytes are held to the same bound.
    package var entryBytes: UInt64 = 1 << 30
    /// Bytes of all entries together, uncompressed.
    package var totalBytes: UInt64 = 1 << 40
    /// Uncompressed bytes that a compressed byte may give, beyond ``unratedBytes``.
    package var ratio: UInt64 = 200
    /// Uncompressed bytes of an entry that ``ratio`` does not count.
    package var unratedBytes: UInt64 = 1 << 20

    package init() {}
}

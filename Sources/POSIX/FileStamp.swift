// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Which file a name leads to and when it was changed last; another stamp is another content.
package struct FileStamp: Hashable, Sendable {
    private let device: UInt64
    private let inode: UInt64
    private let size: Int64
    /// When its bytes or its row in the folder changed, in nanoseconds since 1970.
    private let changed: Int64

    /// Looks at a file by its name, which may be a link.
    ///
    /// - Throws: `SystemError`; ENOENT when there is none.
    package init(of path: String) throws(SystemError) {
        var status = stat()
        try systemCall("stat") { unsafe stat(path, &status) }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    }
}

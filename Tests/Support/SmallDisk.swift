// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import POSIX

/// A file system of a few megabytes, to be filled to its last byte.
package enum SmallDisk {
    /// Whether one can be mounted here: that takes root, and a container that may.
    package static let canBeMounted =
        (try? withTemporaryDirectory { directory in
            try Shell.run("\(mount("16k")) && umount disk", in: directory).status == 0
        }) ?? false

    fileprivate static func mount(_ size: String) -> String {
        "mkdir disk && mount -t tmpfs -o size=\(size) none disk"
    }
}

/// Calls `body` with a fresh folder in which `disk` is a file system of its own.
///
/// - Parameter megabytes: the size of it.
package func withSmallDisk(
    megabytes: Int,
    _ body: (_ outside: Directory, _ disk: Directory) throws -> Void
) throws {
    try withTemporaryDirectory { outside in
        let shell = try Shell.run(SmallDisk.mount("\(megabytes)m"), in: outside)
        guard shell.status == 0 else { throw SystemError(number: 1, call: shell.output) }
        defer { _ = try? Shell.run("umount -l disk", in: outside) }
        try body(outside, Directory(existing: outside.path(of: "disk")))
    }
}

extension Directory {
    /// Fills the disk that this folder is on, to the last byte or as good as.
    ///
    /// - Parameter leaving: bytes that stay free.
    package func fill(_ name: String = "filler", leaving: UInt64 = 0) throws {
        let file = try File(creating: path(of: name), replacing: true)
        let free = try freeBytes()
        if free > leaving { try file.descriptor.allocate(free - leaving) }
    }
}

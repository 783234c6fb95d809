// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Glibc

/// An open file that several threads may use at once, by absolute offsets only.
package final class File: Sendable {
    /// The descriptor; closed with the last reference to this file.
    package let descriptor: FileDescriptor

    /// Takes ownership of an open descriptor.
    package init(_ descriptor: consuming FileDescriptor) {
        self.descriptor = descriptor
    }

    /// Opens an existing file for reading; a last component that is a link is followed.
    package convenience init(reading path: String) throws(SystemError) {
        self.init(FileDescriptor(owning: try Self.open(path, O_RDONLY)))
    }

    /// Makes a new file for reading and writing, mode 0600.
    ///
    /// - Throws: `SystemError` EEXIST when the name is taken, unless `replacing` empties it.
    package convenience init(creating path: String, replacing: Bool = false) throws(SystemError) {
        let flags = O_RDWR | O_CREAT | (replacing ? O_TRUNC : O_EXCL) | O_NOFOLLOW
        self.init(FileDescriptor(owning: try Self.open(path, flags)))
    }

    /// Opens or makes a file for reading and writing without emptying it, mode 0600.
    package convenience init(updating path: String) throws(SystemError) {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW
        self.init(FileDescriptor(owning: try Self.open(path, flags)))
    }

    private static func open(_ path: String, _ flags: Int32) throws(SystemError) -> Int32 {
        do throws(SystemError) {
            return try systemCall("open") { unsafe eq_open(path, flags, 0o600) }
        } catch {
            throw error.about(path)
        }
    }

    /// Makes a file without a name, gone with the last reference to it, in a folder's file system.
    package convenience init(temporaryIn directory: String) throws(SystemError) {
        let number = try systemCall("open") { unsafe eq_open_temporary(directory) }
        self.init(FileDescriptor(owning: number))
    }

    /// Takes the whole-file lock without waiting; false when another process holds it.
    package func lock() throws(SystemError) -> Bool {
        do throws(SystemError) {
            try systemCall("flock") { eq_lock(descriptor.number) }
            return true
        } catch {
            if error.number == EWOULDBLOCK { return false }
            throw error
        }
    }
}

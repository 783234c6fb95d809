// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Glibc

/// An open file that several threads may use at once, by absolute offsets only.
package final class File: Sendable {
    /// The descriptor; closed with the last reference to this file.
    package let descriptor: FileDescriptor
    /// What is held as long as the file is.
    private let companion: (any Sendable)?

    /// Takes ownership of an open descriptor.
    ///
    /// - Parameter companion: goes when the file does; such as what counts such files.
    package init(_ descriptor: consuming FileDescriptor, with companion: (any Sendable)? = nil) {
        self.descriptor = descriptor
        self.companion = companion
    }

    /// Opens an existing file for reading; a last component that is a link is followed.
    package convenience init(reading path: String) throws(SystemError) {
        self.init(FileDescriptor(owning: try Self.open(path, O_RDONLY)))
    }

    /// Makes a new file for reading and writing.
    ///
    /// - Parameter isPrivate: whether its mode is 0600; else it is 0666 less the process's mask.
    /// - Throws: `SystemError` EEXIST when the name is taken, unless `replacing` empties it.
    package convenience init(
        creating path: String,
        replacing: Bool = false,
        isPrivate: Bool = true
    ) throws(SystemError) {
        let flags = O_RDWR | O_CREAT | (replacing ? O_TRUNC : O_EXCL) | O_NOFOLLOW
        let mode: mode_t = isPrivate ? 0o600 : 0o666
        self.init(FileDescriptor(owning: try Self.open(path, flags, mode: mode)))
    }

    /// Opens or makes a file for reading and writing without emptying it, mode 0600.
    package convenience init(updating path: String) throws(SystemError) {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW
        self.init(FileDescriptor(owning: try Self.open(path, flags)))
    }

    private static func open(
        _ path: String,
        _ flags: Int32,
        mode: mode_t = 0o600
    ) throws(SystemError) -> Int32 {
        do throws(SystemError) {
            return try systemCall("open") { unsafe eq_open(path, flags, mode) }
        } catch {
            throw error.about(path)
        }
    }

    /// Makes a file without a name, gone with the last reference to it, in a folder's file system.
    ///
    /// - Parameter companion: goes when the file does.
    package convenience init(
        temporaryIn directory: String,
        with companion: (any Sendable)? = nil
    ) throws(SystemError) {
        let number = try systemCall("open") { unsafe eq_open_temporary(directory) }
        self.init(FileDescriptor(owning: number), with: companion)
    }

    /// Whether it is a regular file: no device, folder or pipe.
    package func isPlain() throws(SystemError) -> Bool {
        try status().st_mode & S_IFMT == S_IFREG
    }

    /// Whether two open files are one and the same, whatever their names.
    package func isSame(as other: File) throws(SystemError) -> Bool {
        let mine = try status()
        let theirs = try other.status()
        return mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino
    }

    private func status() throws(SystemError) -> stat {
        var status = stat()
        let number = descriptor.number
        try systemCall("fstat") { unsafe fstat(number, &status) }
        return status
    }

    /// Gives the file to the owner of a folder, for what root makes in the folder of a service.
    ///
    /// Nothing happens to a file of theirs, nor to one that has another name as well: that may be
    /// anybody's.
    ///
    /// - Throws: `SystemError` EPERM where this process may not.
    package func give(toOwnerOf directory: Directory) throws(SystemError) {
        let mine = try status()
        let theirs = try directory.status()
        if mine.st_uid == theirs.st_uid || mine.st_nlink > 1 { return }
        try systemCall("fchown") { fchown(descriptor.number, theirs.st_uid, theirs.st_gid) }
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

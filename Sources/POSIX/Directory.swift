// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Glibc

/// A folder that we own, and the names directly in it.
///
/// Names are made by us, never by a client, and hold no `/`.
package struct Directory: Sendable, Hashable {
    /// The folder's path, without a slash at its end.
    package let path: String

    /// Opens the folder, making it (mode 0700) and the folders above it where they are missing.
    ///
    /// - Throws: `SystemError`; ENOTDIR when something else has its name.
    package init(creating path: String) throws(SystemError) {
        self.path = Self.trimmed(path)
        do throws(SystemError) {
            try Self.make(self.path)
        } catch {
            throw error.about(self.path)
        }
    }

    /// Names a folder that is there already.
    ///
    /// - Throws: `SystemError`; ENOENT or ENOTDIR when it is not.
    package init(existing path: String) throws(SystemError) {
        self.path = Self.trimmed(path)
        try Self.check(path)
    }

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    private static func check(_ path: String) throws(SystemError) {
        do throws(SystemError) {
            try systemCall("access") { unsafe access(path + "/.", F_OK) }
        } catch {
            throw error.about(path)
        }
    }

    private static func make(_ path: String) throws(SystemError) {
        do throws(SystemError) {
            try systemCall("mkdir") { unsafe mkdir(path, 0o700) }
        } catch {
            if error.number == EEXIST { return try check(path) }
            guard error.number == ENOENT, let slash = path.lastIndex(of: "/"),
                slash != path.startIndex
            else { throw error }
            try make(String(path[..<slash]))
            return try make(path)
        }
        // What is made durable in it later would be lost with its own name.
        do throws(SystemError) {
            try synchronize(parent(of: path))
        } catch {
            // Who may make a folder in another may not always read that one.
            if error.number != EACCES { throw error }
        }
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path of `name` in this folder.
    package func path(of name: String) -> String {
        path + "/" + name
    }

    /// Moves a file to a name in the same file system, replacing what has that name.
    package func rename(_ name: String, to newName: String) throws(SystemError) {
        try systemCall("rename") {
            unsafe Glibc.rename(self.path(of: name), self.path(of: newName))
        }
    }

    /// Removes a file; one that is not there is not an error.
    package func remove(_ name: String) throws(SystemError) {
        do throws(SystemError) {
            try systemCall("unlink") { unsafe unlink(self.path(of: name)) }
        } catch {
            if !error.isNotFound { throw error }
        }
    }

    /// Removes a file's name at once, and leaves it to the caller when its bytes are freed: of a
    /// large file that takes the disk a while.
    ///
    /// - Returns: what holds the bytes until it goes; nil where there is no such file, or nothing
    ///   could be opened, so that the bytes are freed already.
    package func detach(_ name: String) throws(SystemError) -> FileDescriptor? {
        // Whatever has the name is not waited for, followed or read.
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK
        let number = unsafe eq_open(self.path(of: name), flags, 0)
        let file: FileDescriptor? = number >= 0 ? FileDescriptor(owning: number) : nil
        try remove(name)
        return file
    }

    /// Removes this folder and all below it; a link is removed, not followed.
    package func removeTree() throws(SystemError) {
        for name in try names() {
            do throws(SystemError) {
                try remove(name)
            } catch {
                guard error.number == EISDIR else { throw error }
                try Directory(existing: self.path(of: name)).removeTree()
            }
        }
        try systemCall("rmdir") { unsafe rmdir(path) }
    }

    /// The names in this folder, without `.` and `..`, in byte order.
    package func names() throws(SystemError) -> [String] {
        guard let stream = unsafe opendir(path) else {
            throw SystemError(number: errno, call: "opendir")
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// What stat(2) says of the folder.
    func status() throws(SystemError) -> stat {
        var status = stat()
        do throws(SystemError) {
            try systemCall("stat") { unsafe stat(path, &status) }
        } catch {
            throw error.about(path)
        }
        return status
    }

    /// Bytes that are free for us in the folder's file system.
    package func freeBytes() throws(SystemError) -> UInt64 {
        var status = statvfs()
        try systemCall("statvfs") { unsafe statvfs(path, &status) }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    /// Waits until the names in this folder are on the disk: after it a rename is durable.
    package func synchronize() throws(SystemError) {
        try Self.synchronize(path)
    }

    private static func synchronize(_ path: String) throws(SystemError) {
        let number = try systemCall("open") {
            unsafe eq_open(path, O_RDONLY | O_DIRECTORY, 0)
        }
        try FileDescriptor(owning: number).synchronize()
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// The name of a Unix-domain socket in the file system, and that it is still ours.
struct SocketName: Sendable {
    private let path: String
    private let device: dev_t
    private let inode: ino_t

    /// Remembers the socket that has the name now.
    init(_ path: String) throws(SystemError) {
        let status = try Self.status(path)
        self.path = path
        device = status.st_dev
        inode = status.st_ino
    }

    /// Removes the name, unless another socket has it by now.
    func remove() {
        guard let status = try? Self.status(path), status.st_dev == device,
            status.st_ino == inode
        else { return }
        _ = unsafe unlink(path)
    }

    /// Finds out whether a socket may take the name: nothing has it, or a socket without a process.
    ///
    /// - Throws: `SystemError` EADDRINUSE or EEXIST.
    static func checkIsFree(_ path: String) throws(SystemError) {
        let found: stat
        do throws(SystemError) {
            found = try status(path)
        } catch {
            if error.isNotFound { return }
            throw error
        }
        guard found.st_mode & S_IFMT == S_IFSOCK else {
            throw SystemError(number: EEXIST, call: "bind", subject: path)
        }
        let address = try SocketAddress(path: path)
        do throws(SystemError) {
            try address.connect(try address.makeSocket(isNonblocking: true))
        } catch {
            if error.number == ECONNREFUSED { return }
            // EAGAIN: its queue is full, so somebody listens.
            if error.number != EAGAIN { throw error.about(path) }
        }
        throw SystemError(number: EADDRINUSE, call: "bind", subject: path)
    }

    private static func status(_ path: String) throws(SystemError) -> stat {
        var status = stat()
        do throws(SystemError) {
            try systemCall("lstat") { unsafe lstat(path, &status) }
        } catch {
            throw error.about(path)
        }
        return status
    }
}

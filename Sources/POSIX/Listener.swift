// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A socket that accepts connections on one address.
package struct Listener: Sendable {
    /// The listening socket, non-blocking.
    package let socket: File
    /// The port, also where 0 was asked for and the kernel chose; 0 of a Unix-domain socket.
    package let port: UInt16
    /// The name of a Unix-domain socket.
    private let name: SocketName?

    /// Binds and listens.
    ///
    /// - Parameters:
    ///   - host: a numeric IPv4 or IPv6 address, or a name such as `localhost`.
    ///   - port: 0 lets the kernel choose a free one.
    /// - Throws: `SystemError`; EADDRNOTAVAIL when the host has no address.
    package init(host: String, port: UInt16) throws(SystemError) {
        let address = try SocketAddress(host: host, port: port, isPassive: true)
        let descriptor = try address.makeSocket(isNonblocking: true)
        let number = descriptor.number
        var on: Int32 = 1
        try systemCall("setsockopt") {
            unsafe setsockopt(
                number,
                SOL_SOCKET,
                SO_REUSEADDR,
                &on,
                socklen_t(MemoryLayout<Int32>.size)
            )
        }
        try address.bind(descriptor)
        try systemCall("listen") { listen(number, 1024) }
        self.port = try Self.boundPort(of: number)
        name = nil
        socket = File(descriptor)
    }

    /// Listens on a Unix-domain socket that the process's user and group may connect to (0660).
    ///
    /// It is made under another name and put in place at once, so that nobody meets it with
    /// another mode, and what a killed process has left is replaced; a living one's is not.
    ///
    /// - Throws: `SystemError`; EADDRINUSE when somebody listens there, EEXIST when the name is
    ///   that of something else, ENAMETOOLONG.
    package init(path: String) throws(SystemError) {
        try SocketName.checkIsFree(path)
        let temporary = path + ".\(getpid())"
        let address = try SocketAddress(path: temporary)
        let descriptor = try address.makeSocket(isNonblocking: true)
        let number = descriptor.number
        _ = unsafe unlink(temporary)
        do throws(SystemError) {
            try address.bind(descriptor)
            try systemCall("chmod") { unsafe chmod(temporary, 0o660) }
            try systemCall("listen") { listen(number, 1024) }
            try systemCall("rename") { unsafe rename(temporary, path) }
            name = try SocketName(path)
        } catch {
            _ = unsafe unlink(temporary)
            throw error.about(path)
        }
        port = 0
        socket = File(descriptor)
    }

    /// Accepts no more, refuses those that wait, and removes the name of a Unix-domain socket.
    package func stop() {
        socket.descriptor.stopListening()
        name?.remove()
    }

    /// Finds out whether a host has an address, without listening.
    ///
    /// - Throws: `SystemError` EADDRNOTAVAIL when it has none.
    package static func checkAddress(host: String) throws(SystemError) {
        _ = try SocketAddress(host: host, port: 0, isPassive: true)
    }

    private static func boundPort(of number: Int32) throws(SystemError) -> UInt16 {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        try systemCall("getsockname") {
            unsafe withUnsafeMutablePointer(to: &storage) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe getsockname(number, $0, &length)
                }
            }
        }
        // The port stands in the same two bytes, big-endian, for IPv4 and IPv6.
        return unsafe withUnsafeBytes(of: &storage) {
            unsafe UInt16($0[2]) << 8 | UInt16($0[3])
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// A TCP socket that accepts connections on one address.
package struct Listener: Sendable {
    /// The listening socket, non-blocking.
    package let socket: File
    /// The port, also where 0 was asked for and the kernel chose.
    package let port: UInt16

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
        socket = File(descriptor)
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

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Tells the service manager that started this process how it is doing (sd_notify(3)).
///
/// One datagram is one message of lines `NAME=value`. It is written here because libsystemd would
/// be one more library for a few bytes.
package struct NotifySocket: Sendable {
    private let socket: File
    private let address: sockaddr_un
    private let length: socklen_t

    /// The manager's socket by its name, as in `NOTIFY_SOCKET`.
    ///
    /// - Parameter name: an absolute path, or `@` and an abstract name (unix(7)).
    /// - Throws: `SystemError`; EINVAL for any other name, ENAMETOOLONG beyond 107 bytes.
    package init(named name: String) throws(SystemError) {
        var bytes = Array(name.utf8)
        guard bytes.count > 1, bytes[0] == UInt8(ascii: "/") || bytes[0] == UInt8(ascii: "@"),
            !bytes.contains(0)
        else { throw SystemError(number: EINVAL, call: "NOTIFY_SOCKET", subject: name) }
        let isAbstract = bytes[0] == UInt8(ascii: "@")
        if isAbstract { bytes[0] = 0 }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count < room else {
            throw SystemError(number: ENAMETOOLONG, call: "NOTIFY_SOCKET", subject: name)
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        self.address = address
        // A path ends with a zero byte, an abstract name with the address.
        let end = MemoryLayout<sa_family_t>.size + bytes.count + (isAbstract ? 0 : 1)
        length = socklen_t(end)
        let kind = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        socket = File(
            FileDescriptor(owning: try systemCall("socket") { Glibc.socket(AF_UNIX, kind, 0) })
        )
    }

    /// Sends one message without waiting.
    ///
    /// - Throws: `SystemError`; EAGAIN while the manager does not read.
    package func tell(_ message: String) throws(SystemError) {
        let bytes = Array(message.utf8)
        let number = socket.descriptor.number
        let flags = Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
        try systemCall("sendto") {
            unsafe withUnsafePointer(to: address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe sendto(number, bytes, bytes.count, flags, $0, length)
                }
            }
        }
    }
}

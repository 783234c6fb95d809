// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Where a socket listens or connects to.
struct SocketAddress {
    private let family: Int32
    private let storage: sockaddr_storage
    private let length: socklen_t

    /// Looks a host up; the first address counts.
    ///
    /// - Throws: `SystemError` EADDRNOTAVAIL when the host has none.
    init(host: String, port: UInt16, isPassive: Bool) throws(SystemError) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_NUMERICSERV | (isPassive ? AI_PASSIVE : 0)
        var found: UnsafeMutablePointer<addrinfo>?
        let result = unsafe getaddrinfo(host, "\(port)", &hints, &found)
        guard result == 0, let first = unsafe found else {
            throw SystemError(number: EADDRNOTAVAIL, call: "getaddrinfo")
        }
        defer { unsafe freeaddrinfo(first) }
        var storage = sockaddr_storage()
        let length = unsafe first.pointee.ai_addrlen
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe bytes.copyMemory(
                from: UnsafeRawBufferPointer(start: first.pointee.ai_addr, count: Int(length))
            )
        }
        family = unsafe first.pointee.ai_family
        self.storage = storage
        self.length = length
    }

    /// A Unix-domain socket in the file system.
    ///
    /// - Throws: `SystemError` ENAMETOOLONG beyond 107 bytes (unix(7)).
    init(path: String) throws(SystemError) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard !bytes.isEmpty, bytes.count < room, !bytes.contains(0) else {
            throw SystemError(number: ENAMETOOLONG, call: "bind", subject: path)
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        var storage = sockaddr_storage()
        unsafe withUnsafeMutableBytes(of: &storage) { storage in
            unsafe withUnsafeBytes(of: &address) { unsafe storage.copyMemory(from: $0) }
        }
        family = AF_UNIX
        self.storage = storage
        length = socklen_t(MemoryLayout<sockaddr_un>.size)
    }

    /// A new socket of the address's family, closed on exec.
    func makeSocket(isNonblocking: Bool = false) throws(SystemError) -> FileDescriptor {
        let nonblocking = isNonblocking ? SOCK_NONBLOCK.rawValue : 0
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | nonblocking)
        return FileDescriptor(owning: try systemCall("socket") { Glibc.socket(family, kind, 0) })
    }

    func bind(_ socket: borrowing FileDescriptor) throws(SystemError) {
        let number = socket.number
        try systemCall("bind") {
            unsafe withAddress { unsafe Glibc.bind(number, $0, length) }
        }
    }

    func connect(_ socket: borrowing FileDescriptor) throws(SystemError) {
        let number = socket.number
        try systemCall("connect") {
            unsafe withAddress { unsafe Glibc.connect(number, $0, length) }
        }
    }

    private func withAddress(_ body: (UnsafePointer<sockaddr>) -> Int32) -> Int32 {
        unsafe withUnsafePointer(to: storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0) }
        }
    }
}

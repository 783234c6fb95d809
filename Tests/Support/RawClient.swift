// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import POSIX
internal import Synchronization

/// A TCP client on the loopback that sends any bytes it is told to, in any pieces.
///
/// Built on the C library alone, so that it shares no mistake with what it tests. Every wait is
/// bounded: a server that does not answer fails the test instead of hanging it.
package final class RawClient: Sendable {
    private let socket: Int32
    /// Received, and not yet asked for.
    private let pending = Mutex<[UInt8]>([])

    /// Connects.
    ///
    /// - Parameters:
    ///   - receiveBuffer: the kernel's buffer in bytes, to be a slow reader with.
    ///   - isIPv6: whether to go to `::1` rather than 127.0.0.1.
    package init(port: UInt16, receiveBuffer: Int32? = nil, isIPv6: Bool = false) throws {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        socket = Glibc.socket(isIPv6 ? AF_INET6 : AF_INET, kind, 0)
        try Self.check(socket, "socket")
        if let receiveBuffer { set(SO_RCVBUF, receiveBuffer) }
        let limit = timeval(tv_sec: 30, tv_usec: 0)
        set(SO_RCVTIMEO, limit)
        set(SO_SNDTIMEO, limit)
        if isIPv6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = in6addr_loopback
            try connect(address)
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            try connect(address)
        }
    }

    deinit {
        _ = close(socket)
    }

    // MARK: Sending

    /// Sends all of the text, waiting while the server does not take it.
    package func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    /// Sends all of the bytes, waiting while the server does not take them.
    package func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let step = unsafe bytes.withUnsafeBytes { all in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: all[sent...])
                return unsafe Glibc.send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            try Self.check(step, "send")
            sent += step
        }
    }

    /// Ends the sending side; receiving goes on.
    package func endSending() {
        _ = shutdown(socket, Int32(SHUT_WR))
    }

    /// Breaks the connection: the server sees a reset, not an end.
    package func reset() {
        set(SO_LINGER, linger(l_onoff: 1, l_linger: 0))
        // Connecting to nowhere dissolves the association; the descriptor stays ours to close.
        var nowhere = sockaddr()
        nowhere.sa_family = sa_family_t(AF_UNSPEC)
        _ = unsafe Glibc.connect(socket, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
    }

    // MARK: Receiving

    /// Receives exactly so many bytes, or fewer where the server ends the connection.
    package func receive(count: Int) throws -> [UInt8] {
        try pending.withLock { bytes in
            while bytes.count < count, try fill(&bytes) {}
            defer { bytes.removeFirst(min(count, bytes.count)) }
            return Array(bytes.prefix(count))
        }
    }

    /// Receives up to and including a text, or to the end of the connection.
    package func receive(through mark: String) throws -> String {
        let mark = Array(mark.utf8)
        return try pending.withLock { bytes in
            var searched = 0
            while true {
                if let start = Self.place(of: mark, in: bytes, from: searched) {
                    defer { bytes.removeFirst(start + mark.count) }
                    return String(decoding: bytes.prefix(start + mark.count), as: UTF8.self)
                }
                searched = max(searched, bytes.count - mark.count + 1)
                if try !fill(&bytes) {
                    defer { bytes = [] }
                    return String(decoding: bytes, as: UTF8.self)
                }
            }
        }
    }

    /// Where bytes first stand in others.
    ///
    /// By the C library: a loop of a debug build takes seconds for megabytes.
    private static func place(of mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        unsafe bytes.withUnsafeBytes { all -> Int? in
            guard let base = all.baseAddress else { return nil }
            var start = start
            while start + mark.count <= all.count {
                let rest = unsafe memchr(base + start, Int32(mark[0]), all.count - start)
                guard let rest = unsafe rest else { return nil }
                start = unsafe UnsafeRawPointer(rest) - base
                guard start + mark.count <= all.count else { return nil }
                if unsafe memcmp(base + start, mark, mark.count) == 0 { return start }
                start += 1
            }
            return nil
        }
    }

    /// Receives all there is until the server ends the connection.
    package func receiveAll() throws -> String {
        try pending.withLock { bytes in
            while try fill(&bytes) {}
            defer { bytes = [] }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Receives once more; false at the end of the connection.
    private func fill(_ bytes: inout [UInt8]) throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = unsafe buffer.withUnsafeMutableBytes { all in
            unsafe recv(socket, all.baseAddress, all.count, 0)
        }
        try Self.check(count, "recv")
        bytes += buffer.prefix(count)
        return count > 0
    }

    // MARK: Calls

    private func connect<Address>(_ address: Address) throws {
        var address = address
        let result = unsafe withUnsafeMutableBytes(of: &address) { bytes in
            unsafe Glibc.connect(
                socket,
                bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t(bytes.count)
            )
        }
        try Self.check(Int(result), "connect")
    }

    private func set<Value>(_ option: Int32, _ value: Value) {
        var value = value
        let result = unsafe withUnsafeMutableBytes(of: &value) { bytes in
            unsafe setsockopt(
                socket,
                SOL_SOCKET,
                option,
                bytes.baseAddress,
                socklen_t(bytes.count)
            )
        }
        precondition(result == 0, "a socket has these options")
    }

    private static func check(_ result: some BinaryInteger, _ call: String) throws {
        if result < 0 { throw SystemError(number: errno, call: call) }
    }
}

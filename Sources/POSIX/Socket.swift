// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux
internal import Glibc

/// Calls on TCP sockets that do not wait: a call that would gives nil.
extension FileDescriptor {
    /// Takes the next waiting connection of a listener, non-blocking and closed on exec.
    ///
    /// - Parameter peer: is set to who connected, when there is a connection.
    package func accept(from peer: inout PeerAddress) throws(SystemError) -> FileDescriptor? {
        let number = self.number
        var found = eq_peer()
        let accepted = try nonblockingCall("accept4") { unsafe eq_accept(number, &found) }
        guard let accepted else { return nil }
        peer = unsafe withUnsafeBytes(of: &found.bytes) { bytes in
            unsafe PeerAddress(bytes.prefix(Int(found.count)))
        }
        return FileDescriptor(owning: accepted)
    }

    /// Receives at most `buffer.count` bytes; 0 once the peer has ended its sending.
    package func receive(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int? {
        let number = self.number
        return try nonblockingCall("recv") {
            unsafe recv(number, buffer.baseAddress, buffer.count, 0)
        }
    }

    /// Takes what has been received off the socket without looking at it; 0 at the peer's end.
    ///
    /// - Parameter buffer: how much at once; a TCP socket copies nothing into it (MSG_TRUNC of
    ///   tcp(7)), one of another family does.
    package func discard(
        by buffer: UnsafeMutableRawBufferPointer
    ) throws(SystemError) -> Int? {
        let number = self.number
        return try nonblockingCall("recv") {
            unsafe recv(number, buffer.baseAddress, buffer.count, Int32(MSG_TRUNC))
        }
    }

    /// Sends some of `bytes` and says how many were taken.
    package func send(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int? {
        let number = self.number
        return try nonblockingCall("send") {
            unsafe Glibc.send(number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// Sends at most `count` bytes of a file from `offset` on, without a copy through us.
    ///
    /// - Returns: the bytes sent, 0 where the file ends before `offset`; nil if it would wait.
    package func send(
        file: File,
        from offset: UInt64,
        count: Int
    ) throws(SystemError) -> Int? {
        let number = self.number
        var position = off_t(clamping: offset)
        return try nonblockingCall("sendfile") {
            unsafe eq_sendfile(number, file.descriptor.number, &position, count)
        }
    }

    /// Ends our sending while the peer may still send (RFC 9112 §9.6, staged close).
    package func shutdownSending() {
        // A peer that is gone already has nothing left to be told.
        _ = shutdown(number, Int32(SHUT_WR))
    }

    /// Makes a listening socket refuse connections, also those that wait to be accepted.
    package func stopListening() {
        _ = shutdown(number, Int32(SHUT_RDWR))
    }

    /// Breaks the connection when the peer has confirmed nothing sent for so long (TCP_USER_TIMEOUT
    /// of tcp(7)); of a listener, each that it accepts.
    ///
    /// - Parameter milliseconds: more than 0.
    package func setUnconfirmedLimit(milliseconds: UInt32) {
        setTCP(TCP_USER_TIMEOUT, to: milliseconds)
    }

    /// Sends small segments at once (TCP_NODELAY); answers must not wait for acknowledgements.
    package func disableDelay() {
        setTCP(TCP_NODELAY, to: Int32(1))
    }

    /// Sets an option of TCP; sockets of this machine alone have none, and need none.
    private func setTCP<Value: FixedWidthInteger>(_ option: Int32, to value: Value) {
        var value = value
        _ = unsafe setsockopt(
            number,
            Int32(IPPROTO_TCP),
            option,
            &value,
            socklen_t(MemoryLayout<Value>.size)
        )
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// Bytes received and not yet understood, from the start of a request's head.
struct Inbox {
    private static let step = 16 << 10

    private var bytes: [UInt8] = []
    private var start = 0

    var isEmpty: Bool { start == bytes.count }

    /// Lends what was received and not dropped.
    func withUnread<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(bytes.span.extracting(start...))
    }

    /// Receives once; 0 when the peer has ended its sending, nil when nothing is there.
    mutating func receive(from socket: borrowing FileDescriptor) throws(SystemError) -> Int? {
        compact()
        let filled = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: Self.step))
        let received: Int?
        do throws(SystemError) {
            received = try unsafe bytes.withUnsafeMutableBufferPointer {
                (all) throws(SystemError) -> Int? in
                try unsafe socket.receive(
                    into: UnsafeMutableRawBufferPointer(
                        UnsafeMutableBufferPointer(rebasing: all[filled...])
                    )
                )
            }
        } catch {
            bytes.removeLast(Self.step)
            throw error
        }
        bytes.removeLast(Self.step - (received ?? 0))
        return received
    }

    mutating func append(_ more: [UInt8]) {
        compact()
        bytes += more
    }

    mutating func drop(_ count: Int) {
        start += count
    }

    mutating func takeAll() -> ArraySlice<UInt8> {
        defer {
            bytes = []
            start = 0
        }
        return bytes[start...]
    }

    private mutating func compact() {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
    }
}

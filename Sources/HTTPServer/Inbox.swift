// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// Memory that a loop receives into, one socket after the other.
///
/// Safe because the memory lives as long as this object, and bytes are copied out of it.
@safe final class Scratch {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)

    deinit {
        unsafe memory.deallocate()
    }
}

/// Bytes received and not yet understood, from the start of a request's head.
struct Inbox {
    /// What an empty inbox keeps for the next request; many thousand connections may be idle.
    private static let keptCapacity = 1 << 10

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
    mutating func receive(
        from socket: borrowing FileDescriptor,
        by scratch: Scratch
    ) throws(SystemError) -> Int? {
        guard let count = try unsafe socket.receive(into: scratch.memory) else { return nil }
        compact()
        unsafe bytes.append(contentsOf: scratch.memory.prefix(count))
        return count
    }

    mutating func append(_ more: [UInt8]) {
        compact()
        bytes += more
    }

    mutating func drop(_ count: Int) {
        start += count
        if isEmpty { clear() }
    }

    mutating func takeAll() -> ArraySlice<UInt8> {
        defer {
            bytes = []
            start = 0
        }
        return bytes[start...]
    }

    private mutating func clear() {
        start = 0
        if bytes.capacity > Self.keptCapacity {
            bytes = []
        } else {
            bytes.removeAll(keepingCapacity: true)
        }
    }

    private mutating func compact() {
        if start > 0 {
            bytes.removeFirst(start)
            start = 0
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// Bytes and file parts that wait for a socket to take them, in order.
struct Outbox {
    private enum Segment {
        case bytes([UInt8], sent: Int)
        case file(File, Range<UInt64>)
    }

    /// How much of a file one turn sends, so that one fast reader does not hold up the others.
    private static let turn = 1 << 20

    private var segments: [Segment] = []
    private var first = 0

    var isEmpty: Bool { first == segments.count }

    mutating func append(_ bytes: [UInt8]) {
        if !bytes.isEmpty { segments.append(.bytes(bytes, sent: 0)) }
    }

    mutating func append(_ file: File, _ range: Range<UInt64>) {
        if !range.isEmpty { segments.append(.file(file, range)) }
    }

    /// Gives the socket bytes at once where none wait before them, and keeps what it does not take.
    ///
    /// - Returns: the bytes it took.
    mutating func send(
        _ bytes: [UInt8],
        to socket: borrowing FileDescriptor
    ) throws(SystemError) -> Int {
        var sent = 0
        if isEmpty {
            sent = try unsafe bytes.withUnsafeBufferPointer { (all) throws(SystemError) -> Int in
                try unsafe socket.send(UnsafeRawBufferPointer(all)) ?? 0
            }
        }
        // A copy: the caller fills the same memory again with the next answer.
        if sent < bytes.count { append(Array(bytes[sent...])) }
        return sent
    }

    /// Gives the socket what it takes without waiting, about one turn at the most.
    ///
    /// - Returns: the bytes it took.
    /// - Throws: `SystemError` of the socket, or ENODATA when a file is shorter than promised.
    mutating func flush(to socket: borrowing FileDescriptor) throws(SystemError) -> Int {
        var total = 0
        while first < segments.count, total < Self.turn {
            guard let step = try flushFirst(to: socket) else { return total }
            total += step
        }
        if isEmpty {
            segments.removeAll(keepingCapacity: true)
            first = 0
        }
        return total
    }

    private mutating func flushFirst(
        to socket: borrowing FileDescriptor
    ) throws(SystemError) -> Int? {
        switch segments[first] {
        case .bytes(let bytes, let sent):
            let step = try unsafe bytes.withUnsafeBufferPointer {
                (all) throws(SystemError) -> Int? in
                try unsafe socket.send(
                    UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[sent...]))
                )
            }
            guard let step else { return nil }
            replaceFirst(sent + step == bytes.count ? nil : .bytes(bytes, sent: sent + step))
            return step
        case .file(let file, let range):
            let count = Int(min(UInt64(Self.turn), range.upperBound - range.lowerBound))
            let step = try socket.send(file: file, from: range.lowerBound, count: count)
            guard let step else { return nil }
            guard step > 0 else { throw SystemError.endOfFile }
            let rest = range.lowerBound + UInt64(step)..<range.upperBound
            replaceFirst(rest.isEmpty ? nil : .file(file, rest))
            return step
        }
    }

    private mutating func replaceFirst(_ segment: Segment?) {
        if let segment {
            segments[first] = segment
        } else {
            segments[first] = .bytes([], sent: 0)
            first += 1
        }
    }
}

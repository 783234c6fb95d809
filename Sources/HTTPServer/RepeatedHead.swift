// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire

/// The last head of a connection and what it meant: who polls sends the same bytes each time.
///
/// What a head means depends on its bytes alone, and where it ends is seen from them; so input
/// that begins with the same bytes begins with the same head.
struct RepeatedHead {
    /// Longer ones are not kept: many thousand connections may be idle.
    private static let limit = 1 << 10

    private var bytes: [UInt8] = []
    private var head: RequestHead?

    /// The head that the input begins with and its length, when it is the same again.
    func match(_ input: Span<UInt8>) -> (head: RequestHead, length: Int)? {
        guard let head, input.count >= bytes.count else { return nil }
        for index in bytes.indices where input[index] != bytes[index] { return nil }
        return (head, bytes.count)
    }

    /// Keeps a head that has been read from those bytes, all of them, and lets go of the last one.
    mutating func keep(_ head: RequestHead, _ input: Span<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        self.head = nil
        // One with a body is seldom sent again.
        guard input.count <= Self.limit, head.framing == .none else { return }
        for index in input.indices { bytes.append(input[index]) }
        self.head = head
    }
}

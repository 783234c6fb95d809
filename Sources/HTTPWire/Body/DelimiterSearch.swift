// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Looks for the delimiter of a multipart body: CRLF, two hyphens and the boundary.
///
/// The search looks at the byte where a delimiter would end and goes on as far as that byte allows
/// (Horspool), mostly by a whole delimiter's length. It is linear whatever the data: a boundary
/// holds no CR, so beginnings that are compared never overlap.
struct DelimiterSearch: Sendable {
    /// CRLF, two hyphens and the boundary.
    let delimiter: [UInt8]
    /// By a byte's value: how far from it the delimiter's end may be at the least, never 0.
    private let skips: [UInt8]

    /// - Parameter delimiter: at most 255 bytes, of which only the first is a CR.
    init(delimiter: [UInt8]) {
        precondition((5...255).contains(delimiter.count), "a boundary is not empty and is bounded")
        self.delimiter = delimiter
        var skips = [UInt8](repeating: UInt8(delimiter.count), count: 256)
        for (position, byte) in delimiter.dropLast().enumerated() {
            skips[Int(byte)] = UInt8(delimiter.count - 1 - position)
        }
        self.skips = skips
    }

    /// The first delimiter, or failing that a beginning of one at the input's end.
    struct Match {
        /// Where it begins; the input's end where there is none.
        let start: Int
        /// Where a whole one ends; otherwise `start`.
        let end: Int
        /// Whether all of the delimiter is there.
        var isWhole: Bool { end > start }
    }

    /// What the beginning of the input is to a delimiter without its CRLF.
    enum LineStart {
        case whole(end: Int)
        case partial
        case none
    }

    /// Finds the first delimiter, or failing that a beginning of one at the input's end.
    func first(in input: Span<UInt8>) -> Match {
        let last = delimiter.count - 1
        let skips = skips.span
        let bytes = unsafe input.bytes
        var position = 0
        while position + last < input.count {
            // Within bounds by the line above, and the table has a place for each byte.
            let start = unsafe bytes.unsafeLoad(fromUncheckedByteOffset: position, as: UInt8.self)
            let place = position + last
            let end = unsafe bytes.unsafeLoad(fromUncheckedByteOffset: place, as: UInt8.self)
            if start == .carriageReturn,
                commonPrefix(input, at: position, delimiterFrom: 0) == delimiter.count
            {
                return Match(start: position, end: position + delimiter.count)
            }
            position += unsafe Int(skips[unchecked: Int(end)])
        }
        // What is left is shorter than a delimiter, so that only a beginning can be in it.
        while position < input.count {
            let matched = commonPrefix(input, at: position, delimiterFrom: 0)
            if position + matched == input.count { return Match(start: position, end: position) }
            position += 1
        }
        return Match(start: input.count, end: input.count)
    }

    /// Compares the input's beginning with a delimiter whose CRLF has already gone by.
    func atLineStart(of input: Span<UInt8>) -> LineStart {
        let matched = commonPrefix(input, at: 0, delimiterFrom: 2)
        if matched == delimiter.count - 2 { return .whole(end: matched) }
        return matched == input.count ? .partial : .none
    }

    private func commonPrefix(
        _ input: Span<UInt8>,
        at position: Int,
        delimiterFrom offset: Int
    ) -> Int {
        let limit = min(input.count - position, delimiter.count - offset)
        var count = 0
        while count < limit, input[position + count] == delimiter[offset + count] { count += 1 }
        return count
    }
}

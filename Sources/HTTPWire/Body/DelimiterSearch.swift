// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Looks for the delimiter of a multipart body: CRLF, two hyphens and the boundary.
///
/// A boundary holds no CR, so only the delimiter's first byte is one. A look from CR to CR is
/// therefore linear whatever the data, and runs over eight bytes at a time.
struct DelimiterSearch: Sendable {
    /// CRLF, two hyphens and the boundary.
    let delimiter: [UInt8]

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
        var position = Self.carriageReturn(in: input, from: 0)
        while position < input.count {
            let matched = commonPrefix(input, at: position, delimiterFrom: 0)
            if matched == delimiter.count {
                return Match(start: position, end: position + matched)
            }
            if position + matched == input.count { return Match(start: position, end: position) }
            position = Self.carriageReturn(in: input, from: position + matched)
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

    /// The position of the first CR from `start` on, or the input's end.
    private static func carriageReturn(in input: Span<UInt8>, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let pattern = ones * UInt64(UInt8.carriageReturn)
        let bytes = unsafe input.bytes
        var position = start
        while position + 8 <= input.count {
            // Within bounds by the line above.
            let word = unsafe bytes.unsafeLoadUnaligned(
                fromUncheckedByteOffset: position,
                as: UInt64.self
            )
            // A byte of `difference` is zero where the input has a CR; the lowest of the zero
            // bytes is the lowest whose top bit survives in `zeros`.
            let difference = UInt64(littleEndian: word) ^ pattern
            let zeros = (difference &- ones) & ~difference & (ones << 7)
            if zeros != 0 { return position + zeros.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < input.count, input[position] != .carriageReturn { position += 1 }
        return position
    }
}

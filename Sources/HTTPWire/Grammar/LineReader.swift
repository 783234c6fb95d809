// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Gathers one line that ends in CRLF, from input that arrives in any pieces.
///
/// Bytes are judged strictly in their order, so that the result, refusals included, does not
/// depend on how the input was cut. A CR without LF and an LF without CR are refused
/// (RFC 9112 §2.2 allows leniency; leniency is how requests are smuggled).
struct LineReader: Sendable {
    /// The line so far, without its CRLF.
    private(set) var line: [UInt8] = []
    private var endsInCarriageReturn = false
    private let contentLimit: Int
    private let tooLong: @Sendable (_ limit: Int) -> HTTPViolation

    /// - Parameters:
    ///   - limit: the longest line in bytes, CRLF included.
    ///   - tooLong: what is thrown for a longer one.
    init(limit: Int, tooLong: @escaping @Sendable (_ limit: Int) -> HTTPViolation) {
        precondition(limit >= 2, "a line has room for its CRLF")
        self.contentLimit = limit - 2
        self.tooLong = tooLong
    }

    /// Takes bytes from `position` on, and moves it past them.
    ///
    /// - Returns: whether ``line`` is complete; then call ``reset()`` before the next one.
    mutating func read(
        _ input: Span<UInt8>,
        from position: inout Int
    ) throws(HTTPViolation) -> Bool {
        while position < input.count {
            if endsInCarriageReturn {
                guard input[position] == .lineFeed else {
                    throw .badRequest("A carriage return stands without its line feed.")
                }
                position += 1
                return true
            }
            takeContent(of: input, from: &position)
            guard position < input.count else { return false }
            switch input[position] {
            case .carriageReturn: endsInCarriageReturn = true
            case .lineFeed: throw .badRequest("A line feed stands without its carriage return.")
            default: throw tooLong(contentLimit + 2)
            }
            position += 1
        }
        return false
    }

    /// Forgets the line, to read the next one.
    mutating func reset() {
        line.removeAll(keepingCapacity: true)
        endsInCarriageReturn = false
    }

    private mutating func takeContent(of input: Span<UInt8>, from position: inout Int) {
        let end = min(input.count, position + contentLimit - line.count)
        var index = position
        while index < end, input[index] != .carriageReturn, input[index] != .lineFeed {
            index += 1
        }
        unsafe input.extracting(position..<index).withUnsafeBufferPointer { run in
            unsafe line.append(contentsOf: run)
        }
        position = index
    }
}

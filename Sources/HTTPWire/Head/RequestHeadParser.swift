// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Reads a request's head from input that grows.
///
/// Each byte is looked at once, however slowly the input drips, and the outcome does not depend
/// on how it was cut. After ``Progress/complete(_:length:)`` the parser is as new, ready for
/// the next message; after a violation it is of no use.
package struct RequestHeadParser: Sendable {
    /// What the bytes so far amount to.
    package enum Progress: Sendable, Hashable {
        /// The head goes on beyond the input.
        case incomplete
        /// The head is the first `length` bytes of the input; the body follows.
        case complete(RequestHead, length: Int)
    }

    private enum Phase {
        case start
        case requestLine(LineReader)
        case fields(RequestLine, FieldBlock)
    }

    private let limits: HeadLimits
    private var phase = Phase.start
    private var scanned = 0

    /// A parser at the first byte of a message.
    package init(limits: HeadLimits = HeadLimits()) {
        self.limits = limits
    }

    /// Whether a byte of a message has been seen: the line between idle and slow.
    package var hasStarted: Bool { scanned > 0 }

    /// Looks at the bytes that earlier calls have not seen.
    ///
    /// - Parameter input: all bytes since the message's first one; from call to call it may
    ///   only grow at its end.
    package mutating func parse(_ input: Span<UInt8>) throws(HTTPViolation) -> Progress {
        precondition(input.count >= scanned, "the input may only grow")
        let visible = input.extracting(..<min(input.count, limits.headBytes))
        if let head = try advance(visible) {
            let length = scanned
            self = RequestHeadParser(limits: limits)
            return .complete(head, length: length)
        }
        guard input.count <= limits.headBytes else {
            throw .headersTooLarge("The request's head is longer than \(limits.headBytes) bytes.")
        }
        return .incomplete
    }

    private mutating func advance(_ input: Span<UInt8>) throws(HTTPViolation) -> RequestHead? {
        while true {
            switch phase {
            case .start:
                guard try skipLeadingLineEnd(input) else { return nil }
                phase = .requestLine(lineReader())
            case .requestLine(var reader):
                // The phase lets go of its payload, so that storage is grown in place.
                phase = .start
                guard try read(input, into: &reader) else {
                    phase = .requestLine(reader)
                    return nil
                }
                let line = try RequestLine(reader.line)
                phase = .fields(line, FieldBlock(limits: limits))
            case .fields(let line, var block):
                phase = .start
                guard try block.read(input, from: &scanned) else {
                    phase = .fields(line, block)
                    return nil
                }
                return try RequestHead(line, fields: block.fields)
            }
        }
    }

    /// Skips the one empty line that RFC 9112 §2.2 wants tolerated before a request line.
    private mutating func skipLeadingLineEnd(
        _ input: Span<UInt8>
    ) throws(HTTPViolation) -> Bool {
        guard input.count > 0 else { return false }
        guard input[0] == .carriageReturn else { return true }
        guard input.count > 1 else { return false }
        guard input[1] == .lineFeed else {
            throw .badRequest("A carriage return stands without its line feed.")
        }
        scanned = 2
        return true
    }

    private mutating func read(
        _ input: Span<UInt8>,
        into reader: inout LineReader
    ) throws(HTTPViolation) -> Bool {
        if reader.line.isEmpty, scanned < input.count, !input[scanned].isToken {
            // Said at once, because a TLS handshake would never get to a line's end.
            throw .badRequest("The request does not begin with a method.")
        }
        return try reader.read(input, from: &scanned)
    }

    private func lineReader() -> LineReader {
        LineReader(limit: limits.requestLineBytes) { limit in
            HTTPViolation(
                status: 414,
                code: "uri-too-long",
                detail: "The request line is longer than \(limit) bytes."
            )
        }
    }
}

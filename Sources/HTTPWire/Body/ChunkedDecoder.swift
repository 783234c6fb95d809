// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes

/// Takes the chunked transfer coding off a body (RFC 9112 §7.1).
///
/// Feed it what has arrived, drop the consumed bytes, and call again while it does not ask for
/// more. Frame bytes are always consumed, so ``Event/needMore`` leaves nothing behind.
package struct ChunkedDecoder: Sendable {
    /// One step through the input.
    package struct Step: Sendable, Hashable {
        /// How many of the input's first bytes are done with.
        package let consumed: Int
        /// What they held.
        package let event: Event
    }

    /// What a step came to.
    package enum Event: Sendable, Hashable {
        /// The input is used up, and the body goes on.
        case needMore
        /// Bytes of the content, never none: a range of the input, within its consumed part.
        case data(Range<Int>)
        /// The body is over; what is left of the input belongs to the next message.
        case end
    }

    private enum State {
        case size(digits: Int, value: UInt64)
        case extensions(ChunkExtension, size: UInt64)
        case sizeEnd(size: UInt64)
        case data(left: UInt64)
        case dataReturn
        case dataEnd
        case trailers(FieldBlock)
        case over
    }

    private let limits: ChunkedLimits
    private var state = State.size(digits: 0, value: 0)
    private var extensionBytes = 0

    /// A decoder at the first byte of a body.
    package init(limits: ChunkedLimits = ChunkedLimits()) {
        self.limits = limits
    }

    /// Goes on to the next piece of content, the end of the input or the end of the body.
    ///
    /// - Parameter input: the bytes that follow those consumed so far.
    /// - Throws: 400 for a broken frame, 431 for trailers beyond their limits.
    package mutating func decode(_ input: Span<UInt8>) throws(HTTPViolation) -> Step {
        var position = 0
        while true {
            switch state {
            case .over:
                return Step(consumed: position, event: .end)
            case .data(let left):
                guard position < input.count else { break }
                let count = Int(min(left, UInt64(input.count - position)))
                let rest = left - UInt64(count)
                state = rest == 0 ? .dataReturn : .data(left: rest)
                let range = position..<(position + count)
                return Step(consumed: range.upperBound, event: .data(range))
            case .trailers(var block):
                state = .over
                if try block.read(input, from: &position) {
                    try Self.check(block.fields)
                    continue
                }
                state = .trailers(block)
            default:
                guard position < input.count else { break }
                try takeFrame(input[position])
                position += 1
                continue
            }
            return Step(consumed: position, event: .needMore)
        }
    }

    /// Takes one byte of what stands between the chunks' data.
    private mutating func takeFrame(_ byte: UInt8) throws(HTTPViolation) {
        switch state {
        case .size(let digits, let value):
            try takeSize(byte, digits: digits, value: value)
        case .extensions(let place, let size):
            try takeExtension(byte, at: place, size: size)
        case .sizeEnd(let size):
            guard byte == .lineFeed else { throw Self.brokenLine }
            state = size == 0 ? .trailers(FieldBlock(limits: limits.trailers)) : .data(left: size)
        case .dataReturn:
            guard byte == .carriageReturn else { throw Self.brokenData }
            state = .dataEnd
        case .dataEnd:
            guard byte == .lineFeed else { throw Self.brokenData }
            state = .size(digits: 0, value: 0)
        case .data, .trailers, .over:
            preconditionFailure("the state takes more than a byte")
        }
    }

    private mutating func takeSize(
        _ byte: UInt8,
        digits: Int,
        value: UInt64
    ) throws(HTTPViolation) {
        if let digit = byte.hexValue {
            // Sixteen digits are 64 bits: the bound is the overflow check.
            guard digits < 16 else { throw .badRequest("A chunk's size has too many digits.") }
            state = .size(digits: digits + 1, value: value << 4 | UInt64(digit))
            return
        }
        guard digits > 0 else { throw .badRequest("A chunk does not begin with its size.") }
        switch byte {
        case .carriageReturn: state = .sizeEnd(size: value)
        case UInt8(ascii: ";"):
            try countExtensionByte()
            state = .extensions(ChunkExtension(), size: value)
        default: throw .badRequest("A chunk's size is not a hexadecimal number.")
        }
    }

    private mutating func takeExtension(
        _ byte: UInt8,
        at begun: ChunkExtension,
        size: UInt64
    ) throws(HTTPViolation) {
        if byte == .carriageReturn, begun.mayEnd {
            state = .sizeEnd(size: size)
            return
        }
        var place = begun
        guard place.take(byte) else {
            throw .badRequest("A chunk's size is followed by what is no chunk extension.")
        }
        try countExtensionByte()
        state = .extensions(place, size: size)
    }

    /// Extensions are ignored, but their bytes are not free (RFC 9112 §7.1.1).
    private mutating func countExtensionByte() throws(HTTPViolation) {
        extensionBytes += 1
        guard extensionBytes <= limits.extensionBytes else {
            throw .badRequest(
                "The chunk extensions are longer than \(limits.extensionBytes) bytes."
            )
        }
    }

    /// Fields that a trailer section may not have (RFC 9110 §6.5.1): they would frame, route or
    /// authorise a message that has been framed, routed and authorised without them.
    private static let forbiddenTrailers: Set<HTTPField.Name> = [
        .contentLength, .transferEncoding, .hostField, .connection, .expect, .te,
        .authorization, .proxyAuthorization, .contentEncoding, .contentType, .contentRange,
    ]

    private static func check(_ trailers: HTTPFields) throws(HTTPViolation) {
        guard !trailers.contains(where: { forbiddenTrailers.contains($0.name) }) else {
            throw .badRequest("The trailers hold a field that belongs into the head.")
        }
    }

    private static let brokenLine = HTTPViolation.badRequest(
        "The line of a chunk's size holds a control character or a broken line end."
    )
    private static let brokenData = HTTPViolation.badRequest(
        "A chunk's data is not as long as its size says."
    )
}

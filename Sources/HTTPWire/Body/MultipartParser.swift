// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Takes a multipart/form-data body apart while it streams (RFC 7578, RFC 2046 §5.1).
///
/// Feed it what has arrived. Drop the consumed bytes, keep the rest, put what arrives next behind
/// it, and call again; the rest is never longer than the boundary and four bytes. After
/// ``Event/end`` go on to the end of the body, so that what stands there is bounded, too.
package struct MultipartParser: Sendable {
    /// One step through the input.
    package struct Step: Sendable, Hashable {
        /// How many of the input's first bytes are done with.
        package let consumed: Int
        /// What they held.
        package let event: Event
    }

    /// What a step came to.
    package enum Event: Sendable, Hashable {
        /// Nothing more can be said before more bytes arrive.
        case needMore
        /// A part begins; its data follows.
        case part(PartHead)
        /// Bytes of the part, never none: a range of the input, within its consumed part.
        case data(Range<Int>)
        /// The part is complete.
        case partEnd
        /// The closing delimiter has been read: there are no more parts.
        case end
    }

    private enum State {
        case bodyStart
        case preamble
        /// `isClosing` behind the delimiter that ends with two hyphens.
        case afterDelimiter(Delimiter, isClosing: Bool = false)
        case partHead(FieldBlock)
        case dataStart
        case data
        case epilogue
    }

    /// How much has been read of what follows a delimiter up to its line's end.
    private enum Delimiter {
        case nothing, hyphen, padding, carriageReturn
    }

    private let limits: MultipartLimits
    private let search: DelimiterSearch
    private var state = State.bodyStart
    private var partCount = 0
    private var preambleBytes = 0
    private var paddingBytes = 0
    private var epilogueBytes = 0

    /// A parser at the first byte of a body.
    ///
    /// - Parameter boundary: the parameter of Content-Type, 1 to 70 of the characters that
    ///   RFC 2046 §5.1.1 allows.
    /// - Throws: 400 for any other boundary.
    package init(
        boundary: String,
        limits: MultipartLimits = MultipartLimits()
    ) throws(HTTPViolation) {
        let bytes = Array(boundary.utf8)
        guard (1...70).contains(bytes.count), bytes.last != .space,
            bytes.allSatisfy({ Self.isBoundaryByte($0) })
        else { throw .badRequest("The boundary in Content-Type is not valid.") }
        self.limits = limits
        self.search = DelimiterSearch(delimiter: Array("\r\n--".utf8) + bytes)
    }

    /// Goes on to the next event.
    ///
    /// - Parameter input: the bytes that follow those consumed so far.
    /// - Throws: 400 for a broken frame, 413 for too many parts, 431 for a part's headers beyond
    ///   their limits.
    package mutating func parse(_ input: Span<UInt8>) throws(HTTPViolation) -> Step {
        var position = 0
        while true {
            let event: Event? =
                switch state {
                case .bodyStart: takeBodyStart(input, from: &position)
                case .preamble: try takePreamble(input, from: &position)
                case .afterDelimiter(let part, let isClosing):
                    try takeLineEnd(input, after: part, isClosing: isClosing, from: &position)
                case .partHead(let block): try takeHead(input, into: block, from: &position)
                case .dataStart: takeDataStart(input, from: &position)
                case .data: takeData(input, from: &position)
                case .epilogue: try takeEpilogue(input, from: &position)
                }
            if let event { return Step(consumed: position, event: event) }
        }
    }

    /// To be called at the end of the body.
    ///
    /// - Throws: 400 where the closing delimiter has not come.
    package func finish() throws(HTTPViolation) {
        switch state {
        case .epilogue, .afterDelimiter(.nothing, isClosing: true),
            .afterDelimiter(.padding, isClosing: true):
            break
        default: throw .badRequest("The form ends before its closing delimiter.")
        }
    }
}

// Each of these takes what its state is about. Nil means: go on in the state that is now set.
extension MultipartParser {
    private mutating func takeBodyStart(_ input: Span<UInt8>, from position: inout Int) -> Event? {
        switch search.atLineStart(of: input) {
        case .whole(let end):
            position = end
            state = .afterDelimiter(.nothing)
        case .partial: return .needMore
        case .none: state = .preamble
        }
        return nil
    }

    private mutating func takePreamble(
        _ input: Span<UInt8>,
        from position: inout Int
    ) throws(HTTPViolation) -> Event? {
        let match = search.first(in: input)
        preambleBytes += match.start
        guard preambleBytes <= limits.preambleBytes else {
            throw .badRequest("The form does not begin with the boundary of its Content-Type.")
        }
        position = match.end
        guard match.isWhole else { return .needMore }
        state = .afterDelimiter(.nothing)
        return nil
    }

    /// Takes what stands behind a delimiter: two hyphens, which close the form, or blanks and a
    /// line's end; behind the hyphens nothing, or the same.
    ///
    /// Without the line's end the line is no delimiter to a reader that compares all of it.
    private mutating func takeLineEnd(
        _ input: Span<UInt8>,
        after part: Delimiter,
        isClosing: Bool,
        from position: inout Int
    ) throws(HTTPViolation) -> Event? {
        guard position < input.count else { return .needMore }
        let byte = input[position]
        position += 1
        switch (part, byte) {
        case (.nothing, UInt8(ascii: "-")) where !isClosing: state = .afterDelimiter(.hyphen)
        case (.hyphen, UInt8(ascii: "-")):
            state = .afterDelimiter(.nothing, isClosing: true)
            return .end
        case (.nothing, .space), (.nothing, .tab), (.padding, .space), (.padding, .tab):
            try countPadding()
            state = .afterDelimiter(.padding, isClosing: isClosing)
        case (.nothing, .carriageReturn), (.padding, .carriageReturn):
            state = .afterDelimiter(.carriageReturn, isClosing: isClosing)
        case (.carriageReturn, .lineFeed) where isClosing: state = .epilogue
        case (.carriageReturn, .lineFeed): try beginPart()
        default: throw Self.brokenDelimiter
        }
        return nil
    }

    private mutating func beginPart() throws(HTTPViolation) {
        partCount += 1
        guard partCount <= limits.partCount else {
            throw HTTPViolation(
                status: 413,
                code: "payload-too-large",
                detail: "The form has more than \(limits.partCount) parts."
            )
        }
        var bounds = HeadLimits()
        bounds.fieldBytes = limits.partHeadBytes
        bounds.headBytes = limits.partHeadBytes
        bounds.fieldCount = limits.partFieldCount
        state = .partHead(FieldBlock(limits: bounds))
    }

    private mutating func takeHead(
        _ input: Span<UInt8>,
        into begun: consuming FieldBlock,
        from position: inout Int
    ) throws(HTTPViolation) -> Event? {
        state = .dataStart
        var block = begun
        guard try block.read(input, from: &position) else {
            state = .partHead(block)
            return .needMore
        }
        return .part(try PartHead(block.fields))
    }

    /// A part without data may end right behind its headers (RFC 2046 §5.1.1, `body-part`).
    private mutating func takeDataStart(_ input: Span<UInt8>, from position: inout Int) -> Event? {
        switch search.atLineStart(of: input) {
        case .whole(let end):
            position = end
            state = .afterDelimiter(.nothing)
            return .partEnd
        case .partial: return .needMore
        case .none:
            state = .data
            return nil
        }
    }

    private mutating func takeData(_ input: Span<UInt8>, from position: inout Int) -> Event {
        let match = search.first(in: input)
        if match.start > 0 {
            position = match.start
            return .data(0..<match.start)
        }
        guard match.isWhole else { return .needMore }
        position = match.end
        state = .afterDelimiter(.nothing)
        return .partEnd
    }

    private mutating func countPadding() throws(HTTPViolation) {
        paddingBytes += 1
        guard paddingBytes <= limits.paddingBytes else { throw Self.brokenDelimiter }
    }

    private mutating func takeEpilogue(
        _ input: Span<UInt8>,
        from position: inout Int
    ) throws(HTTPViolation) -> Event {
        epilogueBytes += input.count - position
        guard epilogueBytes <= limits.epilogueBytes else {
            throw .badRequest("The body goes on after the form's closing delimiter.")
        }
        position = input.count
        return .needMore
    }

    private static let brokenDelimiter = HTTPViolation.badRequest(
        "A delimiter of the form is followed by something else than a line's end."
    )

    /// bchars of RFC 2046 §5.1.1.
    private static func isBoundaryByte(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.isLetter || "'()+_,-./:=? ".utf8.contains(byte)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes

/// Field lines up to the empty line that ends them, gathered from input in any pieces.
///
/// Request heads, trailer sections and the heads of a multipart body's parts share it.
struct FieldBlock: Sendable {
    /// The fields so far, in their order.
    private(set) var fields = HTTPFields()
    private var reader: LineReader
    private var bytesLeft: Int
    private let limits: HeadLimits

    /// - Parameter limits: `headBytes` bounds the whole block, its empty line included.
    init(limits: HeadLimits) {
        self.limits = limits
        self.bytesLeft = limits.headBytes
        self.reader = LineReader(limit: limits.fieldBytes) { limit in
            .headersTooLarge("A header line is longer than \(limit) bytes.")
        }
    }

    /// Takes bytes from `position` on, and moves it past them.
    ///
    /// - Returns: whether the empty line has been taken, and the block is complete.
    mutating func read(
        _ input: Span<UInt8>,
        from position: inout Int
    ) throws(HTTPViolation) -> Bool {
        let start = position
        let visible = input.extracting(..<min(input.count, start + bytesLeft))
        while try reader.read(visible, from: &position) {
            if reader.line.isEmpty { return true }
            guard fields.count < limits.fieldCount else {
                throw .headersTooLarge("There are more than \(limits.fieldCount) header lines.")
            }
            fields.append(try Self.field(reader.line))
            reader.reset()
        }
        guard visible.count == input.count else {
            throw .headersTooLarge("The headers are longer than \(limits.headBytes) bytes.")
        }
        bytesLeft -= position - start
        return false
    }

    /// Reads one field line, without its CRLF (RFC 9112 §5).
    ///
    /// Bytes are judged here because the initialisers of HTTPTypes turn illegal ones into spaces.
    static func field(_ line: [UInt8]) throws(HTTPViolation) -> HTTPField {
        if let first = line.first, first.isBlank {
            throw .badRequest("A header line begins with white space.")
        }
        let end = line.firstIndex { !$0.isToken } ?? line.endIndex
        guard end > 0, end < line.count, line[end] == UInt8(ascii: ":"),
            let name = HTTPField.Name(String(decoding: line[..<end], as: UTF8.self))
        else {
            throw .badRequest("A header line does not begin with a name and a colon.")
        }
        let value = trimmingBlanks(line[(end + 1)...])
        guard value.allSatisfy({ $0.isFieldValue }) else {
            throw .badRequest("A header's value holds a control character.")
        }
        return HTTPField(name: name, value: value)
    }

    private static func trimmingBlanks(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let first = bytes.firstIndex(where: { !$0.isBlank }),
            let last = bytes.lastIndex(where: { !$0.isBlank })
        else { return [] }
        return bytes[first...last]
    }
}

extension HTTPFields {
    /// The members of a comma-separated list over all its lines, blanks trimmed, empty ones kept.
    func listMembers(_ name: HTTPField.Name) -> [Substring.UTF8View] {
        self[values: name].flatMap { value in
            value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        }.map { member in
            let start = member.firstIndex { !$0.isBlank } ?? member.endIndex
            let end = member.lastIndex { !$0.isBlank }.map(member.index(after:)) ?? start
            return member[start..<end]
        }
    }
}

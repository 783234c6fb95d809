// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A foreign table in CSV, read row by row: RFC 4180 and what programs make of it.
///
/// A row ends with LF, CRLF or a CR alone; the last one need not. A byte order mark before the
/// first row is passed over, as are empty lines. A field whose first byte is a quote is quoted:
/// it may hold commas, line ends and doubled quotes, and nothing may follow its closing quote. A
/// quote elsewhere stands for itself. Whatever is not so is refused with the number of its line.
struct CSVTable {
    private let bytes: [UInt8]
    private let limits: DatasetLimits
    private var position = 0
    /// The line that ``position`` is in, from 1.
    private var currentLine = 1
    private var rows = 0
    private var fields: [Field] = []
    /// The line that the last row begins in, from 1.
    private(set) var line = 1

    private struct Field {
        /// Where its bytes are, without the quotes around them.
        var range: Range<Int>
        var isQuoted = false
        var hasDoubledQuotes = false
    }

    /// - Throws: `badLabels` when the bytes are too many, or no text in UTF-8.
    init(_ bytes: [UInt8], limits: DatasetLimits) throws(DatasetError) {
        if bytes.count > limits.tableBytes { throw .tableTooLong(limits) }
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            let start = bytes[..<min(bytes.count, error.byteOffsets.lowerBound)]
            throw .badLabels(
                detail: "it is not in UTF-8; save the table as CSV in UTF-8",
                line: 1 + start.count { $0 == UInt8(ascii: "\n") }
            )
        }
        self.bytes = bytes
        self.limits = limits
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// How many fields the last row has, at least one.
    var count: Int { fields.count }

    /// A field of the last row, spaces around it taken off unless it was quoted.
    func text(_ column: Int) -> String {
        let field = fields[column]
        let range = field.isQuoted ? field.range : trimmed(field.range)
        guard field.hasDoubledQuotes else {
            return String(decoding: bytes[range], as: UTF8.self)
        }
        var text: [UInt8] = []
        var isSecondQuote = false
        for byte in bytes[range] {
            isSecondQuote = byte == UInt8(ascii: "\"") && !isSecondQuote
            if !isSecondQuote { text.append(byte) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, isSpace(bytes[start]) { start += 1 }
        while start < end, isSpace(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    /// Goes to the next row; false when there is none.
    mutating func next() throws(DatasetError) -> Bool {
        while position < bytes.count, isLineEnd(bytes[position]) { skipLineEnd() }
        if position == bytes.count { return false }
        rows += 1
        line = currentLine
        if rows > limits.tableRows {
            throw .badLabels(detail: "it has more than \(limits.tableRows) rows", line: line)
        }
        fields.removeAll(keepingCapacity: true)
        while true {
            if fields.count == limits.tableColumns {
                let detail = "the row has more than \(limits.tableColumns) columns"
                throw .badLabels(detail: detail, line: line)
            }
            let isQuoted = position < bytes.count && bytes[position] == UInt8(ascii: "\"")
            fields.append(isQuoted ? try quotedField() : try plainField())
            guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { break }
            position += 1
        }
        if position < bytes.count { skipLineEnd() }
        return true
    }

    private mutating func plainField() throws(DatasetError) -> Field {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: ","),
            !isLineEnd(bytes[position])
        {
            try check(from: start)
            position += 1
        }
        return Field(range: start..<position)
    }

    /// Reads a field that a quote begins, up to what follows its closing quote.
    private mutating func quotedField() throws(DatasetError) -> Field {
        position += 1
        let start = position
        var hasDoubledQuotes = false
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\"") {
                let next = position + 1
                guard next < bytes.count, bytes[next] == UInt8(ascii: "\"") else {
                    position = next
                    try checkEndOfQuotes()
                    return Field(
                        range: start..<next - 1,
                        isQuoted: true,
                        hasDoubledQuotes: hasDoubledQuotes
                    )
                }
                hasDoubledQuotes = true
                position = next
            }
            try check(from: start)
            if isLineEnd(bytes[position]) { skipLineEnd() } else { position += 1 }
        }
        throw .badLabels(detail: "a quoted field of this row has no end", line: line)
    }

    private func checkEndOfQuotes() throws(DatasetError) {
        guard position < bytes.count, bytes[position] != UInt8(ascii: ","),
            !isLineEnd(bytes[position])
        else { return }
        throw .badLabels(
            detail: "something follows the closing quote of a field; a quote inside quotes is "
                + "written twice",
            line: currentLine
        )
    }

    /// Refuses the byte at ``position`` as part of the field that begins at `start`.
    private func check(from start: Int) throws(DatasetError) {
        if bytes[position] == 0 {
            throw .badLabels(detail: "it has a zero byte, as no text has", line: currentLine)
        }
        if position - start >= limits.tableFieldBytes {
            let detail = "a field is longer than \(limits.tableFieldBytes) bytes"
            throw .badLabels(detail: detail, line: currentLine)
        }
    }

    private mutating func skipLineEnd() {
        let isPair = bytes[position...].prefix(2).elementsEqual("\r\n".utf8)
        position += isPair ? 2 : 1
        currentLine += 1
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}

extension DatasetError {
    /// That a table has more bytes than ``DatasetLimits/tableBytes``.
    package static func tableTooLong(_ limits: DatasetLimits) -> DatasetError {
        .badLabels(detail: "it is longer than \(limits.tableBytes) bytes", line: nil)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Reads a foreign table line by line, from bytes that come in pieces, and never traps.
///
/// RFC 4180 without line breaks in fields: every line is a row, so that damage to one row leaves
/// the next ones alone. LF or CR LF ends a line; the last one may lack it.
struct StrictCSVReader {
    /// What is wrong with a line.
    struct Fault: Error, Hashable {
        let detail: String
    }

    /// The longest line that is taken, in bytes.
    static let longestLine = 64 << 10

    private var line: [UInt8] = []
    private var number = 1
    /// The line is too long already; the rest of it is passed over.
    private var isTooLong = false

    /// Takes more bytes, and gives each line that is whole with its number, from 1.
    mutating func read(
        _ bytes: some Sequence<UInt8>,
        _ give: (Int, Result<[String], Fault>) throws -> Void
    ) rethrows {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                try endLine(give)
            } else if line.count < Self.longestLine {
                line.append(byte)
            } else {
                isTooLong = true
            }
        }
    }

    /// Gives the last line, if the table does not end with a line break.
    mutating func finish(_ give: (Int, Result<[String], Fault>) throws -> Void) rethrows {
        if !line.isEmpty { try endLine(give) }
    }

    private mutating func endLine(
        _ give: (Int, Result<[String], Fault>) throws -> Void
    ) rethrows {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        let fields =
            isTooLong
            ? .failure(Fault(detail: "is longer than \(Self.longestLine) bytes"))
            : Self.fields(of: line)
        try give(number, fields)
        line.removeAll(keepingCapacity: true)
        isTooLong = false
        number += 1
    }

    private static func fields(of line: [UInt8]) -> Result<[String], Fault> {
        Result { () throws(Fault) in
            var fields: [String] = []
            var rest = line[...]
            while true {
                fields.append(try field(&rest))
                guard let comma = rest.popFirst() else { return fields }
                guard comma == UInt8(ascii: ",") else {
                    throw Fault(detail: "has text behind the quote that ends a field")
                }
            }
        }
    }

    /// Takes a field, and leaves what stands behind it: a comma, or nothing.
    private static func field(_ rest: inout ArraySlice<UInt8>) throws(Fault) -> String {
        let quote = UInt8(ascii: "\"")
        var bytes: [UInt8] = []
        if rest.first == quote {
            rest.removeFirst()
            while true {
                guard let end = rest.firstIndex(of: quote) else {
                    throw Fault(detail: "has a quote that nothing closes")
                }
                bytes += rest[..<end]
                rest = rest[(end + 1)...]
                guard rest.first == quote else { break }
                // A doubled quote stands for one.
                bytes.append(rest.removeFirst())
            }
        } else {
            let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
            bytes = Array(rest[..<end])
            rest = rest[end...]
            if bytes.contains(quote) {
                throw Fault(detail: "has a quote in a field that does not begin with one")
            }
        }
        if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            throw Fault(detail: "has a control character")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Fault(detail: "is not UTF-8")
        }
        return text
    }
}

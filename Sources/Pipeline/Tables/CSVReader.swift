// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Reads back rows that ``CSVWriter`` wrote, from bytes that come in pieces.
///
/// Only for our own files: a row that does not follow RFC 4180 is a broken promise and traps.
struct CSVReader {
    private var row: [String] = []
    private var field: [UInt8] = []
    private var isQuoted = false
    /// A quote inside quotes was seen; the next byte tells whether it ends them.
    private var isAtQuote = false

    /// Takes more bytes and gives each row that is whole.
    mutating func read(_ bytes: some Sequence<UInt8>, _ give: ([String]) throws -> Void) rethrows {
        for byte in bytes {
            if isQuoted, !isAtQuote {
                if byte == UInt8(ascii: "\"") { isAtQuote = true } else { field.append(byte) }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                // Either the field begins, or a doubled quote stands for one.
                if isAtQuote { field.append(byte) }
                isQuoted = true
                isAtQuote = false
            case UInt8(ascii: ","):
                endField()
            case UInt8(ascii: "\n"):
                endField()
                try give(row)
                row = []
            default:
                precondition(!isAtQuote, "our own rows follow RFC 4180")
                field.append(byte)
            }
        }
    }

    private mutating func endField() {
        row.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
        isQuoted = false
        isAtQuote = false
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Rows of comma-separated values as bytes: RFC 4180 with LF at the end of each row.
struct CSVWriter {
    private(set) var bytes: [UInt8] = []
    private var isRowStart = true

    /// Adds a field to the row, quoted where a separator or a quote stands in it.
    mutating func field(_ text: some StringProtocol) {
        if !isRowStart { bytes.append(UInt8(ascii: ",")) }
        isRowStart = false
        let needsQuotes = text.utf8.contains {
            $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"")
                || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        }
        guard needsQuotes else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func field(_ number: some BinaryInteger) {
        field("\(number)")
    }

    mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        isRowStart = true
    }

    /// Adds a whole row.
    mutating func row(_ fields: some Sequence<String>) {
        for text in fields { field(text) }
        endRow()
    }

    /// Takes what has been written, for a file.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
    /// Appends a text as a JSON string with its quotes.
    ///
    /// Escapes what RFC 8259 section 7 demands and nothing else: quote, backslash and the control
    /// characters below U+0020. A Swift string is valid UTF-8, so the rest is copied.
    mutating func appendJSONString(_ text: String) {
        append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var copied = 0
            for index in bytes.indices {
                guard let escape = unsafe JSONEscape(of: bytes[index]) else { continue }
                unsafe append(contentsOf: bytes[copied..<index])
                append(contentsOf: escape.bytes)
                copied = index + 1
            }
            unsafe append(contentsOf: bytes[copied...])
        }
        append(UInt8(ascii: "\""))
    }
}

/// How a character that may not stand in a JSON string for itself is written.
private struct JSONEscape {
    let bytes: [UInt8]

    /// Nil for a byte that stands for itself.
    init?(of byte: UInt8) {
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
            return nil
        }
        switch byte {
        case UInt8(ascii: "\n"): bytes = Array("\\n".utf8)
        case UInt8(ascii: "\r"): bytes = Array("\\r".utf8)
        case UInt8(ascii: "\t"): bytes = Array("\\t".utf8)
        case ..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            bytes = Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        default: bytes = [UInt8(ascii: "\\"), byte]
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Percent-encoding of RFC 3986 §2.1, undone exactly once and never partly.
enum PercentEncoding {
    /// The bytes that `encoded` stands for, or nil where a percent sign lacks its two digits.
    ///
    /// - Parameter plusIsSpace: whether `+` stands for a space, as in a form's query.
    static func decode(
        _ encoded: some Sequence<UInt8>,
        plusIsSpace: Bool = false
    ) -> [UInt8]? {
        var decoded: [UInt8] = []
        var rest = encoded.makeIterator()
        while let byte = rest.next() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.next()?.hexValue, let low = rest.next()?.hexValue else {
                    return nil
                }
                decoded.append(high << 4 | low)
            } else {
                decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? .space : byte)
            }
        }
        return decoded
    }

    /// `text` in UTF-8 with every byte but the attr-char of RFC 8187 §3.2.1 percent-encoded.
    static func encodeAttribute(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            let isLiteral =
                byte.isToken && byte != UInt8(ascii: "*") && byte != UInt8(ascii: "'")
                && byte != UInt8(ascii: "%")
            if isLiteral {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}

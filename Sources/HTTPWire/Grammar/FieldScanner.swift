// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes

/// Walks over a field value and takes the constructs of RFC 9110 §5.6 from it.
///
/// A method that finds something else than it is named after returns nil; the position is then
/// of no use, since every caller gives the whole value up.
struct FieldScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ value: some StringProtocol) {
        bytes = Array(value.utf8)
    }

    /// Walks over the bytes themselves, where a String would have mended what is not UTF-8.
    init(_ field: HTTPField) {
        bytes = unsafe field.withUnsafeBytesOfValue { value in unsafe Array(value) }
    }

    var isAtEnd: Bool { position == bytes.count }

    var next: UInt8? { isAtEnd ? nil : bytes[position] }

    mutating func skipBlanks() {
        while let byte = next, byte.isBlank { position += 1 }
    }

    /// Takes `byte` if it is the next one.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    /// The longest run, maybe empty, of bytes that `belongs` accepts.
    mutating func run(where belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = position
        while let byte = next, belongs(byte) { position += 1 }
        return bytes[start..<position]
    }

    /// A token (RFC 9110 §5.6.2) as it is spelled.
    mutating func token() -> String? {
        let token = run { $0.isToken }
        return token.isEmpty ? nil : String(decoding: token, as: UTF8.self)
    }

    /// The content of a quoted-string (RFC 9110 §5.6.4), escapes undone; valid UTF-8 only.
    mutating func quotedString() -> String? {
        guard take("\"") else { return nil }
        var content: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                return String(validating: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = next, escaped.isFieldValue else { return nil }
                position += 1
                content.append(escaped)
            default:
                guard byte.isFieldValue else { return nil }
                content.append(byte)
            }
        }
        return nil
    }

    /// The parameters from here on (RFC 9110 §5.6.6); nil where a name comes twice.
    ///
    /// Stops before the first byte that is neither blank nor of a parameter.
    mutating func parameters() -> [MediaType.Parameter]? {
        var parameters: [MediaType.Parameter] = []
        while true {
            skipBlanks()
            guard take(";") else { return parameters }
            skipBlanks()
            // The grammar allows a semicolon with nothing behind it.
            guard let byte = next, byte.isToken else { continue }
            guard let name = token()?.lowercased(), take("=") else { return nil }
            guard let value = next == UInt8(ascii: "\"") ? quotedString() : token() else {
                return nil
            }
            guard !parameters.contains(where: { $0.name == name }) else { return nil }
            parameters.append(MediaType.Parameter(name: name, value: value))
        }
    }
}

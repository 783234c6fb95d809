// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes

/// Writes a response's head; adds nothing of its own.
package enum ResponseHeadWriter {
    /// The status line, the field lines in their order and the empty line (RFC 9112 §4, §5).
    ///
    /// - Parameters:
    ///   - lines: go out behind the fields.
    ///   - minorVersion: 0 or 1; RFC 9110 §6.2 has a server send its own version, 1.
    package static func serialize(
        status: HTTPResponse.Status,
        fields: HTTPFields,
        lines: FieldLines = .none,
        minorVersion: Int = 1
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        append(status: status, fields: fields, minorVersion: minorVersion, to: &bytes)
        append(lines, to: &bytes)
        append("\r\n", to: &bytes)
        return bytes
    }

    /// Appends the status line and the field lines, without the empty line that ends the head.
    ///
    /// The reason phrase is that of the code; one of the status's own is not used. A value that
    /// holds CR, LF or NUL would split the response: that is a mistake of the program and traps.
    package static func append(
        status: HTTPResponse.Status,
        fields: HTTPFields,
        minorVersion: Int = 1,
        to bytes: inout [UInt8]
    ) {
        precondition(minorVersion == 0 || minorVersion == 1, "HTTP/1 has two minor versions")
        precondition((100...999).contains(status.code), "a status has three digits")
        append(minorVersion == 1 ? "HTTP/1.1 " : "HTTP/1.0 ", to: &bytes)
        append(UInt64(status.code), to: &bytes)
        append(" ", to: &bytes)
        append(reasonPhrase(status.code), to: &bytes)
        append("\r\n", to: &bytes)
        append(fields, to: &bytes)
    }

    /// The one place where a value becomes bytes of a head.
    static func append(_ fields: HTTPFields, to bytes: inout [UInt8]) {
        for field in fields {
            bytes.append(contentsOf: field.name.rawName.utf8)
            append(": ", to: &bytes)
            unsafe field.withUnsafeBytesOfValue { value in
                let isOneLine = unsafe value.allSatisfy {
                    $0 != 0 && $0 != .carriageReturn && $0 != .lineFeed
                }
                precondition(isOneLine, "a field value holds a line break")
                unsafe bytes.append(contentsOf: value)
            }
            append("\r\n", to: &bytes)
        }
    }

    /// Appends lines that were made before.
    package static func append(_ lines: FieldLines, to bytes: inout [UInt8]) {
        bytes += lines.bytes
    }

    /// Appends text that is known when the program is built.
    package static func append(_ text: StaticString, to bytes: inout [UInt8]) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Appends a number in decimal digits.
    package static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        let start = bytes.count
        var rest = number
        repeat {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// The phrase that RFC 9110 §15 and the registry give a code; empty for others.
    static func reasonPhrase(_ code: Int) -> StaticString {
        switch code {
        case 100: "Continue"
        case 101: "Switching Protocols"
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 206: "Partial Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 303: "See Other"
        case 304: "Not Modified"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 411: "Length Required"
        case 412: "Precondition Failed"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 416: "Range Not Satisfiable"
        case 417: "Expectation Failed"
        case 421: "Misdirected Request"
        case 422: "Unprocessable Content"
        case 428: "Precondition Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        case 507: "Insufficient Storage"
        default: ""
        }
    }
}

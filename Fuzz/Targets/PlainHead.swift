// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire

/// A head taken apart the plainest way there is, to judge a head that was accepted.
///
/// It knows what RFC 9112 says of lines and of framing, and nothing of the parser.
struct PlainHead {
    private let lines: [[UInt8]]

    /// Takes apart all bytes of a head; throws where they are not lines that end in CRLF.
    init(_ bytes: [UInt8]) throws(BrokenProperty) {
        let start = bytes.starts(with: [13, 10]) ? 2 : 0
        var lines: [[UInt8]] = [[]]
        var position = start
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 13, position + 1 < bytes.count, bytes[position + 1] == 10 {
                lines.append([])
                position += 2
                continue
            }
            try hold(byte >= 0x20 && byte != 0x7F || byte == 9, "no control character is accepted")
            lines[lines.count - 1].append(byte)
            position += 1
        }
        try hold(lines.count >= 3, "a head has a request line and an empty line")
        try hold(lines.suffix(2) == [[], []], "a head ends in an empty line")
        self.lines = lines.dropLast(2)
        try hold(!self.lines.contains([]), "a head holds no other empty line")
    }

    /// Throws where `head` is not what the lines say, or where they say what none may accept.
    func check(_ head: RequestHead) throws(BrokenProperty) {
        try checkRequestLine(head)
        let fields = try lines.dropFirst().map(Self.field)
        try hold(fields.count == head.fields.count, "each line is a field")
        let hosts = fields.filter { $0.name == "host" }
        try hold(hosts.count == 1 || (hosts.isEmpty && head.minorVersion == 0), "one Host")
        for host in hosts {
            let isPlain = host.value.utf8.allSatisfy { !Array("/@?#, \t\\\"<>".utf8).contains($0) }
            try hold(isPlain && !host.value.isEmpty, "Host is a host")
        }
        let lengths = fields.filter { $0.name == "content-length" }.map(\.value)
        let codings = fields.filter { $0.name == "transfer-encoding" }.map(\.value)
        switch head.framing {
        case .chunked:
            let isChunked = codings.count == 1 && codings[0].lowercased() == "chunked"
            try hold(isChunked && lengths.isEmpty, "chunked is said once, and no length")
            try hold(head.minorVersion == 1, "HTTP/1.0 knows no chunks")
        case .length(let count):
            try hold(lengths.count == 1 && codings.isEmpty, "a length is said once, and no coding")
            let digits = lengths.first.map { $0.drop { $0 == "0" } } ?? ""
            try hold(digits == (count == 0 ? "" : String(count)), "the length is the one given")
        case .none:
            try hold(lengths.isEmpty && codings.isEmpty, "no framing is overlooked")
        }
    }

    private func checkRequestLine(_ head: RequestHead) throws(BrokenProperty) {
        let parts = lines[0].split(separator: 0x20, omittingEmptySubsequences: false)
        try hold(parts.count == 3, "a request line has three parts")
        try hold(Array(parts[0]) == Array(head.method.rawValue.utf8), "the method is as it is")
        try hold(parts[2] == Array("HTTP/1.\(head.minorVersion)".utf8)[...], "so is the version")
        let other = Array("\"<>\\^`{|}#".utf8)
        let isURI = parts[1].allSatisfy { (0x21...0x7E).contains($0) && !other.contains($0) }
        try hold(isURI, "a target holds what a URI may hold")
        for segment in head.target.segments {
            let isPlain = !segment.utf8.contains { $0 < 0x20 || $0 == 0x2F || $0 == 0x5C }
            try hold(isPlain && !["", ".", ".."].contains(segment), "segments lead nowhere else")
        }
    }

    private static func field(
        _ line: [UInt8]
    ) throws(BrokenProperty) -> (name: String, value: String) {
        guard let colon = line.firstIndex(of: 0x3A) else {
            throw BrokenProperty(description: "a field has a colon")
        }
        let separators = Array("()<>@,;:\\\"/[]?={} \t".utf8)
        let isToken = line[..<colon].allSatisfy {
            (0x21...0x7E).contains($0) && !separators.contains($0)
        }
        try hold(colon > 0 && isToken, "a field's name is a token")
        let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 9 }
        let end = value.lastIndex { $0 != 0x20 && $0 != 9 }.map { $0 + 1 } ?? value.startIndex
        return (
            String(decoding: line[..<colon], as: UTF8.self).lowercased(),
            String(decoding: value[..<end], as: UTF8.self)
        )
    }
}

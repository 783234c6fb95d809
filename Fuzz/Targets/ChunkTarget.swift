// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
internal import WireFeeding

/// A chunked body: the same however it is cut, and if it ends, then where and with what a plain
/// reading of its sizes says; its content in other chunks is the same content.
@Sendable func checkChunks(_ bytes: [UInt8]) throws {
    var limits = ChunkedLimits()
    limits.extensionBytes = 64
    limits.trailers.fieldBytes = 64
    limits.trailers.fieldCount = 4
    limits.trailers.headBytes = 128
    let whole = decodeChunked(bytes, cuts: EmptyCollection(), limits: limits)
    let dripped = decodeChunked(bytes, cuts: bytes.indices, limits: limits)
    try hold(dripped == whole || whole.violation != nil, "a body does not depend on how it drips")
    try hold(dripped.violation == whole.violation, "nor does what is wrong with it")
    let cut = decodeChunked(bytes, cuts: cuts(of: bytes), limits: limits)
    try hold(cut == whole || whole.violation != nil, "a body does not depend on how it is cut")
    guard whole.ended else { return }
    let plain = try plainlyDecoded(Array(bytes[..<whole.consumed]))
    try hold(plain == whole.content, "the content is what the sizes say")
    var printed: [UInt8] = []
    var rest = whole.content[...]
    while !rest.isEmpty {
        let piece = rest.prefix(7)
        printed += Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10]
        rest = rest.dropFirst(7)
    }
    let again = decodeChunked(printed + Array("0\r\n\r\n".utf8), cuts: cuts(of: printed))
    try hold(again.ended && again.content == whole.content, "a body survives printing")
}

/// The content of a body that was accepted, by its sizes alone.
private func plainlyDecoded(_ bytes: [UInt8]) throws(BrokenProperty) -> [UInt8] {
    var content: [UInt8] = []
    var position = 0
    while true {
        guard let end = bytes.firstIndex(of: [13, 10], from: position) else {
            throw BrokenProperty(description: "a size's line ends in CRLF")
        }
        let line = bytes[position..<end]
        try hold(line.allSatisfy { $0 >= 0x20 || $0 == 9 }, "it holds no control character")
        let digits = line.prefix { $0 != 0x3B }
        let isPlain = digits.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
        }
        guard isPlain, let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw BrokenProperty(description: "a size is hexadecimal digits")
        }
        position = end + 2
        if size == 0 { break }
        try hold(position + size + 2 <= bytes.count, "a chunk's data is there")
        content += bytes[position..<(position + size)]
        try hold(Array(bytes[(position + size)...].prefix(2)) == [13, 10], "and a line's end")
        position += size + 2
    }
    try hold(bytes.suffix(4) == [13, 10, 13, 10], "a body ends in an empty line")
    return content
}

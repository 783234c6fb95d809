// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import WireFeeding

/// A request's head: the same however it is cut, printed and read again the same, and if it was
/// accepted, then by a second reading that shares no code with the first.
@Sendable func checkHead(_ bytes: [UInt8]) throws {
    var limits = HeadLimits()
    limits.requestLineBytes = 512
    limits.fieldBytes = 256
    limits.fieldCount = 12
    limits.headBytes = 1024
    let whole = parseHead(bytes, lengths: CollectionOfOne(bytes.count), limits: limits)
    let dripped = parseHead(bytes, lengths: 0...bytes.count, limits: limits)
    try hold(dripped == whole, "a head does not depend on how it drips")
    let cut = parseHead(bytes, lengths: cuts(of: bytes) + [bytes.count], limits: limits)
    try hold(cut == whole, "a head does not depend on how it is cut")
    switch whole {
    case .incomplete:
        try hold(bytes.count <= limits.headBytes, "a head that is too long is refused")
    case .refused(let violation):
        try hold([400, 414, 417, 431, 501, 505].contains(violation.status), "a known status")
    case .complete(let head, let length):
        try hold(length <= limits.headBytes, "a head keeps to its limit")
        try PlainHead(Array(bytes[..<length])).check(head)
        let printed = head.printed
        let again = parseHead(printed, lengths: CollectionOfOne(printed.count))
        try hold(again == .complete(head, length: printed.count), "a head survives printing")
    }
}

extension RequestHead {
    /// A request that means the same.
    var printed: [UInt8] {
        let query = target.query.map { "\(escaped($0.name))=\(escaped($0.value))" }
        let path = target.path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        let name = HTTPField.Name("Host")
        let field = name.flatMap { fields[$0] } ?? ""
        // Only an absolute form can name another host than the field does.
        let form = field == host ? path : "http://\(host)\(path)"
        var bytes = Array("\(method.rawValue) \(form) HTTP/1.\(minorVersion)\r\n".utf8)
        for field in fields {
            bytes += Array("\(field.name.rawName): ".utf8)
            unsafe field.withUnsafeBytesOfValue { unsafe bytes += Array($0) }
            bytes += Array("\r\n".utf8)
        }
        return bytes + Array("\r\n".utf8)
    }
}

/// Percent-encoding of everything but letters and digits.
func escaped(_ text: String) -> String {
    text.utf8.map { byte in
        let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        let hex = String(byte, radix: 16, uppercase: true)
        return isPlain ? String(Unicode.Scalar(byte)) : "%" + (hex.count < 2 ? "0" : "") + hex
    }.joined()
}

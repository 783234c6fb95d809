// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
internal import WireFeeding

/// A form with the boundary `b`: the same however it is cut; if it is accepted, a plain search
/// for the boundary finds the same parts, and the parts printed anew give the same form.
@Sendable func checkForm(_ bytes: [UInt8]) throws {
    var limits = MultipartLimits()
    limits.partCount = 6
    limits.partHeadBytes = 256
    limits.partFieldCount = 4
    limits.preambleBytes = 32
    limits.epilogueBytes = 32
    limits.paddingBytes = 8
    let whole = parseForm(bytes, boundary: "b", cuts: EmptyCollection(), limits: limits)
    let dripped = parseForm(bytes, boundary: "b", cuts: bytes.indices, limits: limits)
    try hold(dripped == whole, "a form does not depend on how it drips")
    let cut = parseForm(bytes, boundary: "b", cuts: cuts(of: bytes), limits: limits)
    try hold(cut == whole, "a form does not depend on how it is cut")
    guard whole.violation == nil else { return }
    try hold(whole.ended && whole.parts.allSatisfy(\.isComplete), "what is accepted is complete")
    let plain = try plainData(bytes)
    try hold(plain == whole.parts.map(\.data), "a plain search finds the same parts")
    let printed = whole.parts.flatMap(printed) + Array("--b--\r\n".utf8)
    let again = parseForm(printed, boundary: "b", cuts: cuts(of: printed))
    try hold(again.parts == whole.parts && again.violation == nil, "a form survives printing")
}

private func printed(_ part: FormOutcome.Part) -> [UInt8] {
    let quoted = { (text: String) in
        text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }.map(String.init).joined()
    }
    var head = "--b\r\nContent-Disposition: form-data; name=\"\(quoted(part.head.name))\""
    if let filename = part.head.filename { head += "; filename=\"\(quoted(filename))\"" }
    if let type = part.head.contentType { head += "\r\nContent-Type: \(type)" }
    return Array("\(head)\r\n\r\n".utf8) + part.data + [13, 10]
}

/// The data of each part of a form that was accepted.
private func plainData(_ body: [UInt8]) throws(BrokenProperty) -> [[UInt8]] {
    let bytes = [13, 10] + body
    let delimiter = Array("\r\n--b".utf8)
    var data: [[UInt8]] = []
    guard var start = bytes.firstIndex(of: delimiter) else {
        throw BrokenProperty(description: "a form has a delimiter")
    }
    while !bytes[(start + delimiter.count)...].starts(with: Array("--".utf8)) {
        guard let head = bytes.firstIndex(of: [13, 10], from: start + delimiter.count),
            let next = bytes.firstIndex(of: delimiter, from: head)
        else { throw BrokenProperty(description: "a part has an end") }
        // The line's end before a delimiter may be the one that ends the part's head.
        let part = bytes[..<next] + [13, 10]
        guard let end = Array(part).firstIndex(of: [13, 10, 13, 10], from: head) else {
            throw BrokenProperty(description: "a part has a head")
        }
        data.append(Array(bytes[min(end + 4, next)..<next]))
        start = next
    }
    return data
}

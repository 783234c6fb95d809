// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire

/// The values of fields: what is read is within bounds, and read again from its own spelling.
@Sendable func checkFields(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    try checkRange(text)
    if let date = HTTPDate(parsing: text) {
        try hold(HTTPDate(parsing: date.imfFixdate) == date, "a date survives printing")
    }
    if let type = MediaType(parsing: text) {
        try hold(MediaType(parsing: type.description) == type, "a media type survives printing")
    }
    if case .tags(let tags) = EntityTag.List(text) {
        for tag in tags {
            try hold(EntityTag(parsing: tag.description) == tag, "a tag survives printing")
        }
        let again = EntityTag.List(tags.map(\.description).joined(separator: ", "))
        try hold(again == .tags(tags), "a list of tags survives printing")
    }
    let offers = [MediaType("text", "csv"), MediaType("application", "json")]
    let preferred = AcceptHeader(text).preferred(among: offers)
    try hold(preferred.map(offers.contains) ?? true, "what is preferred was offered")
    if let digest = try? ContentDigest.parse(text) {
        try hold(digest.sha256.count == 32, "a digest has 32 bytes")
        let again = try ContentDigest.parse(digest.description)
        try hold(again == digest, "a digest survives printing")
    }
    if let id = RequestID(text) {
        try hold(id.value == text && text.utf8.count <= 64, "an id is taken as it is")
    }
    if let decoded = Base64.decode(bytes) {
        try hold(Base64.encode(decoded) == text, "base64 has one spelling")
    }
    try hold(Base64.decode(Array(Base64.encode(bytes).utf8)) == bytes, "bytes survive base64")
    let disposition = ContentDisposition.attachment(filename: text)
    let isPlain = disposition.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    try hold(isPlain, "a name is offered in plain ASCII")
    try hold(disposition.utf8.count { $0 == 0x22 } == 2, "and in one pair of quotes")
}

private func checkRange(_ text: String) throws(BrokenProperty) {
    for length: UInt64 in [0, 1, 10, .max] {
        guard case .part(let range) = RangeSelection(field: text, length: length) else { continue }
        try hold(!range.isEmpty && range.upperBound <= length, "a range is within the whole")
        let spelled = "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
        let again = RangeSelection(field: spelled, length: length)
        try hold(again == .part(range), "a range survives printing")
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPWire
internal import WireFeeding

/// A query, and the options that it holds: printed and read again they are the same.
@Sendable func checkQuery(_ bytes: [UInt8]) throws {
    guard let items = try query(bytes) else { return }
    let printed = items.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    try hold(try query(Array(printed.utf8)) == items, "a query survives printing")
    let given = items.map { (name: $0.name, text: $0.value) }
    do {
        let options = try Options(given)
        let texts = options.resolved.compactMap { option in
            option.value.text.map { (name: option.name, text: $0) }
        }
        // A share that is the standard one and one that was given as much are told apart.
        let again = try Options(texts).resolved
        let isSame = again.elementsEqual(options.resolved) {
            $0.name == $1.name && $0.value == $1.value
        }
        try hold(isSame, "options survive printing")
    } catch let error as DatasetError {
        guard case .invalidOptions(let problems) = error else { throw error }
        try hold(!problems.isEmpty, "a refusal says what is wrong")
    }
}

/// The pairs of a query; nil where the bytes are none.
private func query(_ bytes: [UInt8]) throws -> [QueryItem]? {
    let request = Array("GET /?".utf8) + bytes + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    var limits = HeadLimits()
    limits.requestLineBytes = 1 << 16
    limits.headBytes = 1 << 17
    let outcome = parseHead(request, lengths: CollectionOfOne(request.count), limits: limits)
    guard let head = outcome.head else { return nil }
    try hold(head.target.path == "/" && head.target.segments.isEmpty, "a query stays one")
    return head.target.query
}

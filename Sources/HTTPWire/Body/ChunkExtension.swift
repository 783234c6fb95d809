// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// Follows the extensions behind a chunk's size, and knows where they may end (RFC 9112 §7.1.1).
///
/// They mean nothing here, but what is no extension is refused: servers that skip whatever stands
/// there disagree about quoted line ends and bare line feeds, and with that about the size.
struct ChunkExtension: Sendable {
    private enum Place {
        case nameStart, name, afterName
        case valueStart, value, quoted, escaped, afterQuoted, afterValue
    }

    private var place = Place.nameStart

    /// Extensions of which the first semicolon has been read.
    init() {}

    /// Whether the line may end here: behind a name or a value, no blank between.
    var mayEnd: Bool {
        switch place {
        case .name, .value, .afterQuoted: true
        default: false
        }
    }

    /// Takes the next byte; false where it cannot stand there.
    mutating func take(_ byte: UInt8) -> Bool {
        guard let next = next(byte) else { return false }
        place = next
        return true
    }

    private func next(_ byte: UInt8) -> Place? {
        switch (place, byte) {
        case (.quoted, UInt8(ascii: "\"")): .afterQuoted
        case (.quoted, UInt8(ascii: "\\")): .escaped
        case (.quoted, _), (.escaped, _): byte.isFieldValue ? .quoted : nil
        case (.nameStart, .space), (.nameStart, .tab): .nameStart
        case (.name, .space), (.name, .tab), (.afterName, .space), (.afterName, .tab): .afterName
        case (.name, UInt8(ascii: "=")), (.afterName, UInt8(ascii: "=")): .valueStart
        case (.valueStart, .space), (.valueStart, .tab): .valueStart
        case (.valueStart, UInt8(ascii: "\"")): .quoted
        case (.value, .space), (.value, .tab), (.afterQuoted, .space), (.afterQuoted, .tab),
            (.afterValue, .space), (.afterValue, .tab):
            .afterValue
        case (.name, UInt8(ascii: ";")), (.afterName, UInt8(ascii: ";")),
            (.value, UInt8(ascii: ";")), (.afterQuoted, UInt8(ascii: ";")),
            (.afterValue, UInt8(ascii: ";")):
            .nameStart
        case (.nameStart, _), (.name, _): byte.isToken ? .name : nil
        case (.valueStart, _), (.value, _): byte.isToken ? .value : nil
        default: nil
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A validator of a representation (RFC 9110 §8.8.3).
package struct EntityTag: Sendable, Hashable, CustomStringConvertible {
    /// Whether it only says that two representations are equivalent, not that they are equal.
    package let isWeak: Bool
    /// What stands between the quotes.
    package let opaque: String

    /// A tag for a representation of our own.
    ///
    /// - Parameter opaque: visible characters without quotes; anything else is a mistake of the
    ///   program and traps.
    package init(_ opaque: String, isWeak: Bool = false) {
        precondition(opaque.utf8.allSatisfy(Self.isTagByte), "an entity tag holds etagc only")
        self.opaque = opaque
        self.isWeak = isWeak
    }

    /// Reads one entity tag and nothing else.
    package init?(parsing value: String) {
        var scanner = FieldScanner(value)
        guard let tag = Self.take(&scanner), scanner.isAtEnd else { return nil }
        self = tag
    }

    /// Whether both are strong and equal (RFC 9110 §8.8.3.2).
    package func matchesStrongly(_ other: EntityTag) -> Bool {
        !isWeak && !other.isWeak && opaque == other.opaque
    }

    /// Whether both are equal, weak or not (RFC 9110 §8.8.3.2).
    package func matchesWeakly(_ other: EntityTag) -> Bool { opaque == other.opaque }

    /// The spelling in a field's value.
    package var description: String { (isWeak ? "W/" : "") + "\"\(opaque)\"" }

    /// What If-Match and If-None-Match list.
    package enum List: Sendable, Hashable {
        /// `*`: any representation there is.
        case any
        /// These tags.
        case tags([EntityTag])

        /// Reads a list.
        ///
        /// - Parameter value: the field's value, all lines joined by commas. A malformed one
        ///   lists no tag, so that it matches nothing.
        package init(_ value: String) {
            self = value == "*" ? .any : .tags(EntityTag.parseList(value) ?? [])
        }
    }

    private static func parseList(_ value: String) -> [EntityTag]? {
        var scanner = FieldScanner(value)
        var tags: [EntityTag] = []
        while true {
            scanner.skipBlanks()
            if scanner.take(",") { continue }
            if scanner.isAtEnd { return tags }
            guard let tag = take(&scanner) else { return nil }
            tags.append(tag)
            scanner.skipBlanks()
            guard scanner.isAtEnd || scanner.next == UInt8(ascii: ",") else { return nil }
        }
    }

    private static func take(_ scanner: inout FieldScanner) -> EntityTag? {
        let isWeak = scanner.take("W")
        guard !isWeak || scanner.take("/"), scanner.take("\"") else { return nil }
        let opaque = String(validating: scanner.run(where: isTagByte), as: UTF8.self)
        guard let opaque, scanner.take("\"") else { return nil }
        return EntityTag(opaque, isWeak: isWeak)
    }

    /// etagc of RFC 9110 §8.8.3.
    private static func isTagByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"")
    }
}

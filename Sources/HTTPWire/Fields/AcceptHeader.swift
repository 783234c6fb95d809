// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// What a client would rather have: the field Accept (RFC 9110 §12.5.1).
package struct AcceptHeader: Sendable, Hashable {
    private struct Range: Sendable, Hashable {
        let type: MediaType
        /// The weight in thousandths, 0 for "not acceptable".
        let weight: Int

        /// How closely the range names what it names; nil where it does not match `offer`.
        func precision(for offer: MediaType) -> Int? {
            if type.type == "*" { return type.parameters.isEmpty ? 0 : nil }
            guard type.type == offer.type else { return nil }
            if type.subtype == "*" { return type.parameters.isEmpty ? 1 : nil }
            guard type.subtype == offer.subtype,
                type.parameters.allSatisfy({ offer[$0.name] == $0.value })
            else { return nil }
            return 2 + type.parameters.count
        }
    }

    private let ranges: [Range]

    /// Reads the field.
    ///
    /// - Parameter value: the field's value, all lines joined by commas; nil where it is absent.
    ///   A malformed one counts as absent, which accepts everything.
    package init(_ value: String?) {
        ranges = value.flatMap(Self.parse) ?? []
    }

    /// The offer of the greatest weight, the earliest of equals; nil when none is acceptable.
    package func preferred(among offers: [MediaType]) -> MediaType? {
        var best: (offer: MediaType, weight: Int)?
        for offer in offers {
            let weight = weight(of: offer)
            if weight > best?.weight ?? 0 { best = (offer, weight) }
        }
        return best?.offer
    }

    /// The weight of the most precise range that matches `offer`, in thousandths.
    private func weight(of offer: MediaType) -> Int {
        if ranges.isEmpty { return 1000 }
        var best: (precision: Int, weight: Int)?
        for range in ranges {
            guard let precision = range.precision(for: offer) else { continue }
            if precision > best?.precision ?? -1 { best = (precision, range.weight) }
        }
        return best?.weight ?? 0
    }

    private static func parse(_ value: String) -> [Range]? {
        var scanner = FieldScanner(value)
        var ranges: [Range] = []
        while true {
            scanner.skipBlanks()
            // A recipient of a list tolerates empty members (RFC 9110 §5.6.1.2).
            if scanner.take(",") { continue }
            if scanner.isAtEnd { return ranges }
            guard let type = MediaType(&scanner), let range = range(type) else { return nil }
            ranges.append(range)
            guard scanner.isAtEnd || scanner.next == UInt8(ascii: ",") else { return nil }
        }
    }

    private static func range(_ type: MediaType) -> Range? {
        guard type.type != "*" || type.subtype == "*" else { return nil }
        guard let weight = weight(type["q"] ?? "1") else { return nil }
        let parameters = type.parameters.filter { $0.name != "q" }
        return Range(
            type: MediaType(type.type, type.subtype, parameters: parameters),
            weight: weight
        )
    }

    /// A qvalue (RFC 9110 §12.4.2) in thousandths.
    private static func weight(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard (1...5).contains(bytes.count), bytes[0] == 0x30 || bytes[0] == 0x31 else {
            return nil
        }
        guard bytes.count == 1 || bytes[1] == UInt8(ascii: ".") else { return nil }
        var weight = Int(bytes[0] - 0x30)
        for place in 2..<5 {
            let digit = place < bytes.count ? bytes[place] : 0x30
            guard digit.isDigit else { return nil }
            weight = weight * 10 + Int(digit - 0x30)
        }
        return weight <= 1000 ? weight : nil
    }
}

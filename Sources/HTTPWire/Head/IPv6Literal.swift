// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The text of an IPv6 address, as it stands between brackets (RFC 3986 §3.2.2, RFC 4291 §2.2).
enum IPv6Literal {
    /// Whether the bytes are an address: no zone, no address of a future version.
    static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        let colon = UInt8(ascii: ":")
        guard bytes.count <= 45 else { return false }
        let gap = bytes.indices.dropLast().first { bytes[$0] == colon && bytes[$0 + 1] == colon }
        guard let gap else { return groups(bytes, mayEndInIPv4: true) == 8 }
        // The gap stands for one group at least; a second one would be an empty group.
        guard let before = groups(bytes[..<gap], mayEndInIPv4: false),
            let after = groups(bytes[(gap + 2)...], mayEndInIPv4: true)
        else { return false }
        return before + after <= 7
    }

    /// The number of groups of 16 bits between single colons; nil where one is none.
    private static func groups(_ bytes: ArraySlice<UInt8>, mayEndInIPv4: Bool) -> Int? {
        if bytes.isEmpty { return 0 }
        let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var count = parts.count
        for (index, part) in parts.enumerated() {
            if (1...4).contains(part.count), part.allSatisfy({ $0.hexValue != nil }) { continue }
            guard mayEndInIPv4, index == parts.count - 1, isIPv4(part) else { return nil }
            count += 1
        }
        return count
    }

    /// Four numbers below 256 without leading zeros: dec-octet of RFC 3986.
    private static func isIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard part.count == 1 || part.first != UInt8(ascii: "0"),
                    let value = Digits.decimal(part)
                else { return false }
                return value <= 255
            }
    }
}

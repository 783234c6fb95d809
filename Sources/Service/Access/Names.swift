// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// The hosts that a service answers for.
///
/// A page of anybody's can have its own name resolve to this machine (DNS rebinding); its requests
/// then look like those of a page of ours, but for the name that they ask for.
package struct Names: Sendable, Hashable {
    /// What a browser calls this machine, under which no foreign page can be.
    static let loopback = ["localhost", "127.0.0.1", "[::1]"]

    /// In lower case, addresses of IPv6 in brackets; nil for every name.
    private let names: [String]?

    /// - Parameters:
    ///   - given: further names; none and not on the loopback, every name is served.
    ///   - host: the address that is listened on.
    ///   - isLoopback: whether only this machine can reach it.
    init(_ given: [String], host: String, isLoopback: Bool) {
        guard isLoopback || !given.isEmpty else {
            names = nil
            return
        }
        // This machine's own names stay: the container asks itself for its health by one.
        let own = Self.loopback + (isLoopback ? [host.contains(":") ? "[\(host)]" : host] : [])
        var seen: Set<String> = []
        names = (own + given).map { $0.lowercased() }.filter { seen.insert($0).inserted }
    }

    /// Whether requests to an authority are served: a host, at any port.
    ///
    /// The empty one is that of HTTP/1.0 without Host, which no browser speaks.
    func serve(_ authority: String) -> Bool {
        guard let names, !authority.isEmpty else { return true }
        let host = Self.host(of: authority)
        return names.contains { name in
            name.utf8.count == host.count && zip(name.utf8, host).allSatisfy { $0 == lowered($1) }
        }
    }

    /// The names, for whoever asked for another.
    var list: String { (names ?? []).joined(separator: ", ") }

    /// Whether a text can be the name of a host, without a port.
    static func isName(_ text: String) -> Bool {
        if text.hasPrefix("[") {
            return text.hasSuffix("]") && text.utf8.count > 4
                && text.utf8.dropFirst().dropLast().allSatisfy { byte in
                    byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
                        || Character(Unicode.Scalar(byte)).isHexDigit
                }
        }
        return (1...255).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                let byte = lowered(byte)
                return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
                    || byte == UInt8(ascii: "_")
            }
    }

    /// An authority without its port.
    private static func host(of authority: String) -> Substring.UTF8View {
        let bytes = authority.utf8
        let start = bytes.lastIndex(of: UInt8(ascii: "]")) ?? bytes.startIndex
        let end = bytes[start...].firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
        return bytes[..<end]
    }
}

/// A letter of ASCII in lower case; any other byte as it is.
func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

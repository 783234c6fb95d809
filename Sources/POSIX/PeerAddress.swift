// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Who is at the other end of a connection, without the port: to count by and to show.
package enum PeerAddress: Sendable, Hashable {
    /// An IPv4 address; its first byte is the highest.
    ///
    /// Also what came over a socket of both families as `::ffff:a.b.c.d`, so that one client has
    /// one address.
    case ip4(UInt32)
    /// An IPv6 address; its first byte is the highest.
    case ip6(UInt128)
    /// A process of this machine, over a Unix-domain socket.
    case local

    /// Reads the bytes of an address, highest first: 4 or 16; none is a local one.
    package init(_ bytes: some Collection<UInt8>) {
        let value = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        switch bytes.count {
        case 4: self = .ip4(UInt32(value))
        case 16 where value >> 32 == 0xFFFF: self = .ip4(UInt32(truncatingIfNeeded: value))
        case 16: self = .ip6(value)
        default:
            precondition(bytes.isEmpty, "an address has 4 or 16 bytes")
            self = .local
        }
    }

    /// Whether the other end is on this machine.
    package var isLoopback: Bool {
        switch self {
        case .ip4(let value): value >> 24 == 127
        case .ip6(let value): value == 1
        case .local: true
        }
    }
}

extension PeerAddress: CustomStringConvertible {
    /// The usual spelling (RFC 5952 for IPv6), or `local`.
    package var description: String {
        switch self {
        case .ip4(let value):
            return (0..<4).map { "\(value >> (24 - 8 * $0) & 255)" }.joined(separator: ".")
        case .ip6(let value):
            var address = in6_addr()
            unsafe withUnsafeMutableBytes(of: &address) { bytes in
                unsafe bytes.storeBytes(of: value.bigEndian, as: UInt128.self)
            }
            var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            let made = unsafe inet_ntop(AF_INET6, &address, &text, socklen_t(text.count))
            unsafe precondition(made != nil, "every IPv6 address has a text")
            let characters = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            return String(decoding: characters, as: UTF8.self)
        case .local:
            return "local"
        }
    }
}

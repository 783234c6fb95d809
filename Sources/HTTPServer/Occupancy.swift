// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// Counts connections, all and each client's, and says what one more is to be.
struct Occupancy {
    /// What a new connection is.
    enum Standing: Hashable {
        /// One of those that are served.
        case regular
        /// One too many: only requests to control the service are served, and soon.
        case control
        /// One too many of its client: it is told so.
        case refused
    }

    private let limit: Int
    private let clientLimit: Int
    private var regular = 0
    private var clients: [PeerAddress: Int] = [:]

    /// - Parameters:
    ///   - limit: regular connections at once.
    ///   - clientLimit: those of one client; processes of this machine over a Unix-domain socket
    ///     are none.
    init(limit: Int, clientLimit: Int) {
        self.limit = limit
        self.clientLimit = clientLimit
    }

    /// Counts one more connection in.
    mutating func enter(_ peer: PeerAddress) -> Standing {
        let client = peer.network
        let own = clients[client, default: 0]
        if client != .local, own >= clientLimit { return .refused }
        if regular >= limit { return .control }
        regular += 1
        if client != .local { clients[client] = own + 1 }
        return .regular
    }

    /// Counts a connection out that had that standing.
    mutating func leave(_ peer: PeerAddress, _ standing: Standing) {
        guard standing == .regular else { return }
        regular -= 1
        let client = peer.network
        if client == .local { return }
        let own = clients[client, default: 0]
        clients[client] = own > 1 ? own - 1 : nil
    }
}

extension PeerAddress {
    /// What one client has: of IPv6 a network of 64 bits (RFC 4291 §2.5.4), else the address.
    var network: PeerAddress {
        if case .ip6(let value) = self { .ip6((value >> 64) << 64) } else { self }
    }
}

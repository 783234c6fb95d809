// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
internal import Logging
internal import POSIX

/// New connections, and what becomes of those that are too many.
extension ServerLoop {
    /// Connections taken in one turn, so that earlier ones are read before they must make room.
    private static let acceptTurn = 32

    /// Takes the connections that wait at a listener, so many at the most.
    func acceptWaiting(at listener: Listener, limit: Int = acceptTurn, now: UInt64) {
        var peer = PeerAddress.local
        for _ in 0..<limit {
            do {
                guard let socket = try listener.socket.descriptor.accept(from: &peer) else {
                    return
                }
                surroundings.statistics.current.accepted += 1
                open(socket, from: peer, now: now)
            } catch {
                // A connection that was gone before it was accepted concerns nobody else.
                if error.isAborted { continue }
                guard error.isOutOfDescriptors, holdReserve() else {
                    return pauseAccepting(error, now: now)
                }
                // The error comes also where no connection waits.
                if !refuseWithReserve(at: listener, now: now) { return }
            }
        }
    }

    private func open(_ socket: consuming FileDescriptor, from peer: PeerAddress, now: UInt64) {
        let standing = occupancy.enter(peer)
        if standing != .regular, !makeRoom(for: standing, now: now) {
            surroundings.statistics.current.refused += 1
            return
        }
        socket.disableDelay()
        let connection = connections.add(socket) { number, socket in
            Connection(
                socket,
                from: peer,
                number: number,
                standing: standing,
                surroundings: surroundings,
                now: now
            )
        }
        do throws(SystemError) {
            try enter(connection)
        } catch {
            surroundings.logger.error("epoll", metadata: ["error": "\(error)"])
            connection.hangup(now: now)
        }
        if standing != .regular { surplus[standing, default: []].append(connection.number) }
        if standing == .refused {
            surroundings.statistics.current.refused += 1
            connection.refuse(.tooManyConnections, now: now)
        }
        settle(connection)
    }

    /// Makes room for one connection above the limits, at the cost of one of the same standing:
    /// the oldest that has its answer, else the oldest without a request.
    ///
    /// Whoever asks for the service's health sends the request at once; who holds a connection
    /// without a word must not keep others from it.
    private func makeRoom(for standing: Occupancy.Standing, now: UInt64) -> Bool {
        var numbers = surplus[standing, default: []]
        defer { surplus[standing] = numbers }
        let limit = surroundings.limits.controlConnections
        if numbers.count < limit { return true }
        numbers.removeAll { connections[$0] == nil }
        if numbers.count < limit { return true }
        let phases = numbers.map { connections[$0]?.state.phase }
        let oldest =
            phases.firstIndex(of: .lingering) ?? phases.firstIndex { $0 == .idle || $0 == .head }
        guard let oldest, let connection = connections[numbers.remove(at: oldest)] else {
            return false
        }
        connection.hangup(now: now)
        settle(connection)
        return true
    }

    /// Opens the descriptor that is kept for refusals, unless it is open; false if it cannot.
    @discardableResult
    func holdReserve() -> Bool {
        if reserve == nil { reserve = try? File(reading: "/dev/null") }
        return reserve != nil
    }

    /// Accepts one connection with the descriptor that is kept for it, and ends it with an answer.
    ///
    /// - Returns: whether there was one.
    private func refuseWithReserve(at listener: Listener, now: UInt64) -> Bool {
        reserve = nil
        let wasOne = refuseNext(at: listener, now: now)
        holdReserve()
        return wasOne
    }

    private func refuseNext(at listener: Listener, now: UInt64) -> Bool {
        var peer = PeerAddress.local
        guard let socket = try? listener.socket.descriptor.accept(from: &peer) else { return false }
        surroundings.statistics.current.accepted += 1
        surroundings.statistics.current.refused += 1
        complain("out of descriptors", metadata: ["client": "\(peer)"], now: now)
        let connection = Connection(
            socket,
            from: peer,
            number: 0,
            standing: .refused,
            surroundings: surroundings,
            now: now
        )
        connection.refuse(.overloaded, now: now)
        // What it has sent already is taken, since it would make the close a reset.
        connection.readable(now: now)
        connection.hangup(now: now)
        return true
    }

    /// Tells the log that connections meet a full machine, now and then.
    func complain(_ message: Logger.Message, metadata: Logger.Metadata, now: UInt64) {
        if now < nextComplaint { return }
        surroundings.logger.warning(message, metadata: metadata)
        nextComplaint = now + 10 * second
    }
}

extension HTTPViolation {
    /// More connections than the server keeps open, or has descriptors for.
    static var overloaded: HTTPViolation {
        HTTPViolation(
            status: 503,
            code: "queue-full",
            detail: "The server has no room for another connection now."
        )
    }

    /// More connections than it keeps open for one client (RFC 6585 §4).
    fileprivate static var tooManyConnections: HTTPViolation {
        HTTPViolation(
            status: 429,
            code: "too-many-connections",
            detail: "The server has as many connections of this client open as it takes."
        )
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import Logging
internal import POSIX

/// The event loop: one thread that owns every connection and waits in one place.
final class ServerLoop {
    private enum Token {
        static let listener: UInt64 = 0
        static let wakeup: UInt64 = 1
        static let firstConnection: UInt64 = 2
    }

    /// How often deadlines are looked at; they are counted in seconds.
    private static let tickMilliseconds: Int32 = 500
    /// Connections above the limit that are still told why they are refused.
    private static let refusalRoom = 64

    private let surroundings: Connection.Surroundings
    private var poller: Poller
    private var listener: Listener?
    private var connections: [UInt64: Connection] = [:]
    private var watched: [UInt64: Poller.Interest] = [:]
    private var nextNumber = Token.firstConnection
    private var lastTick: UInt64 = 0
    private var stopDeadline: UInt64?
    private var isAccepting = true

    init(_ listener: Listener, surroundings: Connection.Surroundings) throws(SystemError) {
        self.listener = listener
        self.surroundings = surroundings
        poller = try Poller()
        try poller.add(listener.socket.descriptor, for: .reading, token: Token.listener)
        let wakeup = surroundings.mailbox.wakeup
        try poller.add(wakeup.descriptor, for: .reading, token: Token.wakeup)
    }

    /// Serves until a stop message has come and the open requests are done or out of time.
    func run() throws(SystemError) {
        while true {
            let events = try poller.wait(milliseconds: Self.tickMilliseconds)
            let now = Clock.monotonicNanoseconds()
            for event in events { dispatch(event, now: now) }
            if now - lastTick > second / 2 {
                lastTick = now
                tick(now: now)
            }
            if let stopDeadline, isDone || now >= stopDeadline {
                for connection in connections.values { connection.hangup(now: now) }
                return
            }
        }
    }

    /// Whether every request has been answered; who only lingers waits for the client.
    private var isDone: Bool {
        connections.values.allSatisfy { $0.state.phase == .lingering }
    }

    private func dispatch(_ event: Poller.Event, now: UInt64) {
        switch event.token {
        case Token.listener:
            acceptWaiting(now: now)
        case Token.wakeup:
            for message in surroundings.mailbox.take() { handle(message, now: now) }
        default:
            guard let connection = connections[event.token] else { return }
            if event.isReadable { connection.readable(now: now) }
            if event.isWritable { connection.writable(now: now) }
            if event.isHangup, !event.isReadable { connection.hangup(now: now) }
            settle(connection)
        }
    }

    private func handle(_ message: Mailbox.Message, now: UInt64) {
        switch message {
        case .response(let address, let response):
            guard let connection = connections[address.connection] else { return }
            connection.deliver(response, for: address, now: now)
            settle(connection)
        case .consumed(let address, let block, let response):
            guard let connection = connections[address.connection] else { return }
            connection.consumed(block, response, for: address, now: now)
            settle(connection)
        case .stop:
            stopDeadline = now + surroundings.limits.stopGrace
            if let listener {
                try? poller.remove(listener.socket.descriptor)
                listener.socket.descriptor.stopListening()
            }
            listener = nil
            for connection in Array(connections.values) {
                connection.stop(now: now)
                settle(connection)
            }
        }
    }

    // MARK: Connections

    private func acceptWaiting(now: UInt64) {
        guard let listener else { return }
        var peer = PeerAddress.local
        while true {
            do {
                guard let socket = try listener.socket.descriptor.accept(from: &peer) else {
                    return
                }
                open(socket, from: peer, now: now)
            } catch {
                // A connection that was gone before it was accepted concerns nobody else.
                if error.isAborted { continue }
                // Out of descriptors or of memory: the next tick tries again, and without a
                // pause the loop would spin.
                surroundings.logger.warning("accept paused", metadata: ["error": "\(error)"])
                try? poller.modify(listener.socket.descriptor, for: [], token: Token.listener)
                isAccepting = false
                return
            }
        }
    }

    private func open(_ socket: consuming FileDescriptor, from peer: PeerAddress, now: UInt64) {
        let limit = surroundings.limits.connections
        if connections.count >= limit + Self.refusalRoom { return }
        socket.disableDelay()
        let connection = Connection(
            socket,
            from: peer,
            number: nextNumber,
            surroundings: surroundings,
            now: now
        )
        nextNumber += 1
        do throws(SystemError) {
            try poller.add(connection.socket, for: connection.interest, token: connection.number)
        } catch {
            surroundings.logger.error("epoll", metadata: ["error": "\(error)"])
            return
        }
        connections[connection.number] = connection
        watched[connection.number] = connection.interest
        if connections.count > limit { connection.refuse(.overloaded, now: now) }
        settle(connection)
    }

    /// Makes what the poller watches, and whether the socket is open, agree with the state.
    private func settle(_ connection: Connection) {
        let number = connection.number
        if connection.state.phase == .closed {
            // The descriptor closes with the connection, and the poller forgets it then.
            connections[number] = nil
            watched[number] = nil
            return
        }
        let interest = connection.interest
        if watched[number] == interest { return }
        watched[number] = interest
        try? poller.modify(connection.socket, for: interest, token: number)
    }

    private func tick(now: UInt64) {
        if !isAccepting, let listener {
            isAccepting = true
            try? poller.modify(listener.socket.descriptor, for: .reading, token: Token.listener)
        }
        for connection in Array(connections.values) {
            connection.tick(now: now)
            settle(connection)
        }
    }
}

extension HTTPViolation {
    /// More connections than the server keeps open.
    fileprivate static var overloaded: HTTPViolation {
        HTTPViolation(
            status: 503,
            code: "queue-full",
            detail: "The server has as many connections open as it takes."
        )
    }
}

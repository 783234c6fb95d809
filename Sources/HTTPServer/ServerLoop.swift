// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import Logging
internal import POSIX

/// The event loop: one thread that owns every connection and waits in one place.
final class ServerLoop {
    /// Numbers below those of connections.
    private enum Token {
        static let wakeup: UInt64 = 0
        static let firstListener: UInt64 = 1
    }

    /// The longest wait, for the deadlines; they are counted in seconds.
    private static let tickMilliseconds: Int32 = 250
    /// The longest wait while lines of the log are held back for others.
    private static let logMilliseconds: Int32 = 100
    /// More connections than wait at a listener.
    private static let backlog = 4096

    let surroundings: Surroundings
    private var poller: Poller
    private var listeners: [Listener]
    var connections = ConnectionTable()
    var occupancy: Occupancy
    /// The connections above the limits by their standing, oldest first; some have gone.
    var surplus: [Occupancy.Standing: [UInt64]] = [:]
    /// Closed for a moment to accept, and refuse, one connection when no descriptor is left.
    var reserve: File?
    /// When the log may be told again that there was none left.
    var nextComplaint: UInt64 = 0
    /// Connections whose turn has ended before their requests have.
    private var ready: [UInt64] = []
    private var deadlines: DeadlineWheel
    /// Whether no more is to be accepted; begun when all that came with the word is seen.
    private var isStopAsked = false
    private var stopDeadline: UInt64?
    /// When accepting goes on after it had to pause.
    private var pausedUntil: UInt64?

    /// - Throws: `SystemError` of the poller; whoever starts the server is to hear of it.
    init(_ listeners: [Listener], surroundings: Surroundings) throws(SystemError) {
        self.listeners = listeners
        self.surroundings = surroundings
        let limits = surroundings.limits
        occupancy = Occupancy(limit: limits.connections, clientLimit: limits.clientConnections)
        deadlines = DeadlineWheel(now: Clock.monotonicNanoseconds())
        reserve = try File(reading: "/dev/null")
        poller = try Poller()
        for (index, listener) in listeners.enumerated() {
            let token = Token.firstListener + UInt64(index)
            // A client that has vanished would else be sent to for a quarter of an hour.
            let patience = UInt32(clamping: limits.writeStallTimeout / 1_000_000)
            listener.socket.descriptor.setUnconfirmedLimit(milliseconds: max(1, patience))
            try poller.add(listener.socket.descriptor, for: .reading, token: token)
        }
        let wakeup = surroundings.mailbox.wakeup
        try poller.add(wakeup.descriptor, for: .reading, token: Token.wakeup)
    }

    /// Serves until a stop message has come and the open requests are done or out of time.
    func run() throws(SystemError) {
        while true {
            let events = try poller.wait(milliseconds: patience)
            let now = Clock.monotonicNanoseconds()
            surroundings.readWallClock()
            for event in events { dispatch(event, now: now) }
            if isStopAsked, stopDeadline == nil { beginStop(now: now) }
            resumeReady(now: now)
            lookAtDeadlines(now: now)
            acceptAgain(now: now)
            surroundings.access.flush(now: now)
            surroundings.statistics.publish(open: connections.count, now: now)
            if let stopDeadline, isDone(now: now) || now >= stopDeadline {
                for connection in connections.all { connection.hangup(now: now) }
                surroundings.finish()
                return
            }
        }
    }

    private var patience: Int32 {
        if !ready.isEmpty { return 0 }
        return surroundings.access.isEmpty ? Self.tickMilliseconds : Self.logMilliseconds
    }

    /// Whether every request has been answered, and whoever still sends had time to read it.
    ///
    /// To close while bytes come would reset the connection under the answer (RFC 9112 §9.6).
    private func isDone(now: UInt64) -> Bool {
        let patience = min(surroundings.limits.lingerTimeout, second)
        return connections.all.allSatisfy {
            $0.state.phase == .lingering && now >= $0.progress.phaseStart + patience
        }
    }

    private func dispatch(_ event: Poller.Event, now: UInt64) {
        switch event.token {
        case Token.wakeup:
            for message in surroundings.mailbox.take() { handle(message, now: now) }
        case ..<ConnectionTable.firstNumber:
            let index = Int(event.token - Token.firstListener)
            if index < listeners.count { acceptWaiting(at: listeners[index], now: now) }
        default:
            guard let connection = connections[event.token] else { return }
            dispatch(event, to: connection, now: now)
        }
    }

    private func dispatch(_ event: Poller.Event, to connection: Connection, now: UInt64) {
        let isRead = event.isReadable && connection.interest.contains(.reading)
        if isRead { connection.readable(now: now) }
        if event.isWritable { connection.writable(now: now) }
        if event.isHangup, !isRead { connection.hangup(now: now) }
        settle(connection)
        if event.isReadable, !isRead { watch(connection, for: connection.interest) }
    }

    private func handle(_ message: Mailbox.Message, now: UInt64) {
        switch message {
        case .response(let address, let response):
            guard let connection = connections[address.connection] else {
                return response.body.discard()
            }
            connection.deliver(response, for: address, now: now)
            settle(connection)
        case .consumed(let address, let block, let response):
            guard let connection = connections[address.connection] else {
                response?.body.discard()
                return
            }
            connection.consumed(block, response, for: address, now: now)
            settle(connection)
        case .streamed(let address, let bytes):
            guard let connection = connections[address.connection] else { return }
            connection.streamed(bytes, for: address, now: now)
            settle(connection)
        case .streamFinished(let address):
            guard let connection = connections[address.connection] else { return }
            connection.streamFinished(for: address, now: now)
            settle(connection)
        case .stop:
            isStopAsked = true
        }
    }

    private func beginStop(now: UInt64) {
        stopDeadline = now + surroundings.limits.stopGrace
        for listener in listeners {
            // Who waits there is connected as far as the client knows.
            acceptWaiting(at: listener, limit: Self.backlog, now: now)
            try? poller.remove(listener.socket.descriptor)
            listener.stop()
        }
        listeners = []
        for connection in connections.all {
            connection.stop(now: now)
            settle(connection)
        }
    }

    // MARK: Accepting

    private func watchListeners(for interest: Poller.Interest) {
        for (index, listener) in listeners.enumerated() {
            let token = Token.firstListener + UInt64(index)
            try? poller.modify(listener.socket.descriptor, for: interest, token: token)
        }
    }

    /// Leaves connections where they wait; without a pause the loop would spin.
    func pauseAccepting(_ error: SystemError, now: UInt64) {
        complain("accept paused", metadata: ["error": "\(error)"], now: now)
        watchListeners(for: [])
        pausedUntil = now + second / 4
    }

    func acceptAgain(now: UInt64) {
        guard let pausedUntil, now >= pausedUntil else { return }
        self.pausedUntil = nil
        // Another thread may have taken the number; refusals go on as soon as one is free.
        holdReserve()
        watchListeners(for: .reading)
    }

    /// Begins to watch a new connection.
    func enter(_ connection: Connection) throws(SystemError) {
        let interest = connection.interest
        try poller.add(connection.socket, for: interest, token: connection.number)
        connection.watched = interest
    }

    // MARK: Connections

    /// Makes what the poller watches, and who is looked at when, agree with the state.
    func settle(_ connection: Connection) {
        if connection.state.phase == .closed {
            // The descriptor closes with the connection, and the poller forgets it then.
            if connections.remove(connection.number) {
                occupancy.leave(connection.client, connection.standing)
            }
            return
        }
        if connection.mayHoldRequest, !connection.isReady {
            connection.isReady = true
            ready.append(connection.number)
        }
        if let deadline = connection.deadline, deadline < connection.scheduled {
            connection.scheduled = deadline
            deadlines.add(connection.number, at: deadline)
        }
        let interest = connection.interest
        // To read is watched for on while a request is answered: mostly the answer is there
        // before the client's next byte, and two calls to the system are saved.
        if !connection.watched.subtracting(.reading).isSubset(of: interest)
            || !interest.isSubset(of: connection.watched)
        {
            watch(connection, for: interest)
        }
    }

    private func watch(_ connection: Connection, for interest: Poller.Interest) {
        if connection.state.phase == .closed || connection.watched == interest { return }
        connection.watched = interest
        try? poller.modify(connection.socket, for: interest, token: connection.number)
    }

    private func resumeReady(now: UInt64) {
        if ready.isEmpty { return }
        let turn = ready
        ready = []
        for number in turn {
            guard let connection = connections[number] else { continue }
            connection.isReady = false
            connection.resume(now: now)
            settle(connection)
        }
    }

    private func lookAtDeadlines(now: UInt64) {
        let due = deadlines.take(now: now)
        if due.isEmpty { return }
        for entry in due {
            guard let connection = connections[entry.number], connection.scheduled == entry.time
            else { continue }
            connection.scheduled = .max
            connection.tick(now: now)
            settle(connection)
        }
    }
}

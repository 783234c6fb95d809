// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// A body that is made as time goes on, such as a stream of events.
///
/// It holds a connection, and no thread: whoever has something to tell hands it to the
/// ``BodySink`` from any thread. All methods are called on the event loop, so they must not wait;
/// one that has more to do hands it to a queue.
///
/// In the order of calls: `begin(_:)` at most once, `hasRoom()` any number of times, `ended()`
/// exactly once and last. `ended()` comes alone where no body is sent: in answer to a HEAD, or
/// when the client has gone before the answer.
package protocol BodyStream: AnyObject, Sendable {
    /// What is sent after ``ServerLimits/heartbeat`` of silence; nothing when it is empty.
    ///
    /// For a stream of events a comment, which tells the client, and every proxy on the way, that
    /// the stream lives, and us whether the client does.
    var heartbeat: [UInt8] { get }

    /// The head is on its way, and `sink` takes bytes from now on.
    func begin(_ sink: BodySink)

    /// A `send` that gave false may be tried again.
    func hasRoom()

    /// No more bytes are taken: the stream was finished, its client has gone or took nothing for
    /// too long, or the server stops.
    func ended()
}

/// Takes the bytes of a stream, from any thread, as fast as its client does.
package final class BodySink: Sendable {
    private struct State {
        /// Bytes taken and not yet with the kernel.
        var waiting = 0
        var isOpen = true
        /// Whether a send was refused and is to be told of room.
        var wantsRoom = false
    }

    private let address: Mailbox.Address
    private let mailbox: Mailbox
    private let limit: Int
    private let state = Locked(State())

    /// - Parameter limit: bytes that may wait for the client.
    init(address: Mailbox.Address, mailbox: Mailbox, limit: Int) {
        self.address = address
        self.mailbox = mailbox
        self.limit = limit
    }

    /// Sends bytes, whole and behind those that were sent before.
    ///
    /// - Parameter bytes: at least one; more than the limit go only where none wait.
    /// - Returns: false when nothing was taken: too many wait, and ``BodyStream/hasRoom()`` will
    ///   come; or the stream has ended, and it will not.
    package func send(_ bytes: [UInt8]) -> Bool {
        precondition(!bytes.isEmpty, "an empty chunk would end the body")
        return state.withLock { state in
            guard state.isOpen else { return false }
            if state.waiting > 0, state.waiting + bytes.count > limit {
                state.wantsRoom = true
                return false
            }
            state.waiting += bytes.count
            // Within the lock, so that the loop gets the pieces of two threads in their order.
            mailbox.post(.streamed(address, bytes))
            return true
        }
    }

    /// Ends the body behind what was sent; the connection may go on with another request.
    package func finish() {
        let wasOpen = state.withLock { state in
            defer { state.isOpen = false }
            return state.isOpen
        }
        if wasOpen { mailbox.post(.streamFinished(address)) }
    }

    /// Takes nothing any more; called by the loop.
    func close() {
        state.withLock { $0.isOpen = false }
    }

    /// Notes that all that waited is with the kernel.
    ///
    /// - Returns: whether somebody waits for the room.
    func emptied(_ count: Int) -> Bool {
        state.withLock { state in
            state.waiting -= count
            defer { state.wantsRoom = false }
            return state.wantsRoom
        }
    }
}

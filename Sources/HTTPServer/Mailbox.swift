// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// What other threads tell the event loop; the only way back onto it.
final class Mailbox: Sendable {
    /// Which exchange of which connection a message is about; stale ones find nobody.
    struct Address: Sendable, Hashable {
        let connection: UInt64
        let exchange: UInt64
    }

    enum Message: Sendable {
        /// An answer is ready.
        case response(Address, Response)
        /// A block of a body was taken; with a response the upload ends early.
        case consumed(Address, Block, Response?)
        /// A piece of a body that is made as time goes on.
        case streamed(Address, [UInt8])
        /// Such a body has its end.
        case streamFinished(Address)
        /// Finish what is open and end the loop.
        case stop
    }

    let wakeup: Wakeup
    private let messages = Locked<[Message]>([])

    init() throws(SystemError) {
        wakeup = try Wakeup()
    }

    /// Leaves a message and wakes the loop, from any thread.
    func post(_ message: Message) {
        let wasEmpty = messages.withLock { waiting in
            waiting.append(message)
            return waiting.count == 1
        }
        if wasEmpty { wakeup.signal() }
    }

    /// Takes all messages, oldest first.
    func take() -> [Message] {
        wakeup.drain()
        return messages.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}

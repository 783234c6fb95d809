// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux

/// Readiness of many descriptors, level-triggered, over epoll; used by one thread.
package struct Poller: ~Copyable {
    /// What a descriptor is watched for.
    package struct Interest: OptionSet, Sendable, Hashable {
        /// The kernel's bits.
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        /// Bytes, a connection, or the end of the peer's sending can be read.
        package static let reading = Interest(rawValue: UInt32(eq_event_readable))
        /// Bytes can be written without waiting.
        package static let writing = Interest(rawValue: UInt32(eq_event_writable))
    }

    /// One descriptor that is ready, known by the token it was added with.
    package struct Event: Sendable {
        /// What the descriptor was added with.
        package let token: UInt64
        /// Bytes, a connection or the end of the peer's sending are there.
        package let isReadable: Bool
        /// A write would not wait.
        package let isWritable: Bool
        /// The connection is gone in both directions, or broken.
        package let isHangup: Bool
    }

    private static let capacity = 256
    private let epoll: FileDescriptor
    private var ready = [eq_event](repeating: eq_event(), count: capacity)
    /// The last wait's answer; its memory is used again when the caller has let go of it.
    private var events: [Event] = []

    /// Makes a poller that watches nothing.
    package init() throws(SystemError) {
        epoll = FileDescriptor(owning: try systemCall("epoll_create1") { eq_epoll_create() })
    }

    /// Watches a descriptor, which must stay open until it is removed or closed.
    package func add(
        _ descriptor: borrowing FileDescriptor,
        for interest: Interest,
        token: UInt64
    ) throws(SystemError) {
        let number = descriptor.number
        try systemCall("epoll_ctl") {
            eq_epoll_add(epoll.number, number, interest.rawValue, token)
        }
    }

    /// Changes what a watched descriptor is watched for.
    package func modify(
        _ descriptor: borrowing FileDescriptor,
        for interest: Interest,
        token: UInt64
    ) throws(SystemError) {
        let number = descriptor.number
        try systemCall("epoll_ctl") {
            eq_epoll_modify(epoll.number, number, interest.rawValue, token)
        }
    }

    /// Stops watching a descriptor.
    package func remove(_ descriptor: borrowing FileDescriptor) throws(SystemError) {
        let number = descriptor.number
        try systemCall("epoll_ctl") { eq_epoll_remove(epoll.number, number) }
    }

    /// Waits until something is ready or `milliseconds` have passed.
    ///
    /// - Returns: what is ready, at most 256 at once; empty after the time.
    package mutating func wait(milliseconds: Int32) throws(SystemError) -> [Event] {
        let count = try systemCall("epoll_wait") {
            unsafe eq_epoll_wait(epoll.number, &ready, Int32(Self.capacity), milliseconds)
        }
        events.removeAll(keepingCapacity: true)
        for index in 0..<Int(count) {
            let flags = ready[index].events
            events.append(
                Event(
                    token: ready[index].token,
                    isReadable: flags & UInt32(eq_event_readable) != 0,
                    isWritable: flags & UInt32(eq_event_writable) != 0,
                    isHangup: flags & UInt32(eq_event_hangup | eq_event_error) != 0
                )
            )
        }
        return events
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import CLinux

/// Ends another thread's wait in a ``Poller``, from any thread.
package final class Wakeup: Sendable {
    /// The descriptor to watch for reading.
    package let descriptor: FileDescriptor

    /// Makes one without a pending signal.
    package init() throws(SystemError) {
        descriptor = FileDescriptor(owning: try systemCall("eventfd") { eq_eventfd() })
    }

    /// Makes the descriptor readable until it is drained.
    package func signal() {
        var one: UInt64 = 1
        // A full counter means that the signal is already pending.
        try? unsafe withUnsafeBytes(of: &one) { bytes throws(SystemError) in
            try unsafe descriptor.write(all: bytes)
        }
    }

    /// Takes the pending signals, so that the descriptor is readable only after the next.
    package func drain() {
        var count: UInt64 = 0
        _ = try? unsafe withUnsafeMutableBytes(of: &count) { bytes throws(SystemError) in
            try unsafe descriptor.read(into: bytes)
        }
    }
}

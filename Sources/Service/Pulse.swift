// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// Does now and then, on a thread of its own, what may wait for a disk.
///
/// The event loop goes by what was found last.
final class Pulse: Sendable {
    private let name: String
    private let seconds: Int
    private let beat: @Sendable () -> Void
    private let bell = Bell()
    private let isStopping = Locked(false)
    private let thread = Locked<Thread?>(nil)

    /// - Parameter seconds: from the end of a beat to the next.
    init(
        named name: String = "equipoise-pulse",
        every seconds: Int = 1,
        _ beat: @escaping @Sendable () -> Void
    ) {
        self.name = name
        self.seconds = seconds
        self.beat = beat
    }

    /// Begins, at once.
    func start() throws(SystemError) {
        let thread = try Thread(named: name) { [self] in
            while !isStopping.withLock({ $0 }) {
                beat()
                bell.wait(seconds: seconds)
            }
        }
        self.thread.withLock { $0 = thread }
    }

    /// Ends that, and returns when it has ended.
    func stop() {
        isStopping.withLock { $0 = true }
        bell.ring()
        thread.withLock { $0 }?.join()
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// Does once a second, on a thread of its own, what may wait for a disk.
///
/// The event loop goes by what was found last.
final class Pulse: Sendable {
    private let beat: @Sendable () -> Void
    private let bell = Bell()
    private let isStopping = Locked(false)
    private let thread = Locked<Thread?>(nil)

    init(_ beat: @escaping @Sendable () -> Void) {
        self.beat = beat
    }

    /// Begins, at once.
    func start() throws(SystemError) {
        let thread = try Thread(named: "equipoise-pulse") { [self] in
            while !isStopping.withLock({ $0 }) {
                beat()
                bell.wait(seconds: 1)
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

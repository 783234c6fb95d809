// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX
internal import Service

/// The wish that the service ends: made by the first SIGTERM or SIGINT, enforced by the second.
///
/// From its making on, and as long as it lives, no signal ends the process but the second.
final class StopRequest {
    private let count = Locked(0)
    private let bell = Bell()
    private let signals: Signals

    init() {
        signals = Signals { [count, bell] in
            let number = count.withLock { count in
                count += 1
                return count
            }
            // The store survives that as it survives a crash.
            if number > 1 { ThisProcess.exitNow(ExitCode.failed.rawValue) }
            bell.ring()
        }
    }

    /// Whether a signal has come.
    var isMade: Bool { count.withLock { $0 > 0 } }

    /// Waits for the first signal.
    func wait() {
        bell.wait()
    }

    /// Ends the process after a time, whatever it is at then.
    ///
    /// - Parameter last: called right before.
    func endProcess(after nanoseconds: UInt64, last: @escaping @Sendable () -> Void) {
        WorkQueue(serial: "equipoise.grace").async {
            Bell().wait(milliseconds: Int(nanoseconds / 1_000_000))
            last()
            ThisProcess.exitNow(ExitCode.failed.rawValue)
        }
    }
}

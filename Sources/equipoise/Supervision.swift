// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import POSIX
internal import Service

/// Tells a service manager, if one started the process, how the service is (sd_notify(3)).
struct Supervision: Sendable {
    private let socket: NotifySocket?
    private let watchdog: WatchdogInterval?
    private let logger: Logger

    /// Finds the manager in the environment.
    init(logger: Logger) {
        self.logger = logger
        watchdog = WatchdogInterval({ Environment[$0] }, process: ThisProcess.id)
        guard let name = Environment["NOTIFY_SOCKET"], !name.isEmpty else {
            socket = nil
            return
        }
        do throws(SystemError) {
            socket = try NotifySocket(named: name)
        } catch {
            logger.warning("no service manager", metadata: ["error": "\(error)"])
            socket = nil
        }
    }

    /// Says that the service is ready, and from then on that it lives, where that is asked for.
    ///
    /// - Throws: `SystemError` when the machine has no room for another thread.
    func begin(_ service: Service, status: String) throws(SystemError) {
        tell("READY=1\nSTATUS=\(status)")
        guard socket != nil, let watchdog else { return }
        let supervision = self
        _ = try Thread(named: "equipoise-watch") {
            while true {
                Bell().wait(milliseconds: watchdog.pauseMilliseconds)
                // A loop that is stuck is what the manager waits to hear nothing from.
                if service.isAlive {
                    supervision.tell("WATCHDOG=1\nSTATUS=\(status); \(service.summary)")
                }
            }
        }
    }

    /// Says that the service stops, and how long that may take.
    func stopping(nanoseconds: UInt64) {
        let microseconds = nanoseconds / 1000 + 2_000_000
        tell("STOPPING=1\nSTATUS=stopping\nEXTEND_TIMEOUT_USEC=\(microseconds)")
    }

    private func tell(_ message: String) {
        guard let socket else { return }
        do throws(SystemError) {
            try socket.tell(message)
        } catch {
            logger.warning("service manager", metadata: ["error": "\(error)"])
        }
    }
}

/// How often a service manager wants to hear that the process lives (sd_watchdog_enabled(3)).
struct WatchdogInterval: Equatable, Sendable {
    /// Without a word for so many microseconds, the manager ends the process.
    let microseconds: UInt64

    /// Reads `WATCHDOG_USEC`; nil where it is not set, is no number, or is another process's.
    init?(_ environment: (String) -> String?, process: Int) {
        guard let microseconds = environment("WATCHDOG_USEC").flatMap(digits), microseconds > 0
        else { return nil }
        if let owner = environment("WATCHDOG_PID"), digits(owner) != UInt64(process) { return nil }
        self.microseconds = microseconds
    }

    /// Between two words: a third of the interval, at least a millisecond.
    var pauseMilliseconds: Int { max(1, Int(clamping: microseconds / 3000)) }
}

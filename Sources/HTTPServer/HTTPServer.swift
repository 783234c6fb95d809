// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
package import Logging
package import POSIX

/// An HTTP/1.1 server on one event-loop thread; handlers that wait run on others.
package final class HTTPServer: Sendable {
    /// The port of the first listener, also where the kernel chose it; 0 of a Unix-domain socket.
    package let port: UInt16
    private let mailbox: Mailbox
    private let thread: Thread

    /// Starts to serve what comes to the listeners, which it stops at its end.
    ///
    /// Requests that are over go to `logger`, one line each where its level is info or lower; a
    /// handler that is also an ``AccessLog`` gets many at once.
    ///
    /// - Parameters:
    ///   - listeners: at least one.
    ///   - statistics: where the loop tells what it has done.
    /// - Throws: `SystemError` when the machine has no poller or no thread for it.
    package init(
        listeners: [Listener],
        limits: ServerLimits,
        logger: Logger,
        statistics: Locked<ServerStatistics> = Locked(ServerStatistics()),
        handler: any RequestHandler
    ) throws(SystemError) {
        precondition(!listeners.isEmpty, "a server listens")
        let mailbox = try Mailbox()
        let loop = try ServerLoop(
            listeners,
            surroundings: Surroundings(
                handler: handler,
                limits: limits,
                mailbox: mailbox,
                logger: logger,
                statistics: StatisticsKeeper(publishingTo: statistics)
            )
        )
        port = listeners[0].port
        self.mailbox = mailbox
        // Made here, so that who starts the server hears of what fails; the thread owns it then.
        let made = Locked<ServerLoop?>(loop)
        thread = try Thread(named: "equipoise-http") {
            do {
                try made.withLock { $0.take() }?.run()
            } catch {
                // Without its loop the process only looks alive; a supervisor starts it anew.
                logger.critical("event loop", metadata: ["error": "\(error)"])
                ThisProcess.exit(1)
            }
        }
    }

    /// Accepts no more, lets open requests finish within their grace, and returns then.
    package func stop() {
        mailbox.post(.stop)
        thread.join()
    }
}

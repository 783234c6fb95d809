// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
package import Logging
package import POSIX

/// An HTTP/1.1 server on one event-loop thread; handlers that wait run on Dispatch.
package final class HTTPServer: Sendable {
    /// The port that is listened on, also where the kernel chose it.
    package let port: UInt16
    private let mailbox: Mailbox
    private let thread: Thread

    /// Binds and starts to serve.
    ///
    /// - Parameters:
    ///   - host: a numeric address or a name such as `localhost`.
    ///   - port: 0 lets the kernel choose.
    /// - Throws: `SystemError` when the address cannot be had.
    package init(
        host: String,
        port: UInt16,
        limits: ServerLimits,
        logger: Logger,
        handler: any RequestHandler
    ) throws(SystemError) {
        let listener = try Listener(host: host, port: port)
        let mailbox = try Mailbox()
        let surroundings = Connection.Surroundings(
            handler: handler,
            limits: limits,
            mailbox: mailbox,
            work: WorkQueue(concurrent: "equipoise.requests"),
            logger: logger
        )
        self.port = listener.port
        self.mailbox = mailbox
        thread = try Thread(named: "equipoise-http") {
            do {
                try ServerLoop(listener, surroundings: surroundings).run()
            } catch {
                // Without its loop the process only looks alive; a supervisor starts it anew.
                surroundings.logger.critical("event loop", metadata: ["error": "\(error)"])
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

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Glibc

/// Signals of the process, turned into calls on an ordinary queue.
///
/// Lives as long as the process: signals are global, and so is this.
package final class Signals {
    private let sources: [any DispatchSourceSignal]

    /// Calls `handler` at SIGTERM and SIGINT; a broken pipe, and a file at the process's limit
    /// (RLIMIT_FSIZE), become errors of the write.
    ///
    /// When this returns, no signal is lost any more; one that comes before it ends the process.
    package init(onStop handler: @escaping @Sendable () -> Void) {
        _ = signal(SIGPIPE, SIG_IGN)
        _ = signal(SIGXFSZ, SIG_IGN)
        let queue = DispatchQueue(label: "equipoise.signals")
        sources = [SIGTERM, SIGINT].map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            let isHeeded = DispatchSemaphore(value: 0)
            source.setEventHandler(handler: handler)
            source.setRegistrationHandler { isHeeded.signal() }
            source.resume()
            // Dispatch takes the signal over in its own time, and an ignored one would be gone.
            isHeeded.wait()
            return source
        }
    }
}

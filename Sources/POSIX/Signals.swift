// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Glibc

/// Signals of the process, turned into calls on an ordinary queue.
///
/// Lives as long as the process: signals are global, and so is this.
package final class Signals {
    private let sources: [any DispatchSourceSignal]

    /// Calls `handler` at SIGTERM and SIGINT; a broken pipe becomes an error of the write.
    package init(onStop handler: @escaping @Sendable () -> Void) {
        _ = signal(SIGPIPE, SIG_IGN)
        let queue = DispatchQueue(label: "equipoise.signals")
        sources = [SIGTERM, SIGINT].map { number in
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler(handler: handler)
            source.resume()
            return source
        }
    }
}

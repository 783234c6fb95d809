// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import POSIX

/// Lines of the log on their way from the loop to where they are formatted.
struct AccessBuffer {
    /// Lines handed on at once.
    private static let batch = 512
    /// Lines that wait for a slow reader; later ones are counted and given up.
    private static let room = 64 << 10
    /// How long a line may wait for others, in nanoseconds.
    private static let patience = second / 10

    /// Nil where the level writes no such lines, and nothing is to be gathered.
    private let log: (any AccessLog)?
    private let queue = WorkQueue(serial: "equipoise.access")
    /// Lines handed on and not yet written.
    private let waiting = Locked(0)
    private var entries: [AccessEntry] = []
    private var oldest: UInt64 = 0
    private var lost = 0

    init(_ logger: Logger) {
        guard logger.logLevel <= .info else {
            log = nil
            return
        }
        log = logger.handler as? any AccessLog ?? LoggerAccessLog(logger: logger)
    }

    /// Whether lines wait for others to be handed on with.
    var isEmpty: Bool { entries.isEmpty }

    /// Takes a line, which is built only where one is written.
    mutating func add(now: UInt64, _ entry: () -> AccessEntry) {
        if log == nil { return }
        if entries.isEmpty { oldest = now }
        entries.append(entry())
    }

    /// Hands the lines on when there are many or the oldest has waited long enough.
    mutating func flush(now: UInt64) {
        if entries.count >= Self.batch || now &- oldest >= Self.patience { flush() }
    }

    /// Hands all lines on.
    mutating func flush() {
        guard let log, !entries.isEmpty else { return }
        let entries = self.entries
        self.entries = []
        let isRoom = waiting.withLock { waiting in
            if waiting >= Self.room { return false }
            waiting += entries.count
            return true
        }
        guard isRoom else {
            lost += entries.count
            return
        }
        queue.async { [lost, waiting] in
            if lost > 0 { log.lost(lost) }
            log.write(entries)
            waiting.withLock { $0 -= entries.count }
        }
        lost = 0
    }

    /// Hands all lines on and waits until they are written; for the loop's end only.
    ///
    /// A second at the most: a log that is stuck must not keep the process.
    mutating func finish() {
        flush()
        let written = Bell()
        queue.async { written.ring() }
        written.wait(seconds: 1)
    }
}

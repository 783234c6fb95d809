// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Logging
package import POSIX

/// Writes log lines on a thread of its own, so that nobody who logs ever waits for a reader.
///
/// What waits is bounded: while the reader is stuck, later lines are dropped and counted, and a
/// line in their place says how many they were.
package final class LogWriter: Sendable {
    /// Writes bytes whole; it may wait.
    package typealias Output = @Sendable (_ bytes: [UInt8]) -> Void

    fileprivate struct Waiting {
        var bytes: [UInt8] = []
        /// Lines dropped that no line has told of.
        var untold: UInt64 = 0
        /// Lines dropped since the start.
        var dropped: UInt64 = 0
        /// Whether the thread has lines in hand that are not written yet.
        var isWriting = false
        /// Who waits until all is written.
        var listeners: [Bell] = []
        var isOver = false
    }

    private let capacity: Int
    private let waiting = Locked(Waiting())
    private let bell = Bell()

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - capacity: bytes of lines that wait, at the most; one line may be longer.
    ///   - gap: the line that tells of so many dropped ones.
    ///   - output: where lines go.
    /// - Throws: `SystemError` when the machine has no room for another thread.
    package init(
        capacity: Int = 4 << 20,
        gap: @escaping @Sendable (_ lines: UInt64) -> [UInt8],
        to output: @escaping Output
    ) throws(SystemError) {
        self.capacity = capacity
        let bell = bell
        let waiting = waiting
        _ = try Thread(named: "equipoise-log") {
            while true {
                bell.wait()
                let lines = waiting.withLock { $0.take(gap) }
                if !lines.isEmpty { output(lines) }
                if waiting.withLock({ $0.finishBatch() }) { return }
            }
        }
    }

    /// Lines that nobody will read, since the start.
    package var dropped: UInt64 { waiting.withLock { $0.dropped } }

    /// Queues whole lines, or drops them where too much waits; never waits itself.
    ///
    /// - Parameter count: how many lines these are.
    package func write(_ lines: [UInt8], count: UInt64 = 1) {
        let isFirst = waiting.withLock { waiting in
            if !waiting.bytes.isEmpty, waiting.bytes.count + lines.count > capacity {
                waiting.untold += count
                waiting.dropped += count
                return false
            }
            let isFirst = waiting.bytes.isEmpty
            waiting.bytes += lines
            return isFirst
        }
        // One ring for each batch: the thread takes all that waits.
        if isFirst { bell.ring() }
    }

    /// Counts lines that were given up before they came here, and told of by whoever did so.
    func noteDropped(_ count: UInt64) {
        waiting.withLock { $0.dropped += count }
    }

    /// Waits until all that was queued is written, for so many milliseconds at the most.
    package func flush(milliseconds: Int) {
        let written = Bell()
        let waits = waiting.withLock { waiting in
            if waiting.bytes.isEmpty, !waiting.isWriting { return false }
            waiting.listeners.append(written)
            return true
        }
        if waits { written.wait(milliseconds: milliseconds) }
    }

    /// Ends the thread when it has written what waits.
    package func finish(milliseconds: Int) {
        flush(milliseconds: milliseconds)
        waiting.withLock { $0.isOver = true }
        bell.ring()
    }
}

extension LogWriter.Waiting {
    /// Takes all that waits, and a line about what was dropped after it.
    fileprivate mutating func take(_ gap: (UInt64) -> [UInt8]) -> [UInt8] {
        isWriting = true
        let lines = bytes + (untold > 0 ? gap(untold) : [])
        bytes = []
        untold = 0
        return lines
    }

    /// Tells those who wait when nothing does any more; says whether that was the end.
    fileprivate mutating func finishBatch() -> Bool {
        isWriting = false
        if !bytes.isEmpty { return false }
        for listener in listeners { listener.ring() }
        listeners = []
        return isOver
    }
}

extension LogWriter {
    /// Writes to standard error.
    ///
    /// - Parameter format: of the line about dropped ones.
    /// - Throws: `SystemError`.
    package static func standardError(_ format: LogFormat) throws(SystemError) -> LogWriter {
        let handler = StreamLogHandler(format: format)
        return try LogWriter(
            gap: { lines in
                let line = handler.line(
                    time: StreamLogHandler.now,
                    level: .warning,
                    message: "log lines dropped",
                    metadata: ["count": "\(lines)"]
                )
                return Array(line.utf8)
            },
            to: { StandardStream.error.write($0) }
        )
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Logging
import POSIX
import Testing

@testable import HTTPServer

/// Lines on their way to the log, which may be slow or stuck.
struct AccessBufferTests {
    /// A log that is stuck until it is let go.
    private struct StuckLog: LogHandler, AccessLog {
        let gate = Bell()
        let began = Bell()
        let told = Locked<[String]>([])
        var logLevel = Logger.Level.info
        var metadata = Logger.Metadata()

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {}

        func write(_ entries: [AccessEntry]) {
            began.ring()
            gate.wait(seconds: 20)
            told.withLock { $0.append("\(entries.count) lines") }
        }

        func lost(_ count: Int) {
            told.withLock { $0.append("\(count) lost") }
        }
    }

    private let log = StuckLog()

    private func buffer() -> AccessBuffer {
        AccessBuffer(Logger(label: "test") { _ in log })
    }

    private func add(_ count: Int, to buffer: inout AccessBuffer) throws {
        let id = try #require(RequestID("test"))
        for _ in 0..<count {
            buffer.add(now: 0) {
                AccessEntry(
                    wallMilliseconds: 0,
                    id: id,
                    client: .local,
                    method: "GET",
                    path: "/",
                    status: 200,
                    bytes: 0,
                    microseconds: 0,
                    isComplete: true
                )
            }
        }
    }

    @Test func handsLinesOnWhenTheOldestHasWaited() throws {
        var buffer = buffer()
        try add(3, to: &buffer)
        buffer.flush(now: second / 10 - 1)
        #expect(!buffer.isEmpty)
        buffer.flush(now: second / 10)
        #expect(buffer.isEmpty)
        log.gate.ring()
        buffer.finish()
        #expect(log.told.withLock { $0 } == ["3 lines"])
    }

    @Test func handsManyOnAtOnce() throws {
        var buffer = buffer()
        try add(512, to: &buffer)
        buffer.flush(now: 0)
        #expect(buffer.isEmpty)
        log.gate.ring()
        buffer.finish()
        #expect(log.told.withLock { $0 } == ["512 lines"])
    }

    /// What a stuck log has not taken is bounded; it hears how much was given up.
    @Test func countsWhatAStuckLogMisses() throws {
        var buffer = buffer()
        try add(64 << 10, to: &buffer)
        buffer.flush()
        log.began.wait()
        try add(5, to: &buffer)
        buffer.flush()
        try add(2, to: &buffer)
        buffer.flush()
        log.gate.ring()
        buffer.finish()
        log.gate.ring()
        try add(1, to: &buffer)
        buffer.finish()
        #expect(log.told.withLock { $0 } == ["65536 lines", "7 lost", "1 lines"])
    }

    @Test func doesNotKeepTheProcessForAStuckLog() throws {
        var buffer = buffer()
        try add(1, to: &buffer)
        buffer.finish()
        #expect(log.told.withLock { $0 }.isEmpty)
        log.gate.ring()
    }
}

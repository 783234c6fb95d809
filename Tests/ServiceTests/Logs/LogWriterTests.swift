// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Logging
import POSIX
import Testing

@testable import Service

/// Nobody who logs waits for a reader, and what is lost is counted and told.
@Suite struct LogWriterTests {
    /// A reader that can be stuck.
    private final class Reader: Sendable {
        let lines = Locked<[UInt8]>([])
        let isStuck = Locked(false)
        let entered = Bell()
        let goOn = Bell()

        var text: String { String(decoding: lines.withLock { $0 }, as: UTF8.self) }

        func read(_ bytes: [UInt8]) {
            if isStuck.withLock({ $0 }) {
                entered.ring()
                goOn.wait(seconds: 20)
            }
            lines.withLock { $0 += bytes }
        }
    }

    private func writer(to reader: Reader, capacity: Int = 1000) throws -> LogWriter {
        try LogWriter(
            capacity: capacity,
            gap: { Array("\($0) dropped\n".utf8) },
            to: { reader.read($0) }
        )
    }

    @Test func writesLinesInTheirOrder() throws {
        let reader = Reader()
        let writer = try writer(to: reader)
        let lines = (0..<50).map { "line \($0)\n" }
        for line in lines { writer.write(Array(line.utf8)) }
        writer.finish(milliseconds: 20_000)
        #expect(reader.text == lines.joined())
        #expect(writer.dropped == 0)
    }

    @Test func dropsAndCountsWhileItsReaderIsStuck() throws {
        let reader = Reader()
        let writer = try writer(to: reader, capacity: 100)
        reader.isStuck.withLock { $0 = true }
        writer.write(Array("first\n".utf8))
        reader.entered.wait(seconds: 20)
        // The reader holds the first line; of these ten bytes each, ten have room.
        for number in 10..<35 { writer.write(Array("waits \(number)!\n".utf8)) }
        writer.write(Array("two lines\nat once\n".utf8), count: 2)
        #expect(writer.dropped == 17)
        reader.isStuck.withLock { $0 = false }
        reader.goOn.ring()
        writer.flush(milliseconds: 20_000)
        writer.write(Array("after\n".utf8))
        writer.finish(milliseconds: 20_000)
        let expected =
            ["first"] + (10..<20).map { "waits \($0)!" } + ["17 dropped", "after", ""]
        #expect(reader.text == expected.joined(separator: "\n"))
        #expect(writer.dropped == 17)
    }

    @Test func takesALineThatIsLongerThanAllItsRoom() throws {
        let reader = Reader()
        let writer = try writer(to: reader, capacity: 10)
        let line = String(repeating: "x", count: 1000) + "\n"
        writer.write(Array(line.utf8))
        writer.finish(milliseconds: 20_000)
        #expect(reader.text == line)
    }

    @Test func doesNotWaitForAStuckReaderForEver() throws {
        let reader = Reader()
        let writer = try writer(to: reader)
        reader.isStuck.withLock { $0 = true }
        writer.write(Array("stuck\n".utf8))
        reader.entered.wait(seconds: 20)
        let start = Clock.monotonicNanoseconds()
        writer.flush(milliseconds: 50)
        let waited = Clock.monotonicNanoseconds() - start
        #expect(waited >= 40_000_000)
        #expect(reader.text == "")
        reader.goOn.ring()
        writer.finish(milliseconds: 20_000)
        #expect(reader.text == "stuck\n")
    }

    @Test func takesTheLinesOfALoggerOfItsLevel() throws {
        let reader = Reader()
        let writer = try writer(to: reader)
        let logger = Logger(label: "test") { _ in
            StreamLogHandler(format: .json, level: .warning, writer: writer)
        }
        logger.info("not this")
        logger.warning("but this", metadata: ["a": "b"])
        writer.finish(milliseconds: 20_000)
        let end = #""level":"warning","message":"but this","a":"b"}"# + "\n"
        #expect(reader.text.hasSuffix(end))
        #expect(!reader.text.contains("not this"))
    }
}

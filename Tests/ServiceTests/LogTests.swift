// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPWire
import Logging
import POSIX
import Testing

@testable import Service

/// Foreign text in a log stays where it is put.
@Suite struct LogTests {
    private func line(_ format: LogFormat, _ message: String, _ value: String) -> String {
        StreamLogHandler(format: format).line(
            time: "2026-01-01T00:00:00Z",
            level: .info,
            message: message,
            metadata: ["path": "\(value)", "a": "1"]
        )
    }

    @Test func isOneLineOfPairs() {
        #expect(
            line(.text, "request", "/livez")
                == "2026-01-01T00:00:00Z info request a=1 path=/livez\n"
        )
    }

    @Test(arguments: ["\n", "a b", "\"", "\u{1B}[2J", "\r\nfake", "é", "", "\u{85}", "\u{2028}"])
    func noTextBeginsALineOrAPairOfItsOwn(text: String) {
        for format in LogFormat.allCases {
            let line = line(format, "m\(text)", text)
            #expect(line.unicodeScalars.filter { $0 == "\n" }.count == 1)
            #expect(line.hasSuffix("\n"))
            #expect(!line.unicodeScalars.dropLast().contains { $0.value < 0x20 })
            if format == .text {
                #expect(!line.unicodeScalars.contains { [0x85, 0x2028].contains($0.value) })
            }
        }
    }

    @Test func isOneObjectAsJSON() {
        let expected = """
            {"time":"2026-01-01T00:00:00Z","level":"info","message":"m","a":"1","path":"x\\ny"}

            """
        #expect(line(.json, "m", "x\ny") == expected)
    }

    /// The short way for requests writes what the long way would.
    @Test(arguments: LogFormat.allCases, ["/livez", "/a b\n\u{1B}é", "-", "/\""])
    func tellsRequestsAsItTellsAllElse(format: LogFormat, path: String) throws {
        let entry = AccessEntry(
            wallMilliseconds: 1_767_225_600_999,
            id: try #require(RequestID("abc")),
            client: PeerAddress([10, 1, 2, 3]),
            method: "GET",
            path: path,
            status: 200,
            bytes: 18,
            microseconds: 0,
            isComplete: true
        )
        let handler = StreamLogHandler(format: format)
        let expected = handler.line(
            time: "2026-01-01T00:00:00Z",
            level: .info,
            message: "request",
            metadata: [
                "request_id": "abc", "client": "10.1.2.3", "method": "GET", "path": "\(path)",
                "status": "200", "bytes": "18", "microseconds": "0", "complete": "true",
            ]
        )
        let lines = handler.lines([entry, entry])
        #expect(String(decoding: lines, as: UTF8.self) == expected + expected)
    }
}

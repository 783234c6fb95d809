// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPServer
internal import HTTPWire
internal import JSON
internal import Logging
internal import POSIX

/// The lines of many requests, put together without dictionaries and written at once.
extension StreamLogHandler: AccessLog {
    /// Writes one line for each request, as ``log(event:)`` would.
    package func write(_ entries: [AccessEntry]) {
        write(lines(entries), count: UInt64(entries.count))
    }

    /// Writes one line about the ones that are missing.
    package func lost(_ count: Int) {
        writer?.noteDropped(UInt64(count))
        let line = line(
            time: Self.now,
            level: .warning,
            message: "request lines lost",
            metadata: ["count": "\(count)"]
        )
        write(Array(line.utf8), count: 1)
    }

    /// The lines, their ends included; what every line carries stands in none of them.
    func lines(_ entries: [AccessEntry]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 * entries.count)
        var second = Int64.min
        var time = ""
        for entry in entries {
            if entry.wallMilliseconds / 1000 != second {
                second = entry.wallMilliseconds / 1000
                time = HTTPDate(secondsSince1970: second).rfc3339
            }
            switch format {
            case .text: appendText(entry, time, to: &bytes)
            case .json: appendJSON(entry, time, to: &bytes)
            }
        }
        return bytes
    }

    private func appendText(_ entry: AccessEntry, _ time: String, to bytes: inout [UInt8]) {
        func append(_ name: StaticString, _ value: String) {
            ResponseHeadWriter.append(name, to: &bytes)
            bytes.append(contentsOf: value.utf8)
        }
        func append(_ name: StaticString, _ value: UInt64) {
            ResponseHeadWriter.append(name, to: &bytes)
            ResponseHeadWriter.append(value, to: &bytes)
        }
        bytes.append(contentsOf: time.utf8)
        append(" info request bytes=", entry.bytes)
        append(" client=", entry.client.description)
        append(" complete=", entry.isComplete ? "true" : "false")
        append(" method=", entry.method)
        append(" microseconds=", entry.microseconds)
        append(" path=", quoted(entry.path))
        append(" request_id=", entry.id.value)
        append(" status=", UInt64(entry.status))
        ResponseHeadWriter.append("\n", to: &bytes)
    }

    private func appendJSON(_ entry: AccessEntry, _ time: String, to bytes: inout [UInt8]) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("time", time)
            writer.member("level", "info")
            writer.member("message", "request")
            writer.member("bytes", "\(entry.bytes)")
            writer.member("client", entry.client.description)
            writer.member("complete", "\(entry.isComplete)")
            writer.member("method", entry.method)
            writer.member("microseconds", "\(entry.microseconds)")
            writer.member("path", entry.path)
            writer.member("request_id", entry.id.value)
            writer.member("status", "\(entry.status)")
        }
        bytes += writer.take()
        ResponseHeadWriter.append("\n", to: &bytes)
    }
}

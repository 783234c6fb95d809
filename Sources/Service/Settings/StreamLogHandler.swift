// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPWire
internal import JSON
package import Logging
internal import POSIX

/// Writes each log line whole to standard error, as text or as JSON.
package struct StreamLogHandler: LogHandler {
    /// What every line carries.
    package var metadata: Logger.Metadata = [:]
    /// The least level that is written.
    package var logLevel: Logger.Level
    let format: LogFormat
    let writer: LogWriter?

    /// - Parameters:
    ///   - level: the least that is written.
    ///   - writer: takes the lines; without one each is written at once, and whoever logs waits.
    package init(
        format: LogFormat,
        level: Logger.Level = .info,
        writer: LogWriter? = nil
    ) {
        self.format = format
        self.writer = writer
        logLevel = level
    }

    /// The present, as lines have it.
    static var now: String {
        HTTPDate(secondsSince1970: Clock.wallMilliseconds() / 1000).rfc3339
    }

    /// One piece of ``metadata``.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    package func log(event: LogEvent) {
        let line = line(
            time: Self.now,
            level: event.level,
            message: "\(event.message)",
            metadata: metadata.merging(event.metadata ?? [:]) { $1 }
        )
        write(Array(line.utf8), count: 1)
        // What is critical ends the process in most cases, and must be read all the same.
        if event.level == .critical { writer?.flush(milliseconds: 1000) }
    }

    /// Hands whole lines on.
    func write(_ lines: [UInt8], count: UInt64) {
        if let writer {
            writer.write(lines, count: count)
        } else {
            StandardStream.error.write(lines)
        }
    }

    /// The line for an event, its end included.
    func line(
        time: String,
        level: Logger.Level,
        message: String,
        metadata: Logger.Metadata
    ) -> String {
        let pairs = metadata.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
        switch format {
        case .text:
            let fields = pairs.map { " \($0)=\(quoted($1))" }.joined()
            return "\(time) \(level) \(escaped(message))\(fields)\n"
        case .json:
            var writer = JSONWriter()
            writer.object { writer in
                writer.member("time", time)
                writer.member("level", level.rawValue)
                writer.member("message", message)
                for (name, value) in pairs { writer.member(name, value) }
            }
            return String(decoding: writer.take(), as: UTF8.self) + "\n"
        }
    }

    /// A value in quotes where it would not be one word otherwise.
    func quoted(_ value: String) -> String {
        let isWord =
            !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 }
        return isWord ? value : "\"\(escaped(value))\""
    }

    /// What would end a line, move a cursor or turn the direction of writing.
    private static let unseen: Set<Unicode.GeneralCategory> = [
        .control, .format, .lineSeparator, .paragraphSeparator,
    ]

    /// No foreign text begins a line of its own or moves a terminal's cursor.
    private func escaped(_ value: String) -> String {
        var output = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case _ where Self.unseen.contains(scalar.properties.generalCategory):
                output += "\\u{\(String(scalar.value, radix: 16))}"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// One message of an event stream, as its reader parses it (WHATWG HTML §9.2.6).
///
/// No text of a client comes into its lines but inside the document, where nothing breaks a line.
struct ServerSentEvent: Sendable {
    /// What has happened to a job.
    enum Name: String, Sendable, CaseIterable {
        /// Its state or its phase is another, or the reader is told of it for the first time.
        case state
        /// It has come further in its phase.
        case progress
        /// Its state is final; nothing follows.
        case end
    }

    let name: Name
    /// The job's revision, which a reader gives back in `Last-Event-ID`.
    let id: Int64
    /// A JSON document.
    let document: [UInt8]

    /// A comment, which readers skip: says that the stream lives.
    static let heartbeat = Array(": lives\n\n".utf8)

    /// Says after how long a reader whose stream has ended asks again.
    static func retry(milliseconds: Int) -> [UInt8] {
        Array("retry: \(milliseconds)\n\n".utf8)
    }

    /// The message as it is sent.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(document.count + 64)
        bytes += "event: \(name.rawValue)\nid: \(id)\ndata: ".utf8
        // A line break in JSON stands between tokens alone, where it means nothing.
        bytes += document.lazy.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        bytes += "\n\n".utf8
        return bytes
    }
}

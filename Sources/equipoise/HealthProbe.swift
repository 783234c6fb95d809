// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX
internal import Service

/// The smallest client there is: one request for a path.
enum HealthProbe {
    /// What the service answered.
    struct Answer: Sendable {
        /// The status, 0 where the answer was not HTTP.
        let status: Int
        /// The JSON document.
        let body: String
    }

    /// Asks, waiting for at most five seconds.
    ///
    /// - Throws: `SystemError` when nobody listens or nothing comes.
    static func ask(host: String, port: UInt16, path: String) throws(SystemError) -> Answer {
        let stream = try Stream(connectingTo: host, port: port, seconds: 5)
        let name = host.contains(":") ? "[\(host)]" : host
        return try ask(stream, host: "\(name):\(port)", path: path)
    }

    /// The same at a Unix-domain socket.
    static func ask(socket: String, path: String) throws(SystemError) -> Answer {
        let stream = try Stream(connectingTo: socket, seconds: 5)
        return try ask(stream, host: "localhost", path: path)
    }

    private static func ask(
        _ stream: Stream,
        host: String,
        path: String
    ) throws(SystemError) -> Answer {
        try stream.send("GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
        let text = String(decoding: try stream.receiveAll(limit: 64 << 10), as: UTF8.self)
        let status = text.utf8.dropFirst("HTTP/1.1 ".count).prefix(3)
        let body = text.split(separator: "\r\n\r\n", maxSplits: 1).last
        return Answer(
            status: digits(String(decoding: status, as: UTF8.self)).map(Int.init) ?? 0,
            body: body.map(String.init) ?? ""
        )
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import POSIX

/// One request and its answer, as far as the connection must remember them.
struct Exchange {
    let address: Mailbox.Address
    let id: RequestID
    /// Nil where no head could be read.
    let head: RequestHead?
    let start: UInt64
    private(set) var status = 0
    private(set) var bodyBytes: UInt64 = 0

    /// Appends the answer's head to `output`.
    ///
    /// - Parameters:
    ///   - lines: what every answer carries besides its own fields.
    ///   - date: the whole line of the field `Date`.
    /// - Returns: what is to follow it: the body, unless the method or the status has none.
    mutating func begin(
        _ response: Response,
        lines: FieldLines,
        isLast: Bool,
        date: [UInt8],
        into output: inout [UInt8]
    ) -> ResponseBody {
        typealias Writer = ResponseHeadWriter
        status = response.status.code
        Writer.append(status: response.status, fields: response.fields, to: &output)
        Writer.append(lines, to: &output)
        output += date
        Writer.append("X-Request-Id: ", to: &output)
        output.append(contentsOf: id.value.utf8)
        Writer.append("\r\n", to: &output)
        if isLast {
            Writer.append("Connection: close\r\n", to: &output)
        } else if head?.minorVersion == 0 {
            Writer.append("Connection: keep-alive\r\n", to: &output)
        }
        let forbidsBody = status == 204 || status == 304 || status < 200
        if !forbidsBody, let count = response.body.count {
            Writer.append("Content-Length: ", to: &output)
            Writer.append(count, to: &output)
            Writer.append("\r\n", to: &output)
        } else if !forbidsBody, knowsChunks {
            Writer.append("Transfer-Encoding: chunked\r\n", to: &output)
        }
        Writer.append("\r\n", to: &output)
        if forbidsBody || head?.method == .head {
            response.body.discard()
            return .empty
        }
        bodyBytes = response.body.count ?? 0
        return response.body
    }

    /// Whether the client knows bodies in chunks (RFC 9112 §7.1).
    var knowsChunks: Bool { head?.minorVersion != 0 }

    /// Counts bytes of a body whose length was not known before.
    mutating func count(_ bytes: Int) {
        bodyBytes += UInt64(bytes)
    }

    /// The exchange as the log tells it, when it is over.
    func entry(
        client: PeerAddress,
        wallMilliseconds: Int64,
        now: UInt64,
        isComplete: Bool
    ) -> AccessEntry {
        AccessEntry(
            wallMilliseconds: wallMilliseconds,
            id: id,
            client: client,
            method: head?.method.rawValue ?? "-",
            path: head?.target.path ?? "-",
            status: status,
            bytes: bodyBytes,
            microseconds: (now - start) / 1000,
            isComplete: isComplete
        )
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire
internal import Hashing
internal import Logging
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

    /// The answer's head as bytes, and its body unless the request's method has none.
    mutating func begin(
        _ response: Response,
        isLast: Bool,
        wallSeconds: Int64
    ) -> (head: [UInt8], body: ResponseBody) {
        status = response.status.code
        var fields = response.fields
        fields[.date] = HTTPDate(secondsSince1970: wallSeconds).imfFixdate
        fields[.requestID] = id.value
        if isLast {
            fields[.connection] = "close"
        } else if head?.minorVersion == 0 {
            fields[.connection] = "keep-alive"
        }
        let forbidsBody = status == 204 || status == 304 || status < 200
        if !forbidsBody { fields[.contentLength] = "\(response.body.count)" }
        let bytes = ResponseHeadWriter.serialize(status: response.status, fields: fields)
        if forbidsBody || head?.method == .head { return (bytes, .empty) }
        bodyBytes = response.body.count
        return (bytes, response.body)
    }

    /// One line about the exchange, when it is over.
    func log(to logger: Logger, now: UInt64, complete: Bool) {
        let microseconds = (now - start) / 1000
        logger.info(
            "request",
            metadata: [
                "request_id": "\(id.value)",
                "method": "\(head?.method.rawValue ?? "-")",
                "path": "\(head?.target.path ?? "-")",
                "status": "\(status)",
                "bytes": "\(bodyBytes)",
                "microseconds": "\(microseconds)",
                "complete": "\(complete)",
            ]
        )
    }
}

extension RequestID {
    /// An id for a request that brought none.
    static func random() -> RequestID {
        let text = RandomID(milliseconds: Clock.wallMilliseconds()).description
        guard let id = RequestID(text) else { preconditionFailure("letters and digits are safe") }
        return id
    }
}

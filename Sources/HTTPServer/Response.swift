// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes
package import POSIX

/// An answer; the server adds the framing, `Date`, `Connection` and `X-Request-Id`.
package struct Response: Sendable {
    /// The status; an interim one is not an answer.
    package var status: HTTPResponse.Status
    /// The fields that are the handler's affair; those of the framing are not.
    package var fields: HTTPFields
    /// What follows the head, unless the method or the status forbids it.
    package var body: ResponseBody
    /// Whether the connection ends after this answer.
    package var closes: Bool

    package init(
        status: HTTPResponse.Status,
        fields: HTTPFields = HTTPFields(),
        body: ResponseBody = .empty,
        closes: Bool = false
    ) {
        self.status = status
        self.fields = fields
        self.body = body
        self.closes = closes
    }
}

/// Where an answer's body comes from.
package enum ResponseBody: Sendable {
    case empty
    case bytes([UInt8])
    /// A part of a file, sent without a copy through this process. The range lies in the file.
    case file(File, Range<UInt64>)
    /// A body that is made as time goes on; in chunks, or for HTTP/1.0 to the connection's end.
    case stream(any BodyStream)

    /// The body's length in bytes; nil where it is not known before its end.
    package var count: UInt64? {
        switch self {
        case .empty: 0
        case .bytes(let bytes): UInt64(bytes.count)
        case .file(_, let range): range.upperBound - range.lowerBound
        case .stream: nil
        }
    }
}

extension ResponseBody {
    /// Says that the body will not be sent.
    func discard() {
        if case .stream(let stream) = self { stream.ended() }
    }
}

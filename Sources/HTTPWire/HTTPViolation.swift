// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

/// A message that breaks the rules, and the answer it gets.
///
/// After a violation in a head, a chunked body or a multipart body nothing is known about where
/// the next message begins: the answer is sent and the connection closed (RFC 9112 §9.6).
package struct HTTPViolation: Error, Hashable, Sendable {
    /// The status of the answer: 400, 413, 414, 417, 431, 501 or 505.
    package let status: Int
    /// The stable name of the problem type, for example `bad-request`.
    package let code: String
    /// A sentence for the client, which never repeats bytes that the client sent.
    package let detail: String

    /// A violation; `detail` is a whole sentence of the program's own words.
    package init(status: Int, code: String, detail: String) {
        self.status = status
        self.code = code
        self.detail = detail
    }
}

extension HTTPViolation {
    static func badRequest(_ detail: String) -> HTTPViolation {
        HTTPViolation(status: 400, code: "bad-request", detail: detail)
    }

    static func headersTooLarge(_ detail: String) -> HTTPViolation {
        HTTPViolation(status: 431, code: "headers-too-large", detail: detail)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// One rule of the wire: what breaks it, and the answer that it gets.
struct RefusalRow: Sendable, CustomTestStringConvertible {
    let rule: String
    let status: Int
    /// Whole messages, bodies included.
    let messages: [String]

    var testDescription: String { "\(status): \(rule)" }

    init(_ rule: String, _ status: Int, _ messages: [String]) {
        self.rule = rule
        self.status = status
        self.messages = messages
    }

    init(_ rule: String, _ messages: [String]) {
        self.init(rule, 400, messages)
    }

    /// A rule about field lines, each case of which stands behind a sound Host.
    init(_ rule: String, _ status: Int = 400, fields: [String], version: String = "1.1") {
        let messages = fields.map { "POST / HTTP/\(version)\r\nHost: a\r\n\($0)\r\n\r\n" }
        self.init(rule, status, messages)
    }

    /// A rule about chunked bodies.
    init(_ rule: String, _ status: Int = 400, chunks: [String]) {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        self.init(rule, status, chunks.map { head + $0 })
    }

    /// A rule about the target of a GET.
    init(_ rule: String, _ status: Int = 400, targets: [String]) {
        self.init(rule, status, targets.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" })
    }
}

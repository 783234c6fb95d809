// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPWire
import Testing

@testable import Service

/// What is answered however many connections there are.
@Suite struct ControlTests {
    @Test(
        arguments: [
            ("GET /livez", true), ("GET /readyz", true), ("GET /version", true),
            ("GET /metrics", true), ("GET /v1/jobs/01HF7YAT00AAAAAAAAAAAAAAAA", true),
            ("DELETE /v1/jobs/01HF7YAT00AAAAAAAAAAAAAAAA", true), ("GET /v1/jobs", false),
            ("GET /v1/jobs/01HF7YAT00AAAAAAAAAAAAAAAA/archive", false), ("POST /v1/jobs", false),
            ("GET /v1/datasets", false), ("GET /openapi.yaml", false), ("GET /nothing", false),
        ]
    )
    func isHealthStatusAndCancel(line: String, isControl: Bool) throws {
        let head = try head("\(line) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(API.isControl(head) == isControl)
    }

    @Test func isNothingWithABody() throws {
        let head = try head("GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n")
        #expect(!API.isControl(head))
    }

    private func head(_ text: String) throws -> RequestHead {
        var parser = RequestHeadParser()
        let bytes = Array(text.utf8)
        guard case .complete(let head, _) = try parser.parse(bytes.span) else {
            throw HTTPViolation(status: 400, code: "bad-request", detail: "no whole head")
        }
        return head
    }
}

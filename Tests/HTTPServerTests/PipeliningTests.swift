// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import POSIX
import TestSupport
import Testing

@testable import HTTPServer

/// A client that asks for much at once gets its share of turns.
struct PipeliningTests {
    private func answers(on far: File) throws -> Int {
        let text = String(decoding: try SocketPair.receive(on: far), as: UTF8.self)
        return text.split(separator: "HTTP/1.1 304").count
    }

    @Test func answersSoManyRequestsATurn() throws {
        let (connection, far) = try Connection.pair(with: Surroundings.testing())
        let request = "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
        try SocketPair.send(String(repeating: request, count: 40), on: far)
        connection.readable(now: 0)
        #expect(connection.mayHoldRequest)
        #expect(!connection.interest.contains(.reading), "what waits must not grow meanwhile")
        #expect(try answers(on: far) == 16)
        connection.resume(now: 0)
        #expect(try answers(on: far) == 16)
        connection.resume(now: 0)
        #expect(try answers(on: far) == 8)
        #expect(!connection.mayHoldRequest)
        #expect(connection.interest.contains(.reading))
    }
}

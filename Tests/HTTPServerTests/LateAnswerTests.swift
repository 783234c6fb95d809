// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import POSIX
import Testing

@testable import HTTPServer

/// Answers that come when nobody waits for them any more.
struct LateAnswerTests {
    /// A body that breaks its framing is refused while its receiver still has blocks.
    @Test func anUploadsAnswerAfterItsRefusalIsGivenUp() throws {
        let handler = TestHandler(file: try File(temporaryIn: "/tmp"))
        let (connection, _) = try Connection.pair(with: Surroundings.testing(handler: handler))
        let address = connection.startExchange(nil, id: nil, now: 0).address
        let late = Response(status: .ok, body: .stream(TestStream(handler)))
        connection.consumed(Block(), late, for: address, now: 0)
        #expect(handler.events.withLock { $0 } == ["ended"])
    }
}

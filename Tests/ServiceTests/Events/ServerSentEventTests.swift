// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Service

/// Messages as the reader of an event stream parses them.
@Suite struct ServerSentEventTests {
    @Test(arguments: [
        (ServerSentEvent.Name.state, 1, "{}", "event: state\nid: 1\ndata: {}\n\n"),
        (.progress, 42, #"{"a":"b"}"#, "event: progress\nid: 42\ndata: {\"a\":\"b\"}\n\n"),
        (.end, .max, "[]", "event: end\nid: 9223372036854775807\ndata: []\n\n"),
        // A break would end the line, and the rest be lost.
        (.state, 3, "{\n  \"a\":\r\n1\r}\n", "event: state\nid: 3\ndata: {  \"a\":1}\n\n"),
        (.state, 4, #"{"é":"\n: x"}"#, "event: state\nid: 4\ndata: {\"é\":\"\\n: x\"}\n\n"),
    ])
    func isWrittenIn(name: ServerSentEvent.Name, id: Int64, document: String, text: String) {
        let event = ServerSentEvent(name: name, id: id, document: Array(document.utf8))
        #expect(String(decoding: event.bytes, as: UTF8.self) == text)
    }

    @Test func tellsWhenToAskAgainAndThatItLives() {
        #expect(ServerSentEvent.retry(milliseconds: 250) == Array("retry: 250\n\n".utf8))
        #expect(ServerSentEvent.heartbeat.first == UInt8(ascii: ":"))
        #expect(ServerSentEvent.heartbeat.suffix(2) == Array("\n\n".utf8))
    }
}

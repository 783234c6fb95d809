// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import POSIX

/// A stream whose pieces the test sends, and that tells the handler what it was told.
final class TestStream: BodyStream {
    let heartbeat = Array(": lives\n\n".utf8)
    private let handler: TestHandler
    private let sink = Locked<BodySink?>(nil)

    init(_ handler: TestHandler) {
        self.handler = handler
    }

    func begin(_ sink: BodySink) {
        self.sink.withLock { $0 = sink }
        handler.tell("begin")
    }

    func hasRoom() {
        handler.tell("room")
    }

    func ended() {
        handler.tell("ended")
    }

    func send(_ text: String) -> Bool {
        send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) -> Bool {
        sink.withLock { $0 }?.send(bytes) ?? false
    }

    func finish() {
        sink.withLock { $0 }?.finish()
    }
}

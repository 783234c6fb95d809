// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import HTTPWire
import Logging
import POSIX
import Testing

/// Answers what the tests ask for, by path.
final class TestHandler: RequestHandler {
    /// What receivers were told, in order.
    let events = Locked<[String]>([])
    let file: File
    /// Lets one request for `/slow` go on.
    let gate = Bell()

    /// The streams that were asked for.
    let streams = Locked<[TestStream]>([])
    /// Path and status of each exchange that is over.
    let ended = Locked<[String]>([])

    init(file: File) {
        self.file = file
    }

    func intake(_ request: Request) -> Intake {
        switch request.head.target.path {
        case "/slow":
            return .work { [self] in
                tell("slow begins")
                gate.wait(seconds: 10)
                tell("slow ends")
                return Self.text("slow")
            }
        case "/file":
            let size = (try? file.descriptor.size()) ?? 0
            return .respond(Response(status: .ok, body: .file(file, 0..<size)))
        case "/client": return .respond(Self.text("\(request.client)"))
        case "/stream": return .respond(stream())
        case "/slow-stream":
            return .work { [self] in
                tell("slow begins")
                gate.wait(seconds: 10)
                return stream()
            }
        case "/nothing": return .respond(Response(status: .notModified))
        case "/refuse": return .respond(Self.text("no", status: .contentTooLarge))
        case "/echo": return .receive(Echo(self, limit: .max))
        case "/limited": return .receive(Echo(self, limit: 10))
        default: return .work { Self.text("hello " + request.head.target.path) }
        }
    }

    func isControl(_ request: Request) -> Bool {
        request.head.target.path.hasPrefix("/control")
    }

    func refusal(_ violation: HTTPViolation, requestID: RequestID) -> Response {
        Self.text(violation.detail, status: HTTPResponse.Status(code: violation.status))
    }

    private func stream() -> Response {
        let stream = TestStream(self)
        streams.withLock { $0.append(stream) }
        return Response(status: .ok, body: .stream(stream))
    }

    func lines(for head: RequestHead?) -> FieldLines {
        FieldLines([.server: head == nil ? "none" : "request"])
    }

    func ended(_ head: RequestHead?, status: Int, nanoseconds: UInt64) {
        ended.withLock { $0.append("\(head?.target.path ?? "-") \(status)") }
    }

    func tell(_ event: String) {
        events.withLock { $0.append(event) }
    }

    static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, body: .bytes(Array(text.utf8)))
    }

    /// Answers with the length and a checksum of a body; ends early beyond a limit.
    final class Echo: BodyReceiver {
        private let handler: TestHandler
        private let limit: Int
        private let sums = Locked((count: 0, sum: 0))

        init(_ handler: TestHandler, limit: Int) {
            self.handler = handler
            self.limit = limit
        }

        func receive(_ bytes: UnsafeRawBufferPointer) -> Response? {
            let piece = unsafe bytes.reduce(0) { $0 + Int($1) }
            let total = sums.withLock { sums in
                sums.count += bytes.count
                sums.sum += piece
                return sums.count
            }
            return total > limit ? TestHandler.text("too much", status: .contentTooLarge) : nil
        }

        func finish() -> Response {
            let (count, sum) = sums.withLock { $0 }
            handler.tell("finish")
            return TestHandler.text("\(count) \(sum)")
        }

        func abandon() {
            handler.tell("abandon")
        }
    }
}

/// A server on a port of its own, for one test.
struct LiveServer: Sendable {
    let server: HTTPServer
    let handler: TestHandler
    let statistics: Locked<ServerStatistics>

    /// Calls `body` with a server, which is stopped then.
    static func run(
        _ limits: ServerLimits = ServerLimits(),
        fileBytes: Int = 0,
        listeners: [Listener] = [],
        _ body: (LiveServer) throws -> Void
    ) throws {
        let file = try File(temporaryIn: "/tmp")
        try file.descriptor.truncate(to: UInt64(fileBytes))
        let handler = TestHandler(file: file)
        let statistics = Locked(ServerStatistics())
        let server = try HTTPServer(
            listeners: [Listener(host: "127.0.0.1", port: 0)] + listeners,
            limits: limits,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            statistics: statistics,
            handler: handler
        )
        defer { server.stop() }
        try body(LiveServer(server: server, handler: handler, statistics: statistics))
    }

    func connect(seconds: Int = 20) throws -> Stream {
        try Stream(connectingTo: "127.0.0.1", port: server.port, seconds: seconds)
    }

    /// Sends bytes and gives all that comes until the server ends.
    func exchange(_ request: String) throws -> String {
        let stream = try connect()
        try stream.send(request)
        return String(decoding: try stream.receiveAll(limit: 1 << 24), as: UTF8.self)
    }

    /// The statistics as soon as they are as they should be, or after ten seconds.
    func waitForStatistics(until isRight: (ServerStatistics) -> Bool) -> ServerStatistics {
        for _ in 0..<400 where !isRight(statistics.withLock { $0 }) {
            Bell().wait(milliseconds: 25)
        }
        return statistics.withLock { $0 }
    }

    /// Waits until a receiver has been told something.
    func waitForEvents(_ count: Int) -> [String] {
        for _ in 0..<400 {
            let events = handler.events.withLock { $0 }
            if events.count >= count { return events }
            Bell().wait(milliseconds: 25)
        }
        return handler.events.withLock { $0 }
    }
}

/// The body of an answer.
func body(_ answer: String) -> String {
    answer.firstRange(of: "\r\n\r\n").map { String(answer[$0.upperBound...]) } ?? ""
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import TestSupport
import Testing

/// Reads a stream of events as a browser does, over a connection of its own.
struct EventClient {
    /// What stands between two empty lines.
    struct Message {
        var name: String?
        var id: Int64?
        var retry: Int?
        var data = JSONValue.null
        var isComment = false
    }

    let head: String
    private let client: RawClient

    var status: Int { head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0 }

    /// Asks, and receives the head.
    ///
    /// By HTTP/1.0, in which no chunks stand between the messages.
    init(
        _ target: String,
        port: UInt16,
        method: String = "GET",
        fields: [String] = [],
        receiveBuffer: Int32? = nil
    ) throws {
        client = try RawClient(port: port, receiveBuffer: receiveBuffer)
        let lines = ["\(method) \(target) HTTP/1.0", "Host: localhost"] + fields + ["", ""]
        try client.send(lines.joined(separator: "\r\n"))
        head = try client.receive(through: "\r\n\r\n")
    }

    /// The value of a field of the head.
    func field(_ name: String) -> String? {
        head.split(whereSeparator: \.isNewline)
            .first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }

    /// The next message; nil at the stream's end.
    func next() throws -> Message? {
        let text = try client.receive(through: "\n\n")
        if text.isEmpty { return nil }
        #expect(text.hasSuffix("\n\n"), "a stream that broke off: \(text)")
        var message = Message()
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
            let value = String(line[colon...].dropFirst(2)) ?? ""
            switch String(line[..<colon]) ?? "" {
            case "": message.isComment = true
            case "event": message.name = value
            case "id": message.id = Int64(value)
            case "retry": message.retry = Int(value)
            case "data": message.data = try JSONValue.parse(value)
            default: Issue.record("a line of another kind: \(text)")
            }
        }
        return message
    }

    /// The next event, past comments and times to wait; nil at the stream's end.
    func event() throws -> Message? {
        while let message = try next() {
            if message.name != nil { return message }
        }
        return nil
    }

    /// All events to the stream's end.
    func events() throws -> [Message] {
        var all: [Message] = []
        while let event = try event() { all.append(event) }
        return all
    }
}

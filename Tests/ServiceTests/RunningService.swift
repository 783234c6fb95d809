// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import JSON
import Logging
import POSIX
import Pipeline
import TestSupport
import Testing

@testable import Service

/// A whole service in this process, on a port that the kernel chose, and a client of it.
struct RunningService {
    let directory: Directory
    /// A dataset of 4 and 10 images.
    let zip: [UInt8]
    private let service: Service
    var port: UInt16 { service.port }

    struct Answer {
        let status: Int
        let head: String
        let body: String

        var json: JSONValue { (try? JSONValue.parse(body)) ?? .null }

        func field(_ name: String) -> String? {
            head.split(whereSeparator: \.isNewline)
                .first { $0.lowercased().hasPrefix(name.lowercased() + ": ") }
                .map { String($0.dropFirst(name.count + 2)) }
        }
    }

    /// - Parameters:
    ///   - limits: where they are to differ from the defaults.
    ///   - configure: sets what else is to differ.
    init(
        in directory: Directory,
        limits: ServiceLimits = ServiceLimits(),
        configure: (inout Configuration) -> Void = { _ in }
    ) throws {
        self.directory = directory
        zip = try SampleZip.bytes([4, 10])
        var configuration = Configuration()
        configuration.port = 0
        configuration.data = directory.path
        configuration.workers = 2
        configuration.limits = limits
        configure(&configuration)
        service = try Service(
            configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    func stop() throws {
        try service.stop()
    }

    /// Sends one request on a connection of its own and reads the whole answer.
    func call(
        _ method: String,
        _ target: String,
        fields: [String] = [],
        body: [UInt8] = [],
        host: String = "localhost"
    ) throws -> Answer {
        let client = try RawClient(port: service.port)
        var lines = ["\(method) \(target) HTTP/1.1", "Host: \(host)", "Connection: close"] + fields
        if !body.isEmpty { lines.append("Content-Length: \(body.count)") }
        try client.send((lines + ["", ""]).joined(separator: "\r\n"))
        if !body.isEmpty { try client.send(body) }
        let text = try client.receiveAll()
        let end = try #require(text.firstRange(of: "\r\n\r\n"), "\(text)")
        let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return Answer(
            status: status ?? 0,
            head: String(text[..<end.lowerBound]),
            body: String(text[end.upperBound...])
        )
    }

    /// Posts a JSON body for a job.
    func order(_ json: String) throws -> Answer {
        try call(
            "POST",
            "/v1/jobs",
            fields: ["Content-Type: application/json"],
            body: Array(json.utf8)
        )
    }

    /// Polls a job that was just posted until it is done.
    func wait(_ posted: Answer) throws -> JSONValue {
        try wait(try #require(posted.field("Location"), "\(posted)"))
    }

    func wait(_ path: String) throws -> JSONValue {
        try poll(path) { $0["done"]?.asBool != false }
    }

    /// Polls a dataset until it has been inspected.
    func inspected(_ path: String) throws -> JSONValue {
        try poll(path) {
            !["waiting", "running"].contains($0["inspection_state"]?.asString ?? "")
        }
    }

    private func poll(_ path: String, until isDone: (JSONValue) -> Bool) throws -> JSONValue {
        while true {
            let document = try call("GET", path).json
            if isDone(document) { return document }
            Bell().wait(milliseconds: 5)
        }
    }

    /// The names in a folder of the data folder.
    func files(_ folder: String) throws -> [String] {
        try Directory(existing: directory.path(of: folder)).names()
    }
}

/// Calls `body` with a service on a fresh folder, and stops it then.
///
/// - Parameter configure: sets what is to differ from the defaults.
func withService(
    _ limits: ServiceLimits = ServiceLimits(),
    configure: (inout Configuration) -> Void = { _ in },
    _ body: (RunningService) throws -> Void
) throws {
    try withTemporaryDirectory { directory in
        let service = try RunningService(in: directory, limits: limits, configure: configure)
        let result = Result { try body(service) }
        try service.stop()
        try result.get()
    }
}

/// The same on a folder that is there, which is let go afterwards.
func withService<Value>(
    in directory: Directory,
    _ body: (RunningService) throws -> Value
) throws -> Value {
    let service = try RunningService(in: directory)
    let result = Result { try body(service) }
    try service.stop()
    return try result.get()
}

/// Zips of synthetic images.
enum SampleZip {
    /// The bytes of a zip with so many images in each class, 64 pixels a side.
    static func bytes(_ counts: [Int]) throws -> [UInt8] {
        let file = try File(temporaryIn: "/tmp")
        let plan = try SamplePlan(counts: counts, size: 64, seed: 1)
        try SampleArchive.write(plan, to: file, pool: WorkerPool(width: 2))
        return try file.contents()
    }
}

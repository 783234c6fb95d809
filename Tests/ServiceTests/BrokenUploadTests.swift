// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// An upload that breaks off or is refused leaves no file and no row, however it breaks.
@Suite struct BrokenUploadTests {
    /// How an upload ends that does not become anything.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var fields = ["Content-Type: application/zip"]
        var query = ""
        /// The framing's field, and the body as it is sent.
        let body: @Sendable (_ zip: [UInt8]) -> (framing: String, bytes: [UInt8])
        /// What the server says of it; nil where the client goes away instead.
        var status: Int?
        /// Whether the client goes with a reset rather than with an end.
        var resets = false
    }

    /// The part `dataset` of a form, and the delimiter that closes it.
    private static func form(_ data: [UInt8], end: String = "\r\n--x--\r\n") -> [UInt8] {
        Array(
            ("--x\r\nContent-Disposition: form-data; name=\"dataset\"; filename=\"a.zip\"\r\n"
                + "Content-Type: application/zip\r\n\r\n").utf8
        ) + data + Array(end.utf8)
    }

    private static let formType = ["Content-Type: multipart/form-data; boundary=x"]
    private static let chunked = "Transfer-Encoding: chunked"

    private static func length(_ count: Int) -> String { "Content-Length: \(count)" }

    private static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }

    private static func half(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix(bytes.count / 2)) }

    /// A digest that is none of these bodies'.
    private static let digest = "sha-256=:" + String(repeating: "A", count: 43) + "=:"

    static let cases = [
        Case(testDescription: "cut in the middle", body: { (length($0.count), half($0)) }),
        Case(
            testDescription: "abandoned with a reset",
            body: { (length($0.count), half($0)) },
            resets: true
        ),
        Case(testDescription: "cut in a chunk", body: { (chunked, half(chunk($0))) }),
        Case(testDescription: "cut between chunks", body: { (chunked, chunk(half($0))) }),
        Case(
            testDescription: "cut in a form",
            fields: formType,
            body: { (length(form($0).count), half(form($0))) }
        ),
        Case(
            testDescription: "a chunk without a size",
            body: { (chunked, chunk($0) + Array("x\r\n".utf8)) },
            status: 400
        ),
        Case(
            testDescription: "another Content-Digest",
            fields: ["Content-Type: application/zip", "Content-Digest: \(digest)"],
            body: { (length($0.count), $0) },
            status: 400
        ),
        Case(
            testDescription: "another Repr-Digest of a form",
            fields: formType + ["Repr-Digest: \(digest)"],
            body: { (length(form($0).count), form($0)) },
            status: 400
        ),
        Case(
            testDescription: "of a wrong type",
            fields: ["Content-Type: text/plain"],
            body: { (length($0.count), $0) },
            status: 415
        ),
        Case(
            testDescription: "too large by its head",
            body: { _ in (length(4 << 20), []) },
            status: 413
        ),
        Case(
            testDescription: "too large as it comes",
            body: { _ in (chunked, chunk([UInt8](repeating: 7, count: 2 << 20))) },
            status: 413
        ),
        Case(
            testDescription: "a form that does not end",
            fields: formType,
            body: { (length(form($0, end: "").count), form($0, end: "")) },
            status: 400
        ),
        Case(
            testDescription: "a form with a broken delimiter",
            fields: formType,
            body: { (length(form($0, end: "\r\n--x!\r\n").count), form($0, end: "\r\n--x!\r\n")) },
            status: 400
        ),
        Case(
            testDescription: "no zip",
            body: { _ in (length(9), Array("not a zip".utf8)) },
            status: 422
        ),
        Case(
            testDescription: "half a zip",
            body: { (length(half($0).count), half($0)) },
            status: 422
        ),
        Case(
            testDescription: "an option that there is not",
            query: "?sed=1",
            body: { (length($0.count), $0) },
            status: 422
        ),
    ]

    @Test(arguments: cases, ["/v1/jobs", "/v1/datasets"])
    func leavesNothingBehind(broken: Case, path: String) throws {
        var limits = ServiceLimits()
        limits.uploadBytes = 1 << 20
        try withService(limits) { service in
            let client = try RawClient(port: service.port)
            let (framing, bytes) = broken.body(service.zip)
            let lines = ["POST \(path)\(broken.query) HTTP/1.1", "Host: localhost"] + broken.fields
            try client.send((lines + [framing, "", ""]).joined(separator: "\r\n"))
            if let status = broken.status {
                // The server may end its side before all is sent.
                try? client.send(bytes)
                let line = try client.receive(through: "\r\n")
                #expect(line.hasPrefix("HTTP/1.1 \(status) "), "\(line)")
            } else {
                try client.send(bytes)
                // Else the end could overtake the beginning, and nothing be tested.
                try wait { try !files(of: service).isEmpty }
                broken.resets ? client.reset() : client.endSending()
            }
            try wait { try files(of: service).isEmpty }
            for (path, name) in [("/v1/jobs", "jobs"), ("/v1/datasets", "datasets")] {
                let listed = try service.call("GET", path).json[name]?.asArray
                #expect(listed?.isEmpty == true)
            }
        }
    }

    @Test(arguments: ["/v1/jobs", "/v1/datasets"])
    func aServiceThatStopsLeavesNothingOfAnUploadItCutOff(path: String) throws {
        try withTemporaryDirectory { directory in
            var limits = ServiceLimits()
            limits.server.stopGrace = 0
            let service = try RunningService(in: directory, limits: limits)
            let client = try RawClient(port: service.port)
            let head =
                "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(service.zip.count)"
            try client.send(Array("\(head)\r\n\r\n".utf8) + service.zip.dropLast(1))
            try wait { try !files(of: service).isEmpty }
            try service.stop()
            #expect(try files(of: service) == [])
            let store = try JobStore(path: directory.path(of: "jobs.sqlite"))
            #expect(try store.list(limit: 1).jobs.isEmpty)
            #expect(try store.datasetFiles().isEmpty)
            try store.close()
        }
    }

    private func files(of service: RunningService) throws -> [String] {
        try service.files("datasets") + service.files("labels")
    }

    /// Waits for what happens behind the answer, for half a minute at the most.
    private func wait(until condition: () throws -> Bool) throws {
        for _ in 0..<6000 {
            if try condition() { return }
            Bell().wait(milliseconds: 5)
        }
        Issue.record("it did not happen within half a minute")
    }
}

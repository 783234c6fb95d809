// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

@testable import Service

/// What one tenant sends is in nothing that another is given.
@Suite struct CanaryTests {
    /// The mark in whatever Ann sends.
    private static let canary = "Zeisig"

    /// A bitmap of 8 × 8 pixels of one level, cut short by some bytes.
    private static func bitmap(_ level: UInt8, short: Int = 0) -> [UInt8] {
        let header: [UInt8] =
            Array("BM".utf8) + littleEndian(246 as UInt32) + littleEndian(0 as UInt32)
            + littleEndian(54 as UInt32) + littleEndian(40 as UInt32) + littleEndian(8 as UInt32)
            + littleEndian(8 as UInt32) + littleEndian(1 as UInt16) + littleEndian(24 as UInt16)
            + [UInt8](repeating: 0, count: 24)
        return Array((header + [UInt8](repeating: level, count: 192)).dropLast(short))
    }

    /// Eight images in each of two classes, and one that is cut off.
    private static func zip(_ mark: String, level: UInt8) -> [UInt8] {
        let entries = (0..<16).map { index in
            ZipBuilder.Entry(
                "\(mark)-\(index % 2)/\(mark)-\(index).bmp",
                bitmap(level + UInt8(index))
            )
        }
        let cut = ZipBuilder.Entry("\(mark)-0/\(mark)-cut.bmp", bitmap(level, short: 40))
        return ZipBuilder(entries + [cut]).bytes()
    }

    /// Everything that a tenant is told of a job and its dataset.
    private static func everything(
        _ service: RunningService,
        _ token: String,
        zip: [UInt8],
        options: String
    ) throws -> (told: [(path: String, text: String)], job: String) {
        let fields = ["Authorization: Bearer \(token)"]
        let posted = try service.call("POST", "/v1/jobs" + options, fields: fields, body: zip)
        let job = try #require(posted.field("Location"), "\(posted)")
        while try service.call("GET", job, fields: fields).json["done"]?.asBool != true {
            Bell().wait(milliseconds: 5)
        }
        let id = try #require(posted.json["dataset"]?["id"]?.asString)
        let paths = ["", "/archive", "/manifest", "/weights", "/events"].map { job + $0 }
        var told = [("posted", posted.head + posted.body)]
        for path in paths + ["/v1/datasets/\(id)", "/v1/jobs", "/v1/datasets", "/metrics", "/"] {
            let answer = try service.call("GET", path, fields: fields)
            told.append((path, answer.head + answer.body))
        }
        return (told, job)
    }

    @Test func neverCrossFromOneTenantToAnother() throws {
        try withTemporaryDirectory { directory in
            let file = try TokenFile(in: directory.path)
            let ann = try file.make("ann-\(Self.canary)", tenant: Self.canary, scope: .submit)
            let bob = try file.make("bob", tenant: "bob", scope: .submit)
            let service = try RunningService(in: directory)
            let result = Result {
                let anns = Self.zip(Self.canary, level: 200)
                let options = "?size=8&test=0&format=png"
                let (heard, job) = try Self.everything(
                    service,
                    ann.text,
                    zip: anns,
                    options: options
                )
                // So that a canary that is found nowhere is one that was to be found.
                for path in ["\(job)/archive", "\(job)/manifest"] {
                    let text = heard.first { $0.path == path }?.text
                    #expect(text?.contains(Self.canary) == true, "\(path)")
                }
                let bobs = Self.zip("crow", level: 10)
                for options in [options, options + "&bad_images=fail"] {
                    let (told, _) = try Self.everything(
                        service,
                        bob.text,
                        zip: bobs,
                        options: options
                    )
                    for (path, text) in told {
                        #expect(!text.contains(Self.canary), "\(path) \(text)")
                        #expect(!text.contains(ann.text), "\(path)")
                        #expect(!text.contains(job), "\(path)")
                    }
                }
                try Self.expectStrangers(service, bob.text, job)
            }
            try service.stop()
            try result.get()
        }
    }

    /// Another's job is as unknown as one that never was, whatever is asked of it.
    private static func expectStrangers(
        _ service: RunningService,
        _ token: String,
        _ job: String
    ) throws {
        let fields = ["Authorization: Bearer \(token)"]
        let nobodys = "/v1/jobs/01JD8Z6E0ZKQ0W3Y5T1N8V4RXM"
        for below in ["", "/archive", "/manifest", "/weights", "/events"] {
            for method in below.isEmpty ? ["GET", "DELETE"] : ["GET"] {
                let theirs = try service.call(method, job + below, fields: fields)
                let none = try service.call(method, nobodys + below, fields: fields)
                #expect(theirs.status == 404 && none.status == 404)
                #expect(theirs.json["detail"] == none.json["detail"], "\(method) \(below)")
                #expect(theirs.field("Retry-After") == nil && theirs.field("ETag") == nil)
            }
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import HTTPWire
import Hashing
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// Uploads become jobs, whole, or leave no trace.
@Suite struct UploadTests {
    private let boundary = "frontier"

    private func form(_ fields: [(String, String)], dataset: [UInt8]? = TestService.zip) -> [UInt8]
    {
        var bytes: [UInt8] = []
        for (name, value) in fields {
            let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n"
            bytes += Array((head + value + "\r\n").utf8)
        }
        if let dataset {
            bytes += Array(
                ("--\(boundary)\r\nContent-Disposition: form-data; name=\"dataset\"; "
                    + "filename=\"x.zip\"\r\nContent-Type: application/zip\r\n\r\n").utf8
            )
            bytes += dataset + Array("\r\n".utf8)
        }
        return bytes + Array("--\(boundary)--\r\n".utf8)
    }

    private func formUpload(_ service: TestService) throws -> FormUpload {
        FormUpload(
            try service.reception(),
            parser: try MultipartParser(boundary: boundary),
            query: []
        )
    }

    @Test(arguments: [1, 2, 3, 5, 64, 100_000])
    func aRawBodyMayComeInPiecesOfAnyLength(step: Int) throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let upload = RawUpload(try service.reception(), parameters: [("seed", "5")])
            let answer = upload.take(TestService.zip, step: step)
            #expect(answer.status.code == 202)
            let id = try #require(answer.json?["id"]?.asString)
            #expect(answer.fields[.location] == "/v1/jobs/\(id)")
            let dataset = try #require(answer.json?["dataset"]?["id"]?.asString)
            #expect(try service.uploads() == ["\(dataset).zip"])
            let job = try #require(try service.store.job(id))
            #expect(job.datasetSHA256 == SHA256.digest(of: TestService.zip).description)
            #expect(job.options.contains("\"seed\":5"))
        }
    }

    @Test(arguments: [1, 2, 3, 5, 64, 100_000])
    func aFormMayComeInPiecesOfAnyLength(step: Int) throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let body = form([("seed", "5"), ("test", "0.5")])
            let answer = try formUpload(service).take(body, step: step)
            #expect(answer.status.code == 202, "\(String(describing: answer.json))")
            let job = try service.store.job(answer.json?["id"]?.asString ?? "")
            #expect(job?.datasetSHA256 == SHA256.digest(of: TestService.zip).description)
            #expect(job?.options.contains("\"test\":0.5") == true)
        }
    }

    @Test func leavesNoTraceOfWhatIsRefused() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let broken = Array(TestService.zip.dropLast(3))
            let cases: [(Response, Int, String)] = try [
                (
                    RawUpload(service.reception(), parameters: []).take(broken, step: 50), 422,
                    "invalid-archive"
                ),
                (
                    RawUpload(service.reception(), parameters: [("sed", "1")])
                        .take(TestService.zip, step: 50), 422, "invalid-options"
                ),
                (
                    RawUpload(service.reception(digests: [[1, 2]]), parameters: [])
                        .take(TestService.zip, step: 50), 400, "digest-mismatch"
                ),
                (RawUpload(service.reception(), parameters: []).finish(), 422, "invalid-archive"),
                (formUpload(service).take(form([("seed", "x")]), step: 9), 422, "invalid-options"),
                (formUpload(service).take(form([], dataset: nil), step: 9), 422, "invalid-archive"),
                (
                    formUpload(service).take(Array(form([]).dropLast(9)), step: 9), 400,
                    "bad-request"
                ),
            ]
            for (answer, status, name) in cases {
                #expect(answer.status.code == status)
                #expect(answer.json?["type"]?.asString == "/problems/\(name)")
            }
            #expect(try service.uploads().isEmpty)
            #expect(try service.store.counts().values.allSatisfy { $0 == 0 })
        }
    }

    @Test func saysThatTheFilePartHasTheWrongName() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let text = String(decoding: form([]).prefix(200), as: UTF8.self)
            let head = text.replacing("name=\"dataset\"", with: "name=\"file\"")
            let answer = try formUpload(service).take(Array(head.utf8), step: 50)
            #expect(answer.status.code == 422)
            #expect(answer.json?["type"]?.asString == "/problems/invalid-archive")
            #expect(answer.json?["detail"]?.asString?.contains("‘file’, not ‘dataset’") == true)
        }
    }

    @Test func leavesNoTraceOfAClientThatWentAway() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let upload = RawUpload(try service.reception(), parameters: [])
            let early = unsafe TestService.zip.withUnsafeBytes { unsafe upload.receive($0) }
            #expect(early == nil)
            #expect(try service.uploads().count == 1)
            upload.abandon()
            #expect(try service.uploads().isEmpty)
        }
    }

    @Test func endsAnUploadThatOutgrowsTheLimit() throws {
        try withTemporaryDirectory { directory in
            var limits = ServiceLimits()
            limits.uploadBytes = 100
            let service = try TestService(in: directory, limits: limits)
            let upload = RawUpload(try service.reception(), parameters: [])
            #expect(upload.take(TestService.zip, step: 30).status.code == 413)
            #expect(try service.uploads().isEmpty)
        }
    }

    @Test func acceptsTheRightDigest() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let digest = SHA256.digest(of: TestService.zip).bytes
            let upload = RawUpload(try service.reception(digests: [digest]), parameters: [])
            #expect(upload.take(TestService.zip, step: 1000).status.code == 202)
        }
    }

    @Test(arguments: [true, false])
    func comparesTheDigestOfAWholeForm(isRight: Bool) throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let body = form([("seed", "5")])
            let digest = SHA256.digest(of: isRight ? body : TestService.zip).bytes
            let upload = FormUpload(
                try service.reception(digests: [digest]),
                parser: try MultipartParser(boundary: boundary),
                query: []
            )
            #expect(upload.take(body, step: 100).status.code == (isRight ? 202 : 400))
            #expect(try service.uploads().isEmpty == !isRight)
        }
    }

    @Test func countsWhatIsUnderWay() throws {
        let gate = Gate(limit: 2)
        var first = gate.enter()
        let second = gate.enter()
        #expect(first != nil && second != nil)
        #expect(gate.enter() == nil && !gate.hasRoom)
        first = nil
        #expect(gate.hasRoom)
        #expect(gate.enter() != nil)
    }

    @Test func sweepsOnlyFilesOfItsOwn() throws {
        try withTemporaryDirectory { directory in
            let blobs = try Blobs(in: directory.path)
            let kept = "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM"
            let gone = "01JD8Z6E0ZKQ0W3Y5T1N8V4RXN"
            let begun = "01JD8Z6E0ZKQ0W3Y5T1N8V4RXP"
            for name in ["\(kept).zip", "\(gone).zip", "\(gone).part", "mine.zip", "notes"] {
                _ = try File(creating: blobs.datasets.path(of: name))
            }
            for name in [
                "\(kept).zip", "\(kept).csv", "\(kept).part", "\(gone).zip", "x.csv",
                "\(kept).weights.json", "\(gone).weights.json", "\(kept).journal",
                "\(gone).journal", "\(begun).part", "\(begun).csv", "\(begun).journal",
            ] {
                _ = try File(creating: blobs.archives.path(of: name))
            }
            for name in ["\(kept).csv", "\(kept).part", "\(gone).csv", "mine.csv"] {
                _ = try File(creating: blobs.labels.path(of: name))
            }
            try blobs.sweep(
                keepingDatasets: ["\(kept).zip"],
                labels: ["\(kept).csv"],
                archivesOf: [kept],
                remainsOf: [begun]
            )
            #expect(try blobs.labels.names() == ["\(kept).csv", "mine.csv"])
            #expect(try blobs.datasets.names() == ["\(kept).zip", "mine.zip", "notes"])
            #expect(
                try blobs.archives.names() == [
                    "\(kept).csv", "\(kept).weights.json", "\(kept).zip", "\(begun).csv",
                    "\(begun).journal", "\(begun).part", "x.csv",
                ]
            )
        }
    }
}

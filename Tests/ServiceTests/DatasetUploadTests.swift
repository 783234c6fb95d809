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

/// Uploads become datasets, the same bytes once, whether a job comes with them or not.
@Suite struct DatasetUploadTests {
    /// A zip whose images all lie in one folder: nothing for a job without labels.
    private static let unlabelled = ZipBuilder([
        ZipBuilder.Entry("a/1.png", [1]), ZipBuilder.Entry("a/2.png", [2]),
    ]).bytes()

    @Test func keepsADatasetThatIsPosted() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let answer = try service.post(for: service.datasets)
            #expect(answer.status.code == 201)
            let document = try #require(answer.json)
            let id = try #require(document["id"]?.asString)
            #expect(answer.fields[.location] == "/v1/datasets/\(id)")
            #expect(document["links"]?["self"]?.asString == "/v1/datasets/\(id)")
            #expect(document["links"]?["jobs"]?.asString == "/v1/jobs?dataset=\(id)")
            #expect(document["bytes"]?.asInteger == Int64(TestService.zip.count))
            #expect(
                document["sha256"]?.asString == SHA256.digest(of: TestService.zip).description
            )
            #expect(document["inspection_state"]?.asString == "waiting")
            #expect(document["inspection"]?.isNull == true && document["error"]?.isNull == true)
            #expect(try service.uploads() == ["\(id).zip"])
            #expect(try service.store.dataset(id)?.isKept == true)
        }
    }

    @Test func storesTheSameBytesOnce() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let job = try service.post()
            let id = try #require(job.json?["dataset"]?["id"]?.asString)
            #expect(try service.store.dataset(id)?.isKept == false)
            let posted = try service.post(for: service.datasets)
            #expect(posted.status.code == 200)
            #expect(posted.json?["id"]?.asString == id)
            #expect(posted.fields[.location] == "/v1/datasets/\(id)")
            #expect(try service.store.dataset(id)?.isKept == true)
            let second = try service.post()
            #expect(second.status.code == 202)
            #expect(second.json?["dataset"]?["id"]?.asString == id)
            #expect(second.json?["id"]?.asString != job.json?["id"]?.asString)
            #expect(try service.uploads() == ["\(id).zip"])
        }
    }

    /// Many clients send the same bytes at the same time: one file, one row, and every answer
    /// names it.
    @Test func storesOnceWhatComesAtTheSameTime() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let ids = Locked<[String?]>([])
            try WorkerPool(width: 6).forEach(24, context: {}) { _, index in
                let target: (any UploadTarget)? = index % 2 == 0 ? service.datasets : nil
                let document = try service.post(for: target).json
                let id = (index % 2 == 0 ? document : document?["dataset"])?["id"]?.asString
                ids.withLock { $0.append(id) }
            }
            let all = ids.withLock { $0 }
            let first = try #require(all[0])
            #expect(all.count == 24 && all.allSatisfy { $0 == first })
            #expect(try service.uploads().count == 1)
            let dataset = try #require(try service.store.dataset(first))
            #expect(try service.uploads() == [dataset.file])
            #expect(try service.store.listDatasets(limit: 9).datasets.count == 1)
            #expect(try service.store.counts()[.queued] == 12)
        }
    }

    @Test func takesImagesWhoseLabelsOnlyAJobKnows() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            #expect(try service.post(Self.unlabelled).status.code == 422)
            #expect(try service.post(Self.unlabelled, for: service.datasets).status.code == 201)
        }
    }

    @Test func leavesNoTraceOfWhatIsRefused() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let noImage = ZipBuilder([ZipBuilder.Entry("a/readme.txt", [1])]).bytes()
            let cases: [([UInt8], [Parameter], String)] = [
                (Array(TestService.zip.dropLast(3)), [], "invalid-archive"),
                ([], [], "invalid-archive"), (noImage, [], "no-images"),
                (TestService.zip, [("seed", "1")], "invalid-options"),
            ]
            for (zip, parameters, name) in cases {
                let answer = try service.post(zip, for: service.datasets, parameters: parameters)
                #expect(answer.status.code == 422)
                #expect(answer.json?["type"]?.asString == "/problems/\(name)")
            }
            let digest = SHA256.digest(of: "other").bytes
            let reception = try service.reception(for: service.datasets, digests: [digest])
            let wrong = RawUpload(reception, parameters: []).take(TestService.zip, step: 50)
            #expect(wrong.status.code == 400)
            #expect(try service.uploads().isEmpty)
            #expect(try service.store.listDatasets(limit: 9).datasets.isEmpty)
        }
    }

    @Test func aFormForADatasetHasNoOtherPart() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            func post(_ parts: [FormPart]) throws -> Response {
                let upload = FormUpload(
                    try service.reception(for: service.datasets),
                    parser: try MultipartParser(boundary: FormPart.boundary),
                    query: []
                )
                return upload.take(FormPart.form(parts), step: 100)
            }
            let zip = FormPart("dataset", TestService.zip, filename: "x.zip")
            #expect(try post([zip]).status.code == 201)
            for extra in [
                FormPart("seed", Array("5".utf8)), FormPart("dry_run", Array("true".utf8)),
            ] {
                for parts in [[extra, zip], [zip, extra]] {
                    let answer = try post(parts)
                    #expect(answer.json?["type"]?.asString == "/problems/invalid-options")
                }
            }
            let labels = FormPart("labels", [65], filename: "x.csv")
            #expect(try post([labels, zip]).json?["detail"]?.asString?.contains("labels") == true)
            #expect(try service.uploads().count == 1)
        }
    }

    @Test func aDatasetMayBePostedWhileTheQueueIsFull() throws {
        try withTemporaryDirectory { directory in
            var limits = ServiceLimits()
            limits.queuedJobs = 1
            let service = try TestService(in: directory, limits: limits)
            _ = try service.post()
            #expect(throws: Problem.self) { try service.submission.checkLoad(for: []) }
            try service.datasets.checkLoad(for: [])
        }
    }
}

/// A part of a form, as it is sent.
struct FormPart {
    static let boundary = "frontier"

    private let bytes: [UInt8]

    init(_ name: String, _ content: [UInt8], filename: String? = nil, type: String? = nil) {
        let file = filename.map { "; filename=\"\($0)\"" } ?? ""
        let field = type.map { "\r\nContent-Type: \($0)" } ?? ""
        let disposition = "Content-Disposition: form-data; name=\"\(name)\"\(file)"
        let head = "--\(Self.boundary)\r\n\(disposition)\(field)\r\n\r\n"
        bytes = Array(head.utf8) + content + Array("\r\n".utf8)
    }

    static func form(_ parts: [FormPart]) -> [UInt8] {
        parts.flatMap(\.bytes) + Array("--\(boundary)--\r\n".utf8)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import HTTPWire
import Hashing
import JSON
import JobStore
import POSIX
import Pipeline
import TestSupport
import Testing

@testable import Service

/// A form may name a dataset that is there, and bring labels for it.
@Suite struct NamedDatasetTests {
    private static let table = Array(
        "file,label\na/1.png,x\na/2.png,y\na/3.png,x\nb/1.png,y\nb/2.png,x\nb/3.png,y\n".utf8
    )

    private static let labels = FormPart("labels", table, filename: "labels.csv")
    private static let hint =
        "‘dataset’ without a file name is taken for the id of a dataset; "
        + "send a file with -F dataset=@FILE.zip"

    private static func name(_ id: String, type: String? = nil) -> FormPart {
        FormPart("dataset", Array(id.utf8), type: type)
    }

    private func post(
        _ parts: [FormPart],
        to service: TestService,
        for target: (any UploadTarget)? = nil,
        digests: [[UInt8]] = [],
        step: Int = 64
    ) throws -> Response {
        let upload = FormUpload(
            try service.reception(for: target, digests: digests),
            parser: try MultipartParser(boundary: FormPart.boundary),
            query: []
        )
        return upload.take(FormPart.form(parts), step: step)
    }

    /// Calls `body` with a service that holds one dataset, and the dataset's id.
    private func withDataset(
        _ zip: [UInt8] = TestService.zip,
        _ body: (TestService, String) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let document = try service.post(zip, for: service.datasets).json
            try body(service, try #require(document?["id"]?.asString))
        }
    }

    @Test(arguments: [1, 64, 100_000])
    func queuesAJobOfTheDatasetWithItsLabels(step: Int) throws {
        try withDataset { service, id throws in
            for parts in [[Self.name(id), Self.labels], [Self.labels, Self.name(id)]] {
                let answer = try post(parts, to: service, step: step)
                #expect(answer.status.code == 202, "\(String(describing: answer.json))")
                let document = try #require(answer.json)
                let job = try #require(document["id"]?.asString)
                #expect(answer.fields[.location] == "/v1/jobs/\(job)")
                #expect(document["dataset"]?["id"]?.asString == id)
                #expect(document["options"]?["label"]?.asString == "csv")
                let labels = try #require(try service.store.job(job)?.labels)
                #expect(labels.sha256 == SHA256.digest(of: Self.table).description)
                #expect(try service.uploads() == ["\(id).zip", "\(job).csv"])
                #expect(try service.delete(job: job) == 204)
            }
            #expect(try service.uploads() == ["\(id).zip"])
        }
    }

    @Test func takesOptionsAndNoLabelsToo() throws {
        try withDataset { service, id throws in
            let seed = FormPart("seed", Array("7".utf8))
            let parts = [Self.name(id, type: "text/plain; charset=utf-8"), seed]
            let right = SHA256.digest(of: FormPart.form(parts)).bytes
            let answer = try post(parts, to: service, digests: [right])
            #expect(answer.status.code == 202, "\(String(describing: answer.json))")
            #expect(answer.json?["options"]?["seed"]?.asInteger == 7)
            #expect(try service.uploads() == ["\(id).zip"])
            let wrong = try post(parts, to: service, digests: [SHA256.digest(of: "x").bytes])
            #expect(wrong.json?["type"]?.asString == "/problems/digest-mismatch")
        }
    }

    @Test func plansWithTheLabelsAndKeepsNothing() throws {
        let zip = try SampleZip.bytes([4, 10])
        try withDataset(zip) { service, id throws in
            let images = try SamplePlan(counts: [4, 10], size: 64, seed: 1).images
            let rows = images.enumerated().map { index, image in
                "\(image.stem).jpeg,\(index % 2 == 0 ? "even" : "odd")\n"
            }
            let table = FormPart(
                "labels",
                Array(("file,label\n" + rows.joined()).utf8),
                filename: "x.csv"
            )
            let dryRun = FormPart("dry_run", Array("true".utf8))
            let answer = try post([Self.name(id), table, dryRun], to: service)
            #expect(answer.status.code == 200, "\(String(describing: answer.json))")
            let names = answer.json?["classes"]?.asArray?.compactMap { $0["name"]?.asString }
            #expect(names == ["even", "odd"])
            #expect(answer.json?["dataset"]?["id"]?.asString == id)
            #expect(try service.uploads() == ["\(id).zip"])
        }
    }

    @Test func saysHowAFileIsSentWhereThereIsNoId() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let long = Array(TestService.zip + [UInt8](repeating: 0, count: 70_000))
            for content in [TestService.zip, long, [], [0xFF], Array("my-dataset".utf8)] {
                let parts = [Self.labels, FormPart("dataset", content)]
                let answer = try post(parts, to: service, step: 5000)
                #expect(answer.status.code == 422)
                #expect(answer.json?["type"]?.asString == "/problems/invalid-options")
                #expect(answer.json?["detail"]?.asString == Self.hint + ".")
                let errors = answer.json?["errors"]?.asArray?.map { $0["option"]?.asString }
                #expect(errors == ["dataset"])
            }
            #expect(try service.uploads().isEmpty)
        }
    }

    @Test func leavesNoTraceOfWhatIsRefused() throws {
        try withDataset { service, id throws in
            let missing = Self.name("01JD8Z6E0ZKQ0W3Y5T1N8V4RXM")
            let unknown = try post([missing, Self.labels], to: service)
            #expect(unknown.json?["type"]?.asString == "/problems/invalid-options")
            let bad = FormPart("labels", Array("name,class\n".utf8), filename: "labels.csv")
            let labels = try post([Self.name(id), bad], to: service)
            #expect(labels.json?["type"]?.asString == "/problems/invalid-labels")
            let zip = FormPart("dataset", TestService.zip, filename: "x.zip")
            let both = try post([Self.name(id), zip], to: service)
            #expect(both.json?["type"]?.asString == "/problems/bad-request")
            #expect(try service.uploads() == ["\(id).zip"])
            #expect(try service.store.list(limit: 9).jobs.isEmpty)
        }
    }

    /// A part without a file name is the zip where its type says so, and where no name is taken.
    @Test func aZipNeedsNoFileName() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let typed = FormPart("dataset", TestService.zip, type: "application/zip")
            #expect(try post([typed], to: service).status.code == 202)
            let bare = FormPart("dataset", TestService.zip)
            #expect(try post([bare], to: service, for: service.datasets).status.code == 200)
        }
    }
}

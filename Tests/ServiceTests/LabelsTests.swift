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

/// Labels that come beside the zip belong to their job.
@Suite struct LabelsTests {
    private static let table = Array(
        "file,label\na/1.png,x\na/2.png,y\na/3.png,x\nb/1.png,y\nb/2.png,x\nb/3.png,y\n".utf8
    )

    private static let zip = FormPart("dataset", TestService.zip, filename: "x.zip")
    private static let labels = FormPart("labels", table, filename: "labels.csv")

    private func post(_ parts: [FormPart], to service: TestService, step: Int = 64) throws
        -> Response
    {
        let upload = FormUpload(
            try service.reception(),
            parser: try MultipartParser(boundary: FormPart.boundary),
            query: []
        )
        return upload.take(FormPart.form(parts), step: step)
    }

    @Test(arguments: [1, 64, 100_000])
    func staysAsAFileOfTheJob(step: Int) throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            for parts in [[Self.zip, Self.labels], [Self.labels, Self.zip]] {
                let answer = try post(parts, to: service, step: step)
                #expect(answer.status.code == 202, "\(String(describing: answer.json))")
                let id = try #require(answer.json?["id"]?.asString)
                #expect(try service.blobs.labels.names() == ["\(id).csv"])
                let labels = try #require(try service.store.job(id)?.labels)
                #expect(labels.file == "\(id).csv")
                #expect(labels.sha256 == SHA256.digest(of: Self.table).description)
                let file = try File(reading: service.blobs.labels.path(of: labels.file))
                #expect(try file.contents() == Self.table)
                #expect(try service.delete(job: id) == 204)
                #expect(try service.uploads().isEmpty)
            }
        }
    }

    @Test func leavesNoTraceOfWhatIsRefused() throws {
        try withTemporaryDirectory { directory in
            var limits = ServiceLimits()
            limits.labelsBytes = Self.table.count - 1
            let small = try TestService(in: directory, limits: limits)
            let long = try post([Self.zip, Self.labels], to: small)
            #expect(long.status.code == 413)
            #expect(long.json?["detail"]?.asString?.hasPrefix("Labels may have") == true)
            let twice = try post([Self.labels, Self.labels, Self.zip], to: small)
            #expect(twice.status.code == 413, "the first is too long already")
            #expect(try small.uploads().isEmpty)
        }
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let bad = FormPart("labels", Array("name,class\n".utf8), filename: "labels.csv")
            let refused = try post([Self.zip, bad], to: service)
            #expect(refused.status.code == 422)
            #expect(refused.json?["type"]?.asString == "/problems/invalid-labels")
            let twice = try post([Self.labels, Self.labels, Self.zip], to: service)
            #expect(twice.json?["type"]?.asString == "/problems/bad-request")
            let alone = try post([Self.labels], to: service)
            #expect(alone.json?["type"]?.asString == "/problems/invalid-archive")
            #expect(try service.uploads().isEmpty)
            #expect(try service.store.list(limit: 9).jobs.isEmpty)
        }
    }

    @Test func labelsOfExactlyTheLimitAreTaken() throws {
        try withTemporaryDirectory { directory in
            var limits = ServiceLimits()
            limits.labelsBytes = Self.table.count
            let service = try TestService(in: directory, limits: limits)
            #expect(try post([Self.zip, Self.labels], to: service).status.code == 202)
        }
    }
}

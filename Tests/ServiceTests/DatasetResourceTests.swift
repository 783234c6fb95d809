// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// A whole service over real sockets: datasets, the jobs of them, and what becomes of the files.
@Suite struct DatasetResourceTests {
    @Test func runsManyJobsOfOneUpload() throws {
        try withService { service throws in
            let posted = try service.call("POST", "/v1/datasets", body: service.zip)
            #expect(posted.status == 201)
            let id = try #require(posted.json["id"]?.asString)
            #expect(posted.field("Location") == "/v1/datasets/\(id)")
            let order = "{\"dataset\": \"\(id)\", \"size\": 16}"
            let first = try service.order(order)
            let second = try service.order(order)
            #expect(first.status == 202 && second.status == 202)
            let digests = try [first, second].map { answer in
                try service.wait(answer)["archive"]?["sha256"]?.asString
            }
            #expect(digests[0] != nil && digests[0] == digests[1])
            #expect(try service.files("datasets") == ["\(id).zip"])
            let jobs = try service.call("GET", "/v1/jobs?dataset=\(id)").json["jobs"]?.asArray
            #expect(jobs?.count == 2)
            let none = try service.call("GET", "/v1/jobs?dataset=01JD8Z6E0ZKQ0W3Y5T1N8V4RXM")
            #expect(none.json["jobs"]?.asArray?.isEmpty == true)
        }
    }

    @Test func inspectsADatasetByItself() throws {
        try withService { service throws in
            let posted = try service.call("POST", "/v1/datasets", body: service.zip)
            let path = try #require(posted.field("Location"))
            let done = try service.inspected(path)
            #expect(done["inspection_state"]?.asString == "done")
            #expect(done["inspection"]?["images"]?.asInteger == 14)
            let answer = try service.call("GET", path)
            let tag = try #require(answer.field("ETag"))
            #expect(tag.hasPrefix("W/"))
            let again = try service.call("GET", path, fields: ["If-None-Match: \(tag)"])
            #expect(again.status == 304)
            let head = try service.call("HEAD", path)
            #expect(head.status == 200 && head.field("ETag") == tag)
        }
    }

    @Test func removesADatasetOnceNobodyNeedsIt() throws {
        try withService { service throws in
            let posted = try service.call("POST", "/v1/datasets", body: service.zip)
            let id = try #require(posted.json["id"]?.asString)
            let path = "/v1/datasets/\(id)"
            let order = "{\"dataset\": \"\(id)\", \"size\": 4096, \"format\": \"png\"}"
            let job = try #require(try service.order(order).json["id"]?.asString)
            let refused = try service.call("DELETE", path)
            #expect(refused.status == 409)
            #expect(refused.json["type"]?.asString == "/problems/dataset-in-use")
            #expect(refused.json["errors"]?.asArray?.map { $0["job"]?.asString } == [job])
            #expect(try service.call("DELETE", "/v1/jobs/\(job)").status == 202)
            let cancelled = try service.wait("/v1/jobs/\(job)")
            #expect(cancelled["state"]?.asString == "cancelled")
            #expect(try service.call("DELETE", path).status == 204)
            #expect(try service.files("datasets").isEmpty)
            #expect(try service.call("GET", path).status == 404)
            #expect(try service.call("DELETE", path).status == 404)
            let left = try service.call("GET", "/v1/jobs/\(job)").json
            #expect(left["dataset"]?["id"]?.isNull == true)
            #expect(left["links"]?["dataset"]?.isNull == true)
            #expect(left["dataset"]?["sha256"]?.asString == posted.json["sha256"]?.asString)
            #expect(try service.order(order).status == 422)
        }
    }

    @Test func aDatasetGoesWithItsLastJobUnlessItWasPosted() throws {
        try withService { service throws in
            func post() throws -> String {
                let job = try service.call("POST", "/v1/jobs?size=16", body: service.zip)
                _ = try service.wait(job)
                return try #require(job.field("Location"))
            }
            let paths = [try post(), try post()]
            #expect(try service.files("datasets").count == 1)
            #expect(try service.call("DELETE", paths[0]).status == 204)
            #expect(try service.files("datasets").count == 1)
            #expect(try service.call("DELETE", paths[1]).status == 204)
            #expect(try service.files("datasets").isEmpty)
            #expect(try service.files("archives").isEmpty)

            let path = try post()
            #expect(try service.call("POST", "/v1/datasets", body: service.zip).status == 200)
            #expect(try service.call("DELETE", path).status == 204)
            #expect(try service.files("datasets").count == 1)
        }
    }

    @Test func listsDatasetsPageByPage() throws {
        try withService { service throws in
            var ids: [String?] = []
            for counts in [[4, 5], [4, 6], [4, 7]] {
                let zip = try SampleZip.bytes(counts)
                ids.append(
                    try service.call("POST", "/v1/datasets", body: zip).json["id"]?.asString
                )
            }
            let first = try service.call("GET", "/v1/datasets?limit=2")
            let shown = first.json["datasets"]?.asArray?.map { $0["id"]?.asString }
            #expect(shown == [ids[2], ids[1]])
            let token = try #require(first.json["next_page"]?.asString)
            let link = "/v1/datasets?limit=2&page=\(token)"
            #expect(first.field("Link") == "<\(link)>; rel=\"next\"")
            let second = try service.call("GET", link).json
            #expect(second["datasets"]?.asArray?.map { $0["id"]?.asString } == [ids[0]])
            #expect(second["next_page"]?.isNull == true)
            #expect(try service.call("GET", "/v1/datasets?state=done").status == 422)
        }
    }

    @Test func plansWithoutARow() throws {
        try withService { service throws in
            let answer = try service.call(
                "POST",
                "/v1/jobs?dry_run=true&test=0.5",
                body: service.zip
            )
            #expect(answer.status == 200)
            #expect(answer.json["state"]?.asString == "planned")
            #expect(answer.json["totals"]?["test"]?.asInteger == 7)
            #expect(try service.call("GET", "/v1/jobs").json["jobs"]?.asArray?.isEmpty == true)
            #expect(try service.files("datasets").isEmpty)
        }
    }

    @Test func givesTheWeightsThatAJobHasKept() throws {
        try withService { service throws in
            let posted = try service.call("POST", "/v1/jobs?size=16", body: service.zip)
            let id = try #require(posted.json["id"]?.asString)
            let path = "/v1/jobs/\(id)/weights"
            #expect(posted.json["links"]?["weights"]?.asString == path)
            _ = try service.wait(posted)
            let archives = try Directory(existing: service.directory.path(of: "archives"))
            // A job of before has none.
            try archives.remove("\(id).weights.json")
            #expect(try service.call("GET", path).status == 404)
            try archives.write(Array("{\"classes\":[]}".utf8), to: "\(id).weights.json")
            let answer = try service.call("GET", path)
            #expect(answer.status == 200 && answer.json["classes"]?.asArray?.isEmpty == true)
            #expect(answer.field("Content-Type") == "application/json")
            let tag = try #require(answer.field("ETag"))
            #expect(tag.hasPrefix("\"") && tag.hasSuffix("-weights\""))
            let again = try service.call("GET", path, fields: ["If-None-Match: \(tag)"])
            #expect(again.status == 304)
            #expect(try service.call("DELETE", "/v1/jobs/\(id)").status == 204)
            #expect(try service.files("archives").isEmpty)
        }
    }

    @Test func givesNoWeightsBeforeTheEnd() throws {
        try withService { service throws in
            let query = "/v1/jobs?size=4096&format=png"
            let posted = try service.call("POST", query, body: service.zip)
            let path = try #require(posted.field("Location"))
            let early = try service.call("GET", path + "/weights")
            #expect(early.status == 409)
            #expect(early.json["type"]?.asString == "/problems/job-not-finished")
            #expect(try service.call("DELETE", path).status == 202)
        }
    }

    @Test(arguments: [
        ("POST", "application/json", "{}", 415), ("POST", "text/csv", "a,b", 415),
        ("PUT", "application/zip", "", 405),
    ])
    func refusesOtherBodiesAndMethods(
        method: String,
        type: String,
        body: String,
        status: Int
    ) throws {
        try withService { service throws in
            let answer = try service.call(
                method,
                "/v1/datasets",
                fields: ["Content-Type: \(type)"],
                body: Array(body.utf8)
            )
            #expect(answer.status == status)
            if status == 415 {
                let types = try #require(answer.field("Accept-Post"))
                #expect(!types.contains("json") && types.contains("multipart/form-data"))
            } else {
                #expect(answer.field("Allow") == "GET, HEAD, POST, OPTIONS")
            }
        }
    }

    @Test func saysWhichTypesAJobMayComeAs() throws {
        try withService { service throws in
            let answer = try service.call(
                "POST",
                "/v1/jobs",
                fields: ["Content-Type: text/csv"],
                body: [65]
            )
            #expect(answer.status == 415)
            #expect(answer.field("Accept-Post")?.contains("application/json") == true)
            let long = try service.call(
                "POST",
                "/v1/jobs",
                fields: ["Content-Type: application/json", "Content-Length: 70000"]
            )
            #expect(long.status == 413)
            let empty = try service.call(
                "POST",
                "/v1/jobs",
                fields: ["Content-Type: application/json"]
            )
            #expect(empty.status == 411)
        }
    }

    @Test func sweepsWhatNoRowRefersTo() throws {
        try withTemporaryDirectory { directory in
            let id = try Self.dataset(in: directory)
            let orphan = "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM"
            for name in [
                "datasets/\(orphan).zip", "datasets/\(orphan).part", "labels/\(orphan).csv",
                "archives/\(orphan).weights.json",
            ] {
                _ = try File(creating: directory.path(of: name))
            }
            let service = try RunningService(in: directory)
            #expect(try service.files("datasets") == ["\(id).zip"])
            #expect(try service.files("labels").isEmpty && service.files("archives").isEmpty)
            #expect(try service.call("GET", "/v1/datasets/\(id)").status == 200)
            try service.stop()
        }
    }

    /// Makes a data folder with one dataset, which nobody has open afterwards.
    private static func dataset(in directory: Directory) throws -> String {
        let service = try TestService(in: directory)
        let posted = try service.post(for: service.datasets)
        try service.store.close()
        return try #require(posted.json?["id"]?.asString)
    }
}

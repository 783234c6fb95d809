// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import Hashing
import JSON
import JobStore
import POSIX
import TestSupport
import Testing

@testable import Service

/// A JSON body names a dataset that is there, and options as members.
@Suite struct JobOrderTests {
    private static let missing = "01JD8Z6E0ZKQ0W3Y5T1N8V4RXM"

    /// Calls `body` with a service that holds one dataset, and the dataset's id.
    private func withDataset(_ body: (TestService, String) throws -> Void) throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let document = try service.post(for: service.datasets).json
            try body(service, try #require(document?["id"]?.asString))
        }
    }

    @Test func queuesAJobOfTheDataset() throws {
        try withDataset { service, id throws in
            let answer = service.order(
                """
                {"dataset": "\(id)", "test": 0.25, "seed": 7, "size": "original", "preset": null,
                 "augment": ["flip", "rotate:10"]}
                """
            )
            #expect(answer.status.code == 202, "\(String(describing: answer.json))")
            let job = try #require(answer.json)
            #expect(answer.fields[.location] == job["links"]?["self"]?.asString)
            #expect(job["dataset"]?["id"]?.asString == id)
            #expect(job["links"]?["dataset"]?.asString == "/v1/datasets/\(id)")
            #expect(job["options"]?["test"]?.asNumber == 0.25)
            #expect(job["options"]?["seed"]?.asInteger == 7)
            #expect(job["options"]?["size"]?.asString == "original")
            #expect(job["options"]?["augment"]?.asString == "flip,rotate:10")
            #expect(try service.uploads().count == 1)
        }
    }

    /// A JSON number prints with an exponent where an option takes digits alone.
    @Test func takesSmallShares() throws {
        try withDataset { service, id throws in
            let order = "{\"dataset\": \"\(id)\", \"test\": 0, \"validation\": 0.00001}"
            let problem = service.order(order).json
            #expect(problem?["type"]?.asString == "/problems/too-few-images")
        }
    }

    @Test func takesOptionsFromTheQueryToo() throws {
        try withDataset { service, id throws in
            let answer = service.order("{\"dataset\": \"\(id)\"}", query: [("seed", "9")])
            #expect(answer.json?["options"]?["seed"]?.asInteger == 9)
            let twice = service.order(
                "{\"dataset\": \"\(id)\", \"seed\": 9}",
                query: [("seed", "9")]
            )
            #expect(twice.status.code == 422)
        }
    }

    @Test(arguments: [
        (#"{"dataset": "\#(missing)"}"#, ["dataset"]), (#"{"dataset": "x"}"#, ["dataset"]),
        (#"{"dataset": 5, "seed": -1}"#, ["seed", "dataset"]), ("{}", ["dataset"]),
        (#"{"dataset": null}"#, ["dataset"]),
        (#"{"dataset": "\#(missing)", "sede": 1, "size": {}}"#, ["sede", "size"]),
        (#"{"dataset": "\#(missing)", "augment": ["flip", 5]}"#, ["augment"]),
        (#"{"dataset": "\#(missing)", "dry_run": 1}"#, ["dry_run"]),
        (#"{"dataset": "\#(missing)", "seed": true}"#, ["seed"]),
    ])
    func namesEverythingThatIsWrong(body: String, options: [String]) throws {
        try withDataset { service, _ throws in
            let answer = service.order(body)
            #expect(answer.status.code == 422)
            #expect(answer.json?["type"]?.asString == "/problems/invalid-options")
            let errors = answer.json?["errors"]?.asArray?.map { $0["option"]?.asString }
            #expect(errors == options)
            #expect(try service.store.list(limit: 9).jobs.isEmpty)
        }
    }

    @Test(arguments: [
        ("", 400), ("{", 400), ("[]", 400), ("7", 400), (#"{"seed": 1, "seed": 2}"#, 400),
        (#"{"dataset": "\#(missing)", "seed": "\#(String(repeating: "1", count: 70_000))"}"#, 413),
    ])
    func refusesWhatIsNoObjectOrTooLong(body: String, status: Int) throws {
        try withDataset { service, _ throws in
            #expect(service.order(body).status.code == status)
        }
    }

    @Test func comparesTheDigest() throws {
        try withDataset { service, id throws in
            let body = "{\"dataset\": \"\(id)\"}"
            let right = SHA256.digest(of: body).bytes
            #expect(service.order(body, digests: [right]).status.code == 202)
            let wrong = service.order(body + " ", digests: [right])
            #expect(wrong.json?["type"]?.asString == "/problems/digest-mismatch")
        }
    }

    @Test func refusesADatasetThatWasRemoved() throws {
        try withDataset { service, id throws in
            #expect(try service.delete(dataset: id).status.code == 204)
            let answer = service.order("{\"dataset\": \"\(id)\"}")
            #expect(answer.status.code == 422)
            #expect(answer.json?["detail"]?.asString == "dataset: there is no dataset of that id")
        }
    }

    /// What the dataset's directory shows to be wrong for these options makes no job.
    @Test func refusesADatasetThatTheOptionsDoNotFit() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let zip = ZipBuilder([ZipBuilder.Entry("a/1.png", [1])]).bytes()
            let document = try service.post(zip, for: service.datasets).json
            let id = try #require(document?["id"]?.asString)
            let answer = service.order("{\"dataset\": \"\(id)\"}")
            #expect(answer.json?["type"]?.asString == "/problems/one-class")
            #expect(try service.store.list(limit: 9).jobs.isEmpty)
        }
    }
}

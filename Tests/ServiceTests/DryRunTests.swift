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

/// A dry run answers the plan and leaves nothing behind.
@Suite struct DryRunTests {
    private func expectPlan(_ answer: Response, sourceLocation: SourceLocation = #_sourceLocation)
        throws -> JSONValue
    {
        #expect(answer.status.code == 200, sourceLocation: sourceLocation)
        #expect(answer.fields[.location] == nil, sourceLocation: sourceLocation)
        let plan = try #require(answer.json, sourceLocation: sourceLocation)
        #expect(plan["id"]?.isNull == true, sourceLocation: sourceLocation)
        #expect(plan["state"]?.asString == "planned", sourceLocation: sourceLocation)
        #expect(plan["done"]?.asBool == true, sourceLocation: sourceLocation)
        let names = plan["classes"]?.asArray?.compactMap { $0["name"]?.asString }
        #expect(names == ["0_clear", "1_focal"], sourceLocation: sourceLocation)
        #expect(plan["totals"]?["images"]?.asInteger == 14, sourceLocation: sourceLocation)
        #expect(plan["dataset"]?["images"]?.asInteger == 14, sourceLocation: sourceLocation)
        return plan
    }

    @Test func leavesNoFileAndNoRow() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let zip = try SampleZip.bytes([4, 10])
            let query = [("dry_run", "true"), ("seed", "5")].map { (name: $0, text: $1) }
            let plan = try expectPlan(try service.post(zip, parameters: query))
            #expect(plan["dataset"]?["id"]?.isNull == true)
            #expect(plan["dataset"]?["sha256"]?.asString == SHA256.digest(of: zip).description)
            #expect(plan["options"]?["seed"]?.asInteger == 5)
            #expect(plan["links"]?["dataset"]?.isNull == true)
            let form = FormUpload(
                try service.reception(),
                parser: try MultipartParser(boundary: FormPart.boundary),
                query: []
            )
            let parts = [
                FormPart("dataset", zip, filename: "x.zip"),
                FormPart("dry_run", Array("true".utf8)),
            ]
            _ = try expectPlan(form.take(FormPart.form(parts), step: 1000))
            #expect(try service.uploads().isEmpty)
            #expect(try service.store.listDatasets(limit: 9).datasets.isEmpty)
            #expect(try service.store.list(limit: 9).jobs.isEmpty)
        }
    }

    @Test func leavesADatasetThatIsThere() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let zip = try SampleZip.bytes([4, 10])
            let document = try service.post(zip, for: service.datasets).json
            let id = try #require(document?["id"]?.asString)
            let before = try service.store.dataset(id)
            let order = service.order("{\"dataset\": \"\(id)\", \"dry_run\": true}")
            let plan = try expectPlan(order)
            #expect(plan["dataset"]?["id"]?.asString == id)
            #expect(plan["links"]?["dataset"]?.asString == "/v1/datasets/\(id)")
            _ = try expectPlan(
                service.order("{\"dataset\": \"\(id)\"}", query: [("dry_run", "true")])
            )
            _ = try expectPlan(try service.post(zip, parameters: [("dry_run", "true")]))
            #expect(try service.store.dataset(id) == before)
            #expect(try service.uploads() == ["\(id).zip"])
            #expect(try service.store.list(limit: 9).jobs.isEmpty)
        }
    }

    @Test func saysWhyThereIsNoPlan() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            // Its images are none, which only their bytes show.
            let answer = try service.post(parameters: [("dry_run", "true"), ("bad_images", "fail")])
            #expect(answer.json?["type"]?.asString == "/problems/bad-images")
            #expect(answer.json?["errors"]?.asArray?.count == 6)
            #expect(try service.uploads().isEmpty)
        }
    }

    @Test func falseIsAsGoodAsNothing() throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            #expect(try service.post(parameters: [("dry_run", "false")]).status.code == 202)
        }
    }

    @Test(arguments: [["yes"], ["1"], [""], ["TRUE"], ["true", "true"], ["false", "true"]])
    func takesOneTrueOrFalse(values: [String]) throws {
        try withTemporaryDirectory { directory in
            let service = try TestService(in: directory)
            let answer = try service.post(
                parameters: values.map { ("dry_run", $0) } + [("quality", "0")]
            )
            #expect(answer.status.code == 422)
            let errors = answer.json?["errors"]?.asArray?.map { $0["option"]?.asString }
            #expect(errors == ["quality", "dry_run"])
            #expect(try service.uploads().isEmpty)
        }
    }
}

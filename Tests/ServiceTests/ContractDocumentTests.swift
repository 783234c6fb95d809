// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import TestSupport
import Testing

@testable import Service

/// The documents of a running service have the members that `openapi.yaml` gives them, and no
/// others.
@Suite struct ContractDocumentTests {
    /// A split of its own, with one image in two of its parts.
    private static let leaking: [UInt8] = {
        var entries: [ZipBuilder.Entry] = []
        for (shade, part) in ["train", "train", "train", "test"].enumerated() {
            for (label, name) in ["a", "b"].enumerated() {
                let image = bitmap(UInt8(16 * (2 * shade + label)))
                entries.append(ZipBuilder.Entry("\(part)/\(name)/\(shade).bmp", image))
            }
        }
        entries.append(ZipBuilder.Entry("test/a/again.bmp", bitmap(0)))
        return ZipBuilder(entries).bytes()
    }()

    /// A picture in grey, 8 pixels a side.
    private static func bitmap(_ shade: UInt8) -> [UInt8] {
        let header: [UInt8] = [
            66, 77, 246, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 1,
            0, 24, 0, 0, 0, 0, 0, 192, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ]
        return header + [UInt8](repeating: shade, count: 192)
    }

    @Test func describesAFinishedJobAndItsWeights() throws {
        try withService { service throws in
            let posted = try service.call(
                "POST",
                "/v1/jobs?allow_leakage=true&size=16",
                body: Self.leaking
            )
            let path = try #require(posted.field("Location"), "\(posted)")
            let job = try service.wait(path)
            #expect(job["state"]?.asString == "succeeded", "\(job)")
            var reading = ContractReading()
            reading.read(job, as: "Job")
            reading.read(try service.call("GET", path + "/weights").json, as: "Weights")
            let met = reading.expectNothingMore()
            let least = ["Archive", "ClassWeights", "PlacedFile", "Share", "Traits", "Warning"]
            #expect(met.isSuperset(of: least))
        }
    }

    @Test func describesAPlan() throws {
        try withService { service throws in
            let plan = try service.call(
                "POST",
                "/v1/jobs?dry_run=true&allow_leakage=true",
                body: Self.leaking
            )
            #expect(plan.status == 200, "\(plan)")
            var reading = ContractReading()
            reading.read(plan.json, as: "PlannedJob")
            let met = reading.expectNothingMore()
            #expect(
                met.isSuperset(of: ["Artefacts", "Groups", "PlacedFile", "PlanLinks", "Share"])
            )
        }
    }

    @Test func describesADatasetAndItsInspection() throws {
        try withService { service throws in
            var reading = ContractReading()
            for zip in [Self.leaking, service.zip] {
                let posted = try service.call("POST", "/v1/datasets", body: zip)
                let path = try #require(posted.field("Location"), "\(posted)")
                let dataset = try service.inspected(path)
                #expect(dataset["inspection_state"]?.asString == "done", "\(dataset)")
                reading.read(dataset, as: "StoredDataset")
            }
            let met = reading.expectNothingMore()
            #expect(met.isSuperset(of: ["Duplicates", "FoundClass", "Inspection", "Traits"]))
        }
    }
}

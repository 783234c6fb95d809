// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// A dataset that is uploaded once, looked at, planned with, used and removed.
@Suite struct DatasetLifeTests {
    private let status = "-o /dev/null -w '%{http_code}'"

    /// Writes `dataset.zip`: twelve patients in two classes, a patient in both, a file twice in
    /// one class, a file in both classes, and a file that is cut short.
    private func makeDataset(in directory: Directory) throws {
        var dataset = try TinyDataset()
        for patient in 10..<22 {
            for image in 0...(patient % 2) {
                let label = patient % 3 == 0 ? "ill" : "well"
                try dataset.add("xray/\(label)/000000\(patient)_00\(image).png")
            }
        }
        try dataset.add("xray/ill/00000010_007.png")
        let twice = try #require(dataset["xray/well/00000011_000.png"])
        dataset.add("xray/well/00000011_009.png", twice)
        let doubtful = try #require(dataset["xray/ill/00000015_000.png"])
        dataset.add("xray/well/00000030_000.png", doubtful)
        dataset.add("xray/well/00000031_000.png", Array(twice.dropLast(200)))
        dataset.add("xray/notes.txt", text: "no image")
        try dataset.write(to: directory)
    }

    /// Polls until the dataset's inspection has ended.
    private func inspected(_ id: String, _ server: RunningServer) throws -> JSONValue {
        while true {
            let dataset = try server.json("$url/v1/datasets/\(id)")
            let state = dataset.text("inspection_state")
            if state == "done" || state == "failed" { return dataset }
            try withTemporaryDirectory { _ = try Program.run("sleep 0.05", in: $0) }
        }
    }

    @Test func isStoredOnceLookedAtAndPlannedWith() throws {
        try withServer { server, directory in
            try makeDataset(in: directory)
            let post = "-X POST -T dataset.zip $url/v1/datasets"
            let first = try server.json(post)
            let id = try #require(first.text("id"), "\(first)")
            #expect(try server.json("-F dataset=@dataset.zip $url/v1/datasets").text("id") == id)
            #expect(try server.curl("\(status) \(post)") == "200")
            let files = try Program.output("ls data/datasets", in: directory)
            #expect(files.split(separator: "\n").count == 1)
            #expect(first.text("sha256") == (try digest("dataset.zip", in: directory)))

            let found = try inspected(id, server)
            #expect(found.text("inspection_state") == "done", "\(found)")
            let inspection = try #require(found["inspection"])
            #expect(inspection.text("images") == "22" && inspection.text("ignored") == "1")
            #expect(inspection.text("layout")?.contains("the root ‘xray’") == true)
            #expect(inspection.text("groups.rule") == "nih")
            // The patients 15 and 30 have a file in common and are one group.
            #expect(inspection.text("groups.count") == "12")
            #expect(inspection.text("duplicates.sets") == "2")
            #expect(inspection.text("duplicates.images") == "4")
            #expect(inspection.text("duplicates.label_conflicts") == "1")
            #expect(inspection.warnings.contains("bad-images"))
            #expect(inspection.text("dropped.count") == "1")
            #expect(inspection.text("dropped.reasons.truncated") == "1", "\(inspection)")
            #expect(inspection.figures("images") == ["ill": 7, "well": 14])
        }
    }

    @Test func plansExactlyWhatItsJobsThenDo() throws {
        try withServer { server, directory in
            try TinyDataset([("cats", 12), ("dogs", 7), ("owls", 3)]).write(to: directory)
            let posted = try server.json("-X POST -T dataset.zip $url/v1/datasets")
            let id = try #require(posted.text("id"), "\(posted)")
            for options in [
                "\"size\": 16", "\"size\": 16, \"strategy\": \"hybrid\", \"target\": 5",
                "\"size\": 16, \"test\": 0.3, \"target\": \"dogs:9,owls:4\", \"max_copies\": 1",
            ] {
                func order(_ more: String) -> String {
                    "-X POST -H 'Content-Type: application/json' "
                        + "-d '{\"dataset\": \"\(id)\", \(options)\(more)}'"
                }
                let plan = try server.json("\(order(", \"dry_run\": true")) $url/v1/jobs")
                #expect(plan.text("state") == "planned", "\(plan)")
                let job = try server.made(order(""))
                for member in ["classes", "totals", "imbalance", "options", "groups", "split"] {
                    #expect(plan[member] != nil && plan[member] == job[member], "\(member)")
                }
                #expect(job.text("dataset.id") == id)
            }
            let jobs = try server.json("\"$url/v1/jobs?dataset=\(id)\"")
            #expect(jobs["jobs"]?.asArray?.count == 3)
        }
    }

    @Test func staysAsLongAsAJobThatWaitsNeedsIt() throws {
        try withServer { server, directory in
            let slow = try server.post("size=4096&format=png")
            try TinyDataset([("cats", 5), ("dogs", 4)]).write(to: directory)
            let posted = try server.json("-X POST -T dataset.zip $url/v1/datasets")
            let id = try #require(posted.text("id"), "\(posted)")
            let order = "-X POST -H 'Content-Type: application/json' -d '{\"dataset\": \"\(id)\"}'"
            let queued = try #require(try server.json("\(order) $url/v1/jobs").text("id"))
            let refused = try server.curl("-w '\\n%{http_code}' -X DELETE $url/v1/datasets/\(id)")
            #expect(refused.hasSuffix("\n409"), "\(refused)")
            #expect(refused.contains("/problems/dataset-in-use") && refused.contains(queued))
            try server.curl("-X DELETE $url/v1/jobs/\(slow)")
            #expect(try server.wait(for: queued).text("state") == "succeeded")
            let delete = "\(status) -X DELETE $url/v1/datasets/\(id)"
            #expect(try server.curl(delete) == "204")
            #expect(try server.curl("\(status) $url/v1/datasets/\(id)") == "404")
            #expect(try server.curl("\(status) $url/v1/jobs/\(queued)/archive") == "200")
            _ = try server.wait(for: slow)
            let left = try Program.output("ls data/datasets", in: directory)
            #expect(!left.contains(id), "\(left)")
        }
    }
}

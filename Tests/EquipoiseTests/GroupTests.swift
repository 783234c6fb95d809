// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// Patients with several images, some of them in two classes, as in collections of radiographs.
@Suite struct GroupTests {
    private static let parts = ["train", "validation", "test"]

    /// Writes `dataset.zip`: 60 patients with one to five images, every seventh in two classes.
    private func makePatients(in directory: Directory) throws {
        var dataset = try TinyDataset()
        for patient in 0..<60 {
            let digits = "\(1000 + patient * 37)"
            let id = String(repeating: "0", count: 8 - digits.utf8.count) + digits
            for image in 0..<(patient % 10 == 0 ? 5 : patient % 3 == 0 ? 2 : 1) {
                let isOther = patient % 7 == 0 && image > 0
                let label = (patient % 4 == 0) == isOther ? "Pneumonia" : "No_findings"
                try dataset.add("radiographs/\(label)/\(id)_00\(image).png")
            }
        }
        try dataset.write(to: directory)
    }

    /// The patient that a file name begins with.
    private func patient(_ row: [String: String]) -> Substring? {
        row["source"]?.split(separator: "/").last?.prefix { $0 != "_" }
    }

    /// The parts that each patient stands in.
    private func places(of rows: [[String: String]]) -> [Substring: Set<String>] {
        rows.reduce(into: [:]) { places, row in
            guard let patient = patient(row), let part = row["split"] else { return }
            places[patient, default: []].insert(part)
        }
    }

    /// Expects that no patient is parted and every share is within one image of what was asked.
    private func expectApart(_ rows: [[String: String]], shares: [String: Double]) {
        let places = places(of: rows)
        let parted = places.filter { $0.value.count > 1 }
        #expect(parted.isEmpty, "\(parted)")
        for (label, members) in Dictionary(grouping: rows, by: { $0["label"] ?? "" }) {
            for (part, share) in shares {
                let count = Double(members.count { $0["split"] == part })
                let wanted = share * Double(members.count)
                #expect(abs(count - wanted) <= 1, "\(label), \(part): \(count) for \(wanted)")
            }
        }
    }

    /// Expects that the document counts the patients that the manifest shows to be parted.
    private func expectCounted(_ job: JSONValue, _ rows: [[String: String]]) throws {
        // Names that hold no id of the preset's kind are of nobody known.
        let places = places(of: rows).filter { id, _ in
            id.utf8.count == 8 && id.allSatisfy(\.isNumber)
        }
        let parted = places.count { $0.value.count > 1 }
        let heldOut = rows.filter { $0["split"] != "train" }
        let met = heldOut.count { row in
            patient(row).map { places[$0]?.contains("train") == true } == true
        }
        try #require(parted > 0 && met > 0, "a split by images parts some of these patients")
        #expect(job.text("leakage.suspected_groups_in_several_splits") == "\(parted)")
        #expect(job.text("leakage.groups_in_several_splits") == "0")
        let detail = try #require(job.warning("suspected-leakage"), "\(job)")
        #expect(detail.hasPrefix("\(parted) of \(places.count) patients"), "\(detail)")
        #expect(detail.contains("\(met) of \(heldOut.count) held-out images"), "\(detail)")
        let suggestion = try #require(job.warning("group-suggested"), "\(job)")
        #expect(suggestion.contains("group=nih"), "\(suggestion)")
    }

    @Test(arguments: ["{id}_*", "nih", "auto"])
    func keepsEveryPatientInOnePart(rule: String) throws {
        try withTemporaryDirectory { directory in
            try makePatients(in: directory)
            try Program.output(
                """
                $equipoise balance dataset.zip -o out.zip --size 16 --seed 5 --validation 0.15 \
                    --group '\(rule)'
                $equipoise verify out.zip --dataset dataset.zip
                """,
                in: directory
            )
            let made = try FinishedDataset(in: directory)
            let shares = ["train": 0.65, "validation": 0.15, "test": 0.2]
            expectApart(made.originals, shares: shares)
            for row in made.manifest { #expect(row["group"] == patient(row).map { String($0) }) }
            #expect(!made.artificial.isEmpty)
            #expect(made.artificial.allSatisfy { $0["split"] == "train" })
            #expect(made.warnings.contains("group-auto") == (rule == "auto"))
            #expect(!made.warnings.contains("suspected-leakage"))
        }
    }

    @Test func groupsOverHTTPAsOnTheCommandLine() throws {
        try withServer { server, directory in
            try makePatients(in: directory)
            try Program.output(
                """
                $equipoise balance dataset.zip -o grouped.zip --size 16 --group '{id}_*'
                $equipoise balance dataset.zip -o out.zip --size 16
                """,
                in: directory
            )
            let grouped = try server.made("-F size=16 -F 'group={id}_*' -F dataset=@dataset.zip")
            let straight = try FinishedDataset("grouped.zip", in: directory)
            expectApart(straight.originals, shares: ["train": 0.8, "validation": 0, "test": 0.2])
            #expect(grouped.text("archive.sha256") == (try digest("grouped.zip", in: directory)))
            #expect(grouped.text("groups.rule") == "{id}_*")
            #expect(grouped.text("groups.count") == "60")
            #expect(grouped.text("split.method") == "stratified-group-holdout")
            #expect(!grouped.warnings.contains("group-suggested"))

            let open = try server.made("-F size=16 -F dataset=@dataset.zip")
            #expect(open.text("archive.sha256") == (try digest("out.zip", in: directory)))
            #expect(open.text("split.method") == "stratified")
            try expectCounted(open, FinishedDataset(in: directory).originals)
        }
    }

    @Test func refusesFewerGroupsThanParts() throws {
        try withTemporaryDirectory { directory in
            var dataset = try TinyDataset()
            for number in 0..<6 {
                try dataset.add("a/p\(number % 2)_\(number).png")
                try dataset.add("b/p\(number % 2)_\(number).png")
            }
            try dataset.write(to: directory)
            let shell = try Program.run(
                "$equipoise inspect dataset.zip --group '{id}_*' --validation 0.2",
                in: directory
            )
            #expect(shell.status == 3)
            #expect(shell.output.contains("come in 2 groups"), "\(shell.output)")
        }
    }

    @Test(.enabled(if: RadiographTests.isPresent))
    func keepsThePatientsOfRealRadiographsApart() throws {
        try withTemporaryDirectory { directory in
            for seed in [32, 7] {
                let base = "$equipoise inspect '\(RadiographTests.zip)' --seed \(seed)"
                let text = try Program.output("\(base) --group '{id}_*'", in: directory)
                let grouped = try JSONValue.parse(text)
                expectApart(originals(grouped), shares: ["train": 0.8, "test": 0.2])
                let open = try JSONValue.parse(Program.output(base, in: directory))
                try expectCounted(open, originals(open))
            }
        }
    }

    /// The originals that a plan lists, as rows of a manifest.
    private func originals(_ plan: JSONValue) -> [[String: String]] {
        (plan["images"]?.asArray ?? []).filter { $0.text("origin") == "original" }.map { image in
            Dictionary(
                uniqueKeysWithValues: ["source", "split", "label"].map {
                    ($0, image.text($0) ?? "")
                }
            )
        }
    }
}

/// The SHA-256 of a file of a folder, by another program.
func digest(_ name: String, in directory: Directory) throws -> String {
    String(try Program.output("sha256sum '\(name)'", in: directory).prefix(64))
}

extension RunningServer {
    /// Posts a job with these arguments of curl, waits, and gives the job, which has succeeded.
    func made(_ arguments: String, at location: SourceLocation = #_sourceLocation) throws
        -> JSONValue
    {
        let job = try ended(arguments, at: location)
        #expect(job.text("state") == "succeeded", "\(job)", sourceLocation: location)
        return job
    }

    /// Posts a job with these arguments of curl and waits until it is done.
    func ended(_ arguments: String, at location: SourceLocation = #_sourceLocation) throws
        -> JSONValue
    {
        let submitted = try json("\(arguments) $url/v1/jobs", at: location)
        let id = try #require(submitted.text("id"), "\(submitted)", sourceLocation: location)
        return try wait(for: id, at: location)
    }
}

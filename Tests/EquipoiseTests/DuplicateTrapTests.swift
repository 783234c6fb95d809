// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// Uploads in which the same image or the same patient stands twice.
@Suite struct DuplicateTrapTests {
    @Test func leavesOutWhatStandsInTwoClasses() throws {
        try withServer { server, directory in
            var dataset = try TinyDataset([("set/cats", 8), ("set/dogs", 6)])
            try dataset.add("set/cats/one.png")
            try dataset.add("set/dogs/other.png", #require(dataset["set/cats/one.png"]))
            try dataset.write(to: directory)
            let both = try BothWays(server, in: directory)
            let gone = ["set/cats/one.png", "set/dogs/other.png"]
            #expect(both.made.dropped("label-conflict") == gone)
            for (row, other) in zip(both.made.dropped, gone.reversed()) {
                #expect(row["detail"]?.contains("‘\(other)’") == true, "\(row)")
            }
            #expect(!both.made.manifest.contains { gone.contains($0["source"] ?? "") })
            #expect(both.job.figures("images") == ["cats": 8, "dogs": 6])
            #expect(both.job.warnings.contains("label-conflicts"))
        }
    }

    @Test func keepsOneOfByteIdenticalImages() throws {
        try withServer { server, directory in
            var dataset = try TinyDataset([("cats", 8), ("dogs", 6)])
            let bytes = try #require(dataset["cats/cats-3.png"])
            dataset.add("cats/again.png", bytes)
            dataset.add("cats/deeper/zzz.png", bytes)
            try dataset.write(to: directory)
            let both = try BothWays(server, in: directory)
            #expect(both.made.dropped("duplicate") == ["cats/cats-3.png", "cats/deeper/zzz.png"])
            #expect(both.made.originals.contains { $0["source"] == "cats/again.png" })

            for seed in 0..<3 {
                let options = ["duplicates=keep", "seed=\(seed)", "test=0.3"]
                let kept = try BothWays(server, in: directory, options)
                let twins = kept.made.originals.filter {
                    ["again.png", "cats-3.png", "zzz.png"].contains(
                        $0["source"]?.split(separator: "/").last.map { String($0) }
                    )
                }
                #expect(twins.count == 3)
                #expect(Set(twins.map { $0["split"] }).count == 1, "\(twins)")
                #expect(kept.job.text("leakage.duplicates_in_several_splits") == "0")
            }
        }
    }

    /// Six patients with two images each in the user's `train`, one of them also in `test`.
    private func makeLeak(in directory: Directory) throws {
        var dataset = try TinyDataset()
        for patient in 1...6 {
            for image in 1...2 {
                let label = patient % 2 == 0 ? "ill" : "well"
                try dataset.add("xray/train/\(label)/p\(patient)_\(image).png")
            }
        }
        for name in ["ill/p8_1", "well/p9_1", "ill/p4_3"] {
            try dataset.add("xray/test/\(name).png")
        }
        try dataset.write(to: directory)
    }

    @Test func refusesAPatientInTheUsersTrainAndTestFolders() throws {
        try withServer { server, directory in
            try makeLeak(in: directory)
            for command in ["balance dataset.zip -o out.zip", "inspect dataset.zip"] {
                let shell = try Program.run("$equipoise \(command) --group '{id}_*'", in: directory)
                #expect(shell.status == 3, "\(shell.output)")
                #expect(shell.output.contains("leaks: 1 group"), "\(shell.output)")
                #expect(shell.output.contains("‘p4’"), "\(shell.output)")
                #expect(shell.output.contains("allow_leakage=true"), "\(shell.output)")
            }
            #expect(try !directory.names().contains { $0.contains("out") })

            let job = try server.ended("-F 'group={id}_*' -F dataset=@dataset.zip")
            #expect(job.text("state") == "failed")
            #expect(job.text("error.type") == "/problems/leakage", "\(job)")
            let list = try #require(job["error"]?["errors"]?.asArray, "\(job)")
            #expect(list.count == 1)
            let entry = list[0].json()
            for name in ["p4", "train/ill/p4_1.png", "train/ill/p4_2.png", "test/ill/p4_3.png"] {
                #expect(entry.contains(name), "\(entry)")
            }
        }
    }

    @Test func letsALeakPassWhereItIsAllowed() throws {
        try withServer { server, directory in
            try makeLeak(in: directory)
            let allowed = try BothWays(
                server,
                in: directory,
                ["group={id}_*", "allow_leakage=true"]
            )
            #expect(allowed.job.warnings.contains("leakage-allowed"))
            #expect(allowed.made.warnings.contains("leakage-allowed"))
            #expect(allowed.job.text("leakage.groups_in_several_splits") == "1")
            #expect(allowed.made.count("ill", "test") == 2)
            let list = String(decoding: try allowed.made.bytes("leakage.csv"), as: UTF8.self)
            #expect(list.contains("group,1,xray/test/ill/p4_3.png,test,ill"), "\(list)")

            let merged = try BothWays(server, in: directory, ["group={id}_*", "splits=merge"])
            #expect(merged.job.text("leakage.groups_in_several_splits") == "0")
            let parts = merged.made.originals.filter { $0["group"] == "p4" }.map { $0["split"] }
            #expect(parts.count == 3 && Set(parts).count == 1)
        }
    }

    @Test func refusesTheSameBytesInTwoOfTheUsersParts() throws {
        try withServer { server, directory in
            var dataset = try TinyDataset([
                ("train/cats", 6), ("train/dogs", 5), ("test/cats", 2), ("test/dogs", 2),
            ])
            dataset.add("test/cats/new.png", try #require(dataset["train/cats/cats-2.png"]))
            try dataset.write(to: directory)
            let shell = try Program.run("$equipoise inspect dataset.zip", in: directory)
            #expect(shell.status == 3, "\(shell.output)")
            #expect(shell.output.contains("byte-identical"), "\(shell.output)")
            let job = try server.ended("-F dataset=@dataset.zip")
            #expect(job.text("error.type") == "/problems/leakage", "\(job)")
            #expect(job["error"]?["errors"]?.json().contains("test/cats/new.png") == true)

            let allowed = try BothWays(server, in: directory, ["allow_leakage=true"])
            #expect(allowed.job.text("leakage.duplicates_in_several_splits") == "1")
            #expect(allowed.made.dropped.isEmpty)
            #expect(allowed.made.warnings.contains("leakage-allowed"))

            let merged = try BothWays(server, in: directory, ["splits=merge"])
            #expect(merged.made.dropped("duplicate") == ["test/cats/new.png"])
        }
    }

    /// As the well-known zip of paediatric radiographs is built.
    @Test func seesThroughASecondCopyInsideTheFirst() throws {
        try withServer { server, directory in
            let once = try TinyDataset([
                ("chest_xray/train/NORMAL", 5), ("chest_xray/train/PNEUMONIA", 9),
                ("chest_xray/test/NORMAL", 2), ("chest_xray/test/PNEUMONIA", 2),
            ])
            var dataset = once
            for (name, bytes) in once.entries {
                dataset.add("chest_xray/\(name)", bytes)
                let end = name.split(separator: "/").last ?? ""
                let folder = name.dropLast(end.count)
                dataset.add("__MACOSX/\(folder)._\(end)", text: "no picture")
            }
            try once.write(to: directory)
            let alone = try BothWays(server, in: directory)
            try dataset.write(to: directory)
            let both = try BothWays(server, in: directory)
            #expect(both.made.dropped("nested-copy").count == 18)
            #expect(both.made.dropped.count == 18)
            #expect(both.job.text("dataset.ignored") == "18")
            #expect(both.job.warnings.contains("nested-copy"))
            #expect(both.made.manifest == alone.made.manifest)
            #expect(both.job["classes"] == alone.job["classes"])
        }
    }
}

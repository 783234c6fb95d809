// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import JSON
import POSIX
import TestSupport
import Testing

/// Folders that are not what they seem, and classes that are out of all proportion.
@Suite struct FolderTrapTests {
    @Test func keepsTheNamesOfClassesAsTheyAre() throws {
        try withServer { server, directory in
            let names = ["COVID 19", "Covid 19", "Lungenentzündung", "a & b; c", "正常"]
            try TinyDataset(names.map { ($0, 5) }).write(to: directory)
            let both = try BothWays(server, in: directory)
            let classes = both.job["classes"]?.asArray?.map { $0.text("name") }
            #expect(classes == names)
            for name in names {
                #expect(both.made.count(name, "train") == 4)
                #expect(both.made.count(name, "test") == 1)
                #expect(both.made.names.contains { $0.hasPrefix("train/\(name)/") })
            }
            let detail = try #require(both.job.warning("class-names-alike"), "\(both.job)")
            #expect(detail.contains("‘COVID 19’, ‘Covid 19’"), "\(detail)")
        }
    }

    /// Equal as strings of characters, but not as names of folders.
    @Test func keepsClassesApartWhoseAccentsAreEncodedDifferently() throws {
        try withTemporaryDirectory { directory in
            let names = ["Ro\u{308}ntgen", "R\u{F6}ntgen"]
            var dataset = try TinyDataset()
            for (kind, name) in names.enumerated() {
                for number in 0..<(5 + kind) { try dataset.add("\(name)/\(kind)\(number).png") }
            }
            try dataset.write(to: directory)
            try Program.output(
                """
                $equipoise balance dataset.zip -o out.zip --size 16
                $equipoise verify out.zip --dataset dataset.zip
                """,
                in: directory
            )
            let made = try FinishedDataset(in: directory)
            #expect(made.warnings.contains("class-names-alike"))
            let labels = made.manifest.map { Array(($0["label"] ?? "").utf8) }
            #expect(labels.count { $0 == Array(names[0].utf8) } == 5)
            #expect(labels.count { $0 == Array(names[1].utf8) } == 6)
        }
    }

    @Test func balancesOneImageAgainstTwoHundred() throws {
        try withServer { server, directory in
            try TinyDataset([("common", 200), ("rare", 1)]).write(to: directory)
            for arguments in ["-F dataset=@dataset.zip", "-X POST -T dataset.zip"] {
                let refused = try server.json("\(arguments) $url/v1/jobs")
                #expect(refused.text("type") == "/problems/too-few-images", "\(refused)")
                let detail = try #require(refused.text("detail"))
                #expect(detail.contains("Class ‘rare’ has only one image"), "\(detail)")
                #expect(detail.contains("test=0"), "\(detail)")
            }
            let shell = try Program.run("$equipoise inspect dataset.zip", in: directory)
            #expect(shell.status == 3 && shell.output.contains("test=0"), "\(shell.output)")

            let both = try BothWays(server, in: directory, ["test=0"])
            #expect(both.job.figures("train_after") == ["common": 200, "rare": 200])
            #expect(both.job.text("imbalance.before") == "200.0")
            #expect(both.job.text("imbalance.after") == "1.0")
            #expect(both.job.warnings.contains("many-copies"))
            let rare = both.made.artificial.map {
                ($0["operation"] ?? "") + ($0["parameters"] ?? "")
            }
            #expect(rare.count == 199 && Set(rare).count == 199, "no two copies are alike")
        }
    }

    @Test func saysWhichFoldersLookLikeIds() throws {
        try withServer { server, directory in
            let folders = (1...4).map { ("study/patient000\($0)", 5) }
            try TinyDataset(folders).write(to: directory)
            let both = try BothWays(server, in: directory)
            let detail = try #require(both.job.warning("classes-look-like-ids"), "\(both.job)")
            #expect(detail.contains("‘study’") && detail.contains("‘patient0001’"), "\(detail)")

            // The same folders below classes are patients, and may be taken for such.
            let patients = (1...6).flatMap { [("ill/patient00\($0)", 2), ("well/p\($0)", 2)] }
            try TinyDataset(patients).write(to: directory)
            let grouped = try BothWays(server, in: directory, ["group=folder"])
            #expect(!grouped.job.warnings.contains("classes-look-like-ids"))
            let groups = Dictionary(grouping: grouped.made.originals) { $0["group"] ?? "" }
            #expect(groups.count == 12)
            #expect(groups.values.allSatisfy { Set($0.map { $0["split"] }).count == 1 })
        }
    }

    @Test func losesNeitherStrayImagesNorEmptyFoldersInSilence() throws {
        try withServer { server, directory in
            var dataset = try TinyDataset([("pets/cats", 6), ("pets/dogs", 5)])
            try dataset.add("pets/cover.png")
            try dataset.add("pets/cats/kittens/deep.png")
            dataset.add("pets/birds/", [])
            dataset.add("pets/fish/readme.txt", text: "none yet")
            dataset.add("pets/Thumbs.db", text: "junk")
            try dataset.write(to: directory)
            let both = try BothWays(server, in: directory)
            #expect(both.job.figures("images") == ["cats": 7, "dogs": 5])
            #expect(both.made.dropped("unlabelled") == ["pets/cover.png"])
            let detail = try #require(both.job.warning("empty-class"), "\(both.job)")
            #expect(detail.contains("‘birds’") && detail.contains("‘fish’"), "\(detail)")
            #expect(both.job.warning("unlabelled")?.contains("‘pets/cover.png’") == true)
            let plan = try Program.output("$equipoise inspect dataset.zip", in: directory)
            #expect(plan.contains("with the root ‘pets’"))
        }
    }

    @Test func keepsOrMergesTheUsersOwnSplit() throws {
        try withServer { server, directory in
            try TinyDataset([
                ("training/cats", 10), ("training/dogs", 6), ("valid/cats", 1), ("valid/dogs", 1),
            ]).write(to: directory)
            let kept = try BothWays(server, in: directory, ["test=0.25"])
            #expect(kept.job.figures("validation") == ["cats": 1, "dogs": 1])
            #expect(kept.job.text("totals.test") == "4")
            let refused = try server.json(
                "-F validation=0.1 -F dataset=@dataset.zip $url/v1/jobs"
            )
            #expect(refused.text("type") == "/problems/invalid-options", "\(refused)")
            let merged = try BothWays(server, in: directory, ["splits=merge", "validation=0.1"])
            #expect(merged.job.text("totals.validation") == "2")
            #expect(merged.job.text("totals.test") == "4")
        }
    }
}

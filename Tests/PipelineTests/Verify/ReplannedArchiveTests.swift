// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import POSIX
import Testing

@testable import Pipeline

/// Archives whose images and rows agree, and which are not what recipe and dataset give.
@Suite struct ReplannedArchiveTests {
    private static func upload() throws -> Upload {
        try Upload(classes: [("cats", 9), ("dogs", 5)])
    }

    /// Ids that stand for two pictures each: a cat and a dog of p0 to p4, two cats of p5 and p6.
    private static func grouped() throws -> Edited {
        var upload = Upload()
        for (name, image) in try Upload(classes: [("cats", 9), ("dogs", 5)]).entries {
            let number = upload.entries.count
            let id = number < 9 ? (number < 5 ? number : 5 + (number - 5) / 2) : number - 9
            let folder = name.prefix(5)
            upload.entries.append(("\(folder)p\(id)_\(number).png", image))
        }
        return try Edited(upload, [("group", "{id}_*"), ("test", "0.3")])
    }

    @Test func aTestImageInTrainWithoutItsGroup() throws {
        var edited = try Self.grouped()
        #expect(try edited.findings().isEmpty)
        let file = edited.file(where: "split", is: "test")
        let moved = "train" + file.dropFirst(4)
        edited.move(file, to: moved)
        (edited[moved, "split"], edited[moved, "group"]) = ("train", "")
        #expect(try edited.findings() == ["\(moved): row-unplanned", "\(file): row-missing"])
    }

    @Test func aGroupThatIsBlankedAlone() throws {
        var edited = try Self.grouped()
        let file = edited.file(where: "split", is: "test")
        let group = edited[file, "group"]
        edited[file, "group"] = ""
        let finding = try #require(edited.verification().findings.first)
        #expect(finding.file == file && finding.kind == .rowDiffers)
        #expect(finding.detail.contains("has the group ‘’, the plan ‘\(group)’"))
    }

    @Test func aTestImageUnderAnotherLabel() throws {
        var edited = try Edited(try Self.upload())
        let file = edited.file(where: "split", is: "test")
        let moved = "test/dogs/relabelled.png"
        edited.move(file, to: moved)
        (edited[moved, "label"], edited[moved, "label_index"]) = ("dogs", "1")
        #expect(try edited.findings() == ["\(moved): row-unplanned", "\(file): row-missing"])
    }

    @Test func anImageTakenOutWithItsRow() throws {
        var edited = try Edited(try Self.upload())
        let file = edited.file(where: "split", is: "test")
        let source = edited[file, "source"]
        edited.rows.removeAll { $0[0] == file }
        edited.entries.removeAll { $0.name == file }
        let verification = try edited.verification()
        #expect(verification.count == 1)
        let finding = try #require(verification.findings.first)
        #expect(finding.file == file && finding.kind == .rowMissing)
        #expect(finding.detail.contains(source))
    }

    @Test func aCopyMoreThanPlanned() throws {
        var edited = try Edited(try Self.upload(), [("fill", "copy")])
        let file = edited.file(where: "operation", is: "copy")
        var row = try #require(edited.rows.first { $0[0] == file })
        row[0] = "train/dogs/more.png"
        edited.rows.append(row)
        edited.entries.append((row[0], edited[entry: file]))
        #expect(try edited.findings() == ["train/dogs/more.png: row-unplanned"])
    }

    @Test func rowsInAnotherOrder() throws {
        var edited = try Edited(try Self.upload())
        edited.rows.swapAt(2, 3)
        let finding = try #require(edited.verification().findings.first)
        #expect(try edited.findings() == ["\(edited.files[2]): row-differs"])
        #expect(finding.detail == "line 4 comes after a row that the plan has later")
    }

    @Test(arguments: [
        ("\"test\": 0.2", "\"test\": 0.3"), ("\"seed\": 32", "\"seed\": 33"),
        ("\"validation\": 0", "\"validation\": 0.1"), ("\"parity\": false", "\"parity\": true"),
        ("\"strategy\": \"oversample\"", "\"strategy\": \"none\""),
    ])
    func aRecipeThatMakesAnotherPlan(from: String, to: String) throws {
        var edited = try Edited(try Self.upload())
        try edited.replace(from, with: to, in: "recipe.json")
        let kinds = Set(try edited.verification().findings.map(\.kind))
        #expect(!kinds.isDisjoint(with: [.rowDiffers, .rowMissing, .rowUnplanned]))
    }

    @Test func aRecipeWithOtherWarningsOrSpelling() throws {
        for (from, to) in [
            ("  \"version\"", " \"version\""), ("\"warnings\": [", "\"warnings\": [ "),
        ] {
            var edited = try Edited(try Self.upload())
            try edited.replace(from, with: to, in: "recipe.json")
            #expect(try edited.findings() == ["recipe.json: table-differs"])
        }
    }

    /// The recipe is taken as it is: by this one the run gives the very same archive.
    @Test func aRecipeThatMakesTheSameArchiveIsNoFault() throws {
        var edited = try Edited(try Self.upload())
        try edited.replace(
            "\"allow_leakage\": false",
            with: "\"allow_leakage\": true",
            in: "recipe.json"
        )
        let honest = try Edited(try Self.upload(), [("allow_leakage", "true")])
        #expect(edited[entry: "recipe.json"] == honest[entry: "recipe.json"])
        #expect(edited.rows == honest.rows)
        #expect(try edited.findings().isEmpty)
    }

    @Test func aRecipeByWhichThereIsNoArchive() throws {
        var upload = try Upload(classes: [
            ("train/a", 4), ("train/b", 4), ("test/a", 2), ("test/b", 2),
        ])
        upload["test/a/0.png"] = upload["train/a/0.png"]
        var edited = try Edited(upload, [("allow_leakage", "true"), ("duplicates", "keep")])
        #expect(try edited.findings().isEmpty)
        try edited.replace(
            "\"allow_leakage\": true",
            with: "\"allow_leakage\": false",
            in: "recipe.json"
        )
        let finding = try #require(edited.verification().findings.first)
        #expect(finding.description.hasPrefix("recipe.json: table-differs: it makes no archive"))
        #expect(finding.detail.contains("leaks"))
    }

    @Test(arguments: ["dropped.csv", "weights.json", "leakage.csv"])
    func aTableThatIsEditedOrGone(table: String) throws {
        var upload = try Self.upload()
        upload["cats/again.png"] = try Picture(seed: 0, channels: 3).png()
        var edited = try Edited(upload)
        #expect(try edited.findings().isEmpty)
        let bytes = edited[entry: table]
        for changed in [bytes + [10], bytes.dropLast(), Array("none".utf8), []] {
            edited[entry: table] = changed
            #expect(try edited.findings() == ["\(table): table-differs"])
        }
        edited.entries.removeAll { $0.name == table }
        #expect(try edited.findings() == ["\(table): table-differs"])
    }

    @Test func saysWhichLineOfATableDiffers() throws {
        var edited = try Edited(try Self.upload())
        edited[entry: "dropped.csv"] += Array("cats/0.png,unlabelled,for fun\n".utf8)
        let finding = try #require(edited.verification().findings.first)
        #expect(
            finding.detail == "line 2 is ‘cats/0.png,unlabelled,for fun’, by the plan ‘’"
        )
    }

    /// Good images that are listed as bad, and a whole archive made without them.
    @Test func goodImagesThatAreListedAsBad() throws {
        var upload = try Self.upload()
        let whole = try upload.file()
        let (name, image) = upload.entries.remove(at: 3)
        var edited = try Edited(upload)
        edited.dataset = whole
        upload.entries.insert((name, image), at: 3)
        let (old, new) = (try DatasetIdentity(reading: upload.file()), edited.recipeDataset)
        try edited.replace(new.sha256, with: old.sha256.description, in: "recipe.json")
        try edited.replace(
            "\"bytes\": \(new.bytes)",
            with: "\"bytes\": \(old.bytes)",
            in: "recipe.json"
        )
        edited[entry: "dropped.csv"] += Array("\(name),truncated,it ends early\n".utf8)
        let findings = try edited.verification().findings
        #expect(
            findings.first?.description
                == "dropped.csv: table-differs: line 2 is ‘\(name),truncated,it ends early’, by "
                + "the plan ‘’"
        )
        #expect(
            findings.contains { $0.detail == "‘\(name)’ is no truncated image: it can be used" }
        )
        #expect(findings.contains { $0.kind == .rowMissing && $0.detail.contains(name) })
    }

    @Test func aBadImageThatIsNotListed() throws {
        var upload = try Self.upload()
        upload["cats/bad.png"] = try Picture(seed: 77).png().dropLast(24)
        var edited = try Edited(upload)
        #expect(try edited.findings().isEmpty)
        edited[entry: "dropped.csv"] = Array("file,reason,detail\n".utf8)
        let findings = try edited.verification().findings
        #expect(
            findings.contains {
                $0.file == "dropped.csv" && $0.kind == .tableDiffers
                    && $0.detail.hasPrefix("‘cats/bad.png’ is not listed as truncated")
            }
        )
    }

    @Test func findsTheSameWhoeverWorks() throws {
        var edited = try Self.grouped()
        try edited.replace("\"seed\": 32", with: "\"seed\": 7", in: "recipe.json")
        edited[entry: "dropped.csv"] += Array(
            "cats/p0_0.png,corrupt,\ncats/p1_1.png,corrupt,\n".utf8
        )
        let found = try [1, 2, 5].map { try edited.verification(workers: $0).findings }
        #expect(found[0].count > 4 && found[0] == found[1] && found[0] == found[2])
    }
}

extension Edited {
    /// Gives an image another name, in the archive and in its row.
    fileprivate mutating func move(_ file: String, to name: String) {
        self[file, "file"] = name
        for index in entries.indices where entries[index].name == file {
            entries[index].name = name
        }
    }

    fileprivate mutating func replace(_ old: String, with new: String, in table: String) throws {
        let text = String(decoding: self[entry: table], as: UTF8.self)
        try #require(text.contains(old), "\(table) has no \(old)")
        self[entry: table] = Array(text.replacing(old, with: new).utf8)
    }

    /// The dataset that the recipe names.
    fileprivate var recipeDataset: (bytes: UInt64, sha256: String) {
        let recipe = try? Recipe.read(self[entry: "recipe.json"])
        return (recipe?.dataset.bytes ?? 0, recipe?.dataset.sha256.description ?? "")
    }
}

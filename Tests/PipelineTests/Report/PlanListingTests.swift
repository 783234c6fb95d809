// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import JSON
import POSIX
import Testing

@testable import Pipeline

struct PlanListingTests {
    private static let upload = Result {
        var upload = try Upload(classes: [("a", 10), ("b", 5), ("c", 20)])
        upload["__MACOSX/a/0.png"] = [0]
        upload["notes.txt"] = Array("a note".utf8)
        upload["b/no.png"] = Array("no picture".utf8)
        return upload
    }

    @Test func listsWhatBalancingThenDoes() throws {
        let upload = try Self.upload.get()
        let listing = try Self.inspect(upload)
        let balanced = try Balanced(upload)
        let images = try #require(listing["images"]?.asArray)
        #expect(images.count == balanced.manifest.count)
        for (image, row) in zip(images, balanced.manifest) {
            for name in ["file", "split", "label", "origin", "source"] {
                #expect(image[name]?.asString == row[name])
            }
            #expect(image["label_index"]?.asInteger.map(String.init) == row["label_index"])
            #expect((image["operation"]?.asString ?? "") == row["operation"])
            #expect((image["parameters"]?.json() ?? "") == row["parameters"])
        }
    }

    @Test func saysWhatTheDatasetIsAndWhatWasAskedFor() throws {
        let upload = try Self.upload.get()
        let listing = try Self.inspect(upload, [("seed", "7")])
        let identity = try DatasetIdentity(reading: upload.file())
        #expect(listing["version"]?.asString == Version.current)
        #expect(listing["dataset"]?["bytes"]?.asInteger == Int64(identity.bytes))
        #expect(listing["dataset"]?["sha256"]?.asString == identity.sha256.description)
        #expect(listing["dataset"]?["images"]?.asInteger == 36)
        #expect(listing["dataset"]?["ignored"]?.asInteger == 2)
        #expect(listing["options"]?["seed"]?.asInteger == 7)
    }

    @Test func givesTheFiguresOfTheJobDocument() throws {
        let listing = try Self.inspect(Self.upload.get())
        let classes = try #require(listing["classes"]?.asArray)
        #expect(classes.map { $0["name"]?.asString } == ["a", "b", "c"])
        #expect(classes.map { $0["images"]?.asInteger } == [10, 5, 20])
        #expect(classes.map { $0["train"]?.asInteger } == [8, 4, 16])
        #expect(classes.map { $0["test"]?.asInteger } == [2, 1, 4])
        #expect(classes.map { $0["difference"]?.asInteger } == [8, 12, 0])
        #expect(classes.map { $0["added"]?.asInteger } == [8, 12, 0])
        #expect(classes.map { $0["train_after"]?.asInteger } == [16, 16, 16])
        let totals = try #require(listing["totals"])
        #expect(totals["images"]?.asInteger == 35)
        #expect(totals["train"]?.asInteger == 28)
        #expect(totals["train_after"]?.asInteger == 48)
        #expect(listing["imbalance"]?["before"]?.asNumber == 4)
        #expect(listing["imbalance"]?["after"]?.asNumber == 1)
        #expect(listing["dropped"]?["count"]?.asInteger == 1)
        #expect(listing["dropped"]?["reasons"]?["unknown-format"]?.asInteger == 1)
    }

    @Test func drawsATableForATerminal() throws {
        let upload = try Self.upload.get()
        let summary = try Balanced(upload).outcome.summary
        let lines = summary.table.split(separator: "\n")
        #expect(lines[0] == "class  images  train  added  removed  balanced  validation  test")
        #expect(lines[2] == "b           5      4     12        0        16           0     1")
        #expect(lines[4] == "total      35     28     20        0        48           0     7")
        #expect(lines[5...].dropLast().allSatisfy { $0.hasPrefix("warning: ") })
        #expect(lines.last == "dropped: 1 images, see dropped.csv")
    }

    private static func inspect(
        _ upload: Upload,
        _ options: [(name: String, text: String)] = []
    ) throws -> JSONValue {
        let file = try upload.file()
        let pipeline = Pipeline(limits: PipelineLimits(), pool: WorkerPool(width: 2))
        let listing = try pipeline.inspect(file, Options(options))
        var bytes: [UInt8] = []
        listing.write(try DatasetIdentity(reading: file)) { bytes += $0 }
        #expect(bytes.last == UInt8(ascii: "\n"))
        return try JSONValue.parse(bytes)
    }
}

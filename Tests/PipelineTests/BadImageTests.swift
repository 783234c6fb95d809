// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import POSIX
import TestSupport
import Testing
import Zip

@testable import Pipeline

struct BadImageTests {
    private static let upload = Result { try Upload(classes: [("a", 6), ("b", 4)]) }

    @Test func dropsATruncatedImageAndPlansAgain() throws {
        var upload = try Self.upload.get()
        let without = try Balanced(upload, [("test", "0")])
        upload["a/x.png"] = try Picture(seed: 77).png().dropLast(24)
        upload["a/y.jpg"] = try Picture(seed: 78).jpeg().dropLast(40)
        let balanced = try Balanced(upload, [("test", "0")])
        #expect(balanced.dropped.map { $0["file"] } == ["a/x.png", "a/y.jpg"])
        #expect(balanced.dropped.map { $0["reason"] } == ["truncated", "truncated"])
        #expect(balanced.dropped.allSatisfy { $0["detail"]?.isEmpty == false })
        // The bad ones took no part in anything: what is left is the archive without them.
        #expect(balanced.manifestBytes == without.manifestBytes)
        #expect(balanced.names == without.names)
    }

    /// One image takes no more memory than there is for all: what would is left out, by its header
    /// or, where the file alone is longer, by the directory.
    @Test(arguments: [1, 8], ["32", "original"])
    func dropsWhatTakesTooMuchMemory(workers: Int, size: String) throws {
        var upload = try Self.upload.get()
        upload["a/large.png"] = try Picture(seed: 5, width: 2_000, height: 1_000).png()
        upload["b/long.png"] = upload["b/0.png"] + [UInt8](repeating: 7, count: 2_000_000)
        var limits = PipelineLimits()
        limits.decodingBytes = 2 << 20
        let balanced = try Balanced(
            upload,
            [("test", "0"), ("size", size), ("format", "png")],
            workers: workers,
            limits: limits
        )
        // At its own size the large one is copied, which takes its file alone.
        let files = size == "original" ? ["b/long.png"] : ["a/large.png", "b/long.png"]
        #expect(balanced.dropped.map { $0["file"] } == files)
        #expect(balanced.dropped.allSatisfy { $0["reason"] == "too-large" })
        #expect(balanced.dropped.first?["detail"]?.contains("bytes of memory") == true)
    }

    @Test func countsTheTrainingPartAfterTheDrops() throws {
        var upload = try Self.upload.get()
        for index in 0..<3 { upload["a/\(index).png"].removeLast(24) }
        let balanced = try Balanced(upload, [("test", "0")])
        let counts = Dictionary(grouping: balanced.manifest) { $0["label"] ?? "" }
        #expect(counts.mapValues(\.count) == ["a": 4, "b": 4])
        #expect(counts["a"]?.filter { $0["origin"] == "original" }.count == 3)
    }

    /// The position is the zip's; that of an entry which is no image counts for nothing.
    @Test(arguments: ["32", "original"])
    func leavesOutWhatIsKnownToBeBad(size: String) throws {
        let whole = try Self.upload.get()
        let options = [("test", "0"), ("size", size)]
        let known = Dropped(file: "a/2.png", reason: "crashed", detail: "It ended the process.")
        let other = Dropped(file: "read.me", reason: "crashed", detail: "It is no image.")
        var upload = Upload([("read.me", [1])] + whole.entries)
        let balanced = try Balanced(upload, options, leavingOut: [3: known, 0: other])
        #expect(balanced.dropped.map { $0["file"] } == [known.file])
        #expect(balanced.dropped.map { $0["reason"] } == [known.reason])
        #expect(balanced.dropped.map { $0["detail"] } == [known.detail])
        upload.entries.remove(at: 3)
        let without = try Balanced(upload, options)
        #expect(balanced.manifestBytes == without.manifestBytes)
        #expect(throws: PipelineError.self) { () throws in
            _ = try Balanced(whole, [("bad_images", "fail")] + options, leavingOut: [2: known])
        }
    }

    @Test(arguments: ["32", "original"])
    func dropsWhatIsNoImageByItsFirstBytes(size: String) throws {
        var upload = try Self.upload.get()
        upload["b/text.png"] = Array("not a picture at all".utf8)
        upload["b/empty.jpg"] = []
        let balanced = try Balanced(upload, [("test", "0"), ("size", size)])
        #expect(balanced.dropped.map { $0["file"] } == ["b/empty.jpg", "b/text.png"])
        #expect(balanced.dropped.allSatisfy { $0["reason"] == "unknown-format" })
        #expect(balanced.manifest.count == 12)
    }

    @Test func listsDropsOfBothStagesInTheOrderOfNames() throws {
        var upload = try Self.upload.get()
        upload["a/0.png"].removeLast(24)
        upload["a/5.png"] = Array("text".utf8)
        upload["b/0.png"] = Array("text".utf8)
        upload["b/1.png"].removeLast(24)
        let balanced = try Balanced(upload, [("test", "0")])
        #expect(
            balanced.dropped.map { $0["file"] } == ["a/0.png", "a/5.png", "b/0.png", "b/1.png"]
        )
    }

    @Test(arguments: ["32", "original"])
    func dropsAnEntryWhoseBytesAreDamaged(size: String) throws {
        let balanced = try Self.balanced(size: size) { upload in
            let damaged = ZipBuilder.Entry("a/damaged.png", upload[0].bytes).with { header in
                header.crc32 ^= 1
            }
            let noDeflate = ZipBuilder.Entry(
                "a/stream.png",
                upload[0].bytes,
                compressed: [7, 7, 7, 7, 7]
            )
            return [damaged, noDeflate]
        }
        #expect(balanced.map(\.file) == ["a/damaged.png", "a/stream.png"])
        #expect(balanced.map(\.reason) == ["crc-mismatch", "bad-data"])
    }

    @Test func dropsAnImageOverTheLimitBeforeItIsDecoded() throws {
        var upload = try Self.upload.get()
        upload["a/large.png"] = try Picture(seed: 1, width: 40, height: 9).png()
        var limits = PipelineLimits()
        limits.image.side = 39
        let balanced = try Balanced(upload, [("test", "0")], limits: limits)
        #expect(balanced.dropped.map { $0["reason"] } == ["too-large"])
    }

    @Test(arguments: ["text", "truncated"], [1, 2])
    func failsTheJobWhereThatIsAskedFor(kind: String, workers: Int) throws {
        var upload = try Self.upload.get()
        for name in ["a/0.png", "b/3.png"] {
            upload[name] = kind == "text" ? Array("text".utf8) : upload[name].dropLast(24)
        }
        let error = #expect(throws: PipelineError.self) {
            try Balanced(upload, [("bad_images", "fail")], workers: workers)
        }
        guard case .badImages(let dropped) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(dropped.map(\.file) == ["a/0.png", "b/3.png"])
    }

    @Test(arguments: ["text", "truncated"])
    func refusesADatasetThatLosesAClass(kind: String) throws {
        var upload = try Self.upload.get()
        for name in upload.entries.map(\.name) where name.hasPrefix("b/") {
            upload[name] = kind == "text" ? Array("text".utf8) : upload[name].dropLast(24)
        }
        let error = #expect(throws: PipelineError.self) { try Balanced(upload) }
        guard case .tooLittleLeft(.tooFewImages, let dropped) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(dropped.map(\.file) == (0..<4).map { "b/\($0).png" })
    }

    /// A class of four is no class of one to whoever sent it.
    @Test(arguments: ["text", "truncated"])
    func namesTheBadImagesWhereTheRestIsTooFew(kind: String) throws {
        var upload = try Self.upload.get()
        let bad = upload.entries.map(\.name).filter { $0.hasPrefix("b/") }.prefix(3)
        for name in bad {
            upload[name] = kind == "text" ? Array("text".utf8) : upload[name].dropLast(24)
        }
        let error = #expect(throws: PipelineError.self) { try Balanced(upload) }
        guard case .tooLittleLeft(.tooFewImages(.classes(["b"])), let dropped) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(dropped.map(\.file) == Array(bad))
    }

    /// Naming the files is worth more than saying that their class is gone.
    @Test(arguments: ["text", "truncated"])
    func namesTheBadImagesOfAClassThatLosesAll(kind: String) throws {
        var upload = try Self.upload.get()
        for name in upload.entries.map(\.name) where name.hasPrefix("b/") {
            upload[name] = kind == "text" ? Array("text".utf8) : upload[name].dropLast(24)
        }
        let error = #expect(throws: PipelineError.self) {
            try Balanced(upload, [("bad_images", "fail")])
        }
        guard case .badImages(let dropped) = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(dropped.count == 4)
    }

    /// What is dropped of an upload that also has entries which only a broken tool would write.
    private static func balanced(
        size: String,
        _ damaged: ([(name: String, bytes: [UInt8])]) -> [ZipBuilder.Entry]
    ) throws -> [Dropped] {
        let entries = try Self.upload.get().entries
        let builder = ZipBuilder(
            entries.map { ZipBuilder.Entry($0.name, $0.bytes) } + damaged(entries)
        )
        let file = try File.holding(builder.bytes())
        let archive = try File(temporaryIn: "/tmp")
        var dropped: [[String]] = []
        let options = try Options([("test", "0"), ("size", size)])
        _ = try Pipeline(limits: PipelineLimits(), pool: WorkerPool(width: 2)).balance(
            file,
            DatasetIdentity(reading: file),
            options,
            archive: archive,
            manifest: File(temporaryIn: "/tmp")
        )
        let reader = try ZipReader(archive)
        let entry = try #require(reader.entries.first { $0.name == "dropped.csv" })
        var csv = CSVReader()
        csv.read(try reader.read(entry, with: Inflater())) { dropped.append($0) }
        return dropped.dropFirst().map { Dropped(file: $0[0], reason: $0[1], detail: $0[2]) }
    }
}

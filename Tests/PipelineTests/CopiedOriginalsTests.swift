// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import JSON
import POSIX
import TestSupport
import Testing
import Zip

@testable import Pipeline

/// With `size=original` originals are copied, and what is only copied is not decoded.
struct CopiedOriginalsTests {
    private static let copying = [("size", "original"), ("strategy", "none"), ("test", "0")]

    /// Sound from its first marker to its last, but with codes that mean nothing.
    private static func undecodable() throws -> [UInt8] {
        let file = try Picture(seed: 5).jpeg()
        let scan = try #require(file.indices.last { file[$0...].starts(with: [0xFF, 0xDA]) })
        let data = scan + 2 + Int(file[scan + 3])
        let codes = (0..<40).flatMap { _ in [0xFF, 0x00] as [UInt8] }
        return Array(file[..<data]) + codes + [0xFF, 0xD9]
    }

    /// Large enough for its bytes not to be gathered in memory.
    private static func large(_ seed: Int) throws -> [UInt8] {
        var state = UInt32(seed)
        let samples = (0..<640 * 640).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        let image = try Image(
            width: 640,
            height: 640,
            channels: 1,
            bitDepth: 8,
            samples: samples.span
        )
        return try Codec().encode(image, as: .png)
    }

    @Test func theFileIsWhatItSays() throws {
        let file = try Self.undecodable()
        let header = try ImageHeader.checkStructure(file.span)
        #expect(throws: ImagingError.self) { () throws in
            _ = try Codec().decode(file.span, header: header).width
        }
    }

    @Test(arguments: ["none", "undersample"])
    func doesNotDecodeWhatIsCopied(strategy: String) throws {
        var upload = try Upload(classes: [("a", 6), ("b", 4)], ending: "jpg")
        for name in upload.entries.map(\.name) { upload[name] = try Self.undecodable() + [0] }
        // No two alike: what comes behind the end is no part of the picture.
        for index in upload.entries.indices {
            upload.entries[index].bytes += [UInt8(index)]
        }
        let options = [("size", "original"), ("strategy", strategy), ("test", "0")]
        let balanced = try Balanced(upload, options)
        #expect(balanced.manifest.count == (strategy == "none" ? 10 : 8))
        for row in balanced.manifest {
            #expect(try balanced[#require(row["file"])] == upload[#require(row["source"])])
            #expect(row["sha256"] == row["source_sha256"])
            #expect(row["width"] == "12" && row["height"] == "8" && row["channels"] == "1")
        }
    }

    @Test func copiesOfBytesAreNotDecodedEither() throws {
        var upload = try Upload(classes: [("a", 6), ("b", 1)], ending: "jpg")
        upload["b/0.jpg"] = try Self.undecodable()
        let options = [("size", "original"), ("fill", "copy"), ("test", "0")]
        let balanced = try Balanced(upload, options)
        #expect(balanced.manifest.count == 12)
        #expect(balanced.dropped.isEmpty)
    }

    /// What is altered must be decoded, and another plan follows without it.
    @Test(arguments: [1, 2, 4]) func decodesWhatIsAltered(workers: Int) throws {
        var upload = try Upload(classes: [("a", 9), ("b", 4)], ending: "jpg")
        let without = try Balanced(upload, [("size", "original"), ("test", "0")])
        upload["b/x.jpg"] = try Self.undecodable()
        let balanced = try Balanced(
            upload,
            [("size", "original"), ("test", "0")],
            workers: workers
        )
        #expect(balanced.dropped.map { $0["file"] } == ["b/x.jpg"])
        #expect(balanced.manifestBytes == without.manifestBytes)
    }

    /// The second pass decodes everything, so the third plan is the last.
    ///
    /// Ten of fifteen are altered, so of six bad ones one is among them at least.
    @Test(arguments: [1, 3]) func needsThreePassesAtTheMost(workers: Int) throws {
        var upload = try Upload(classes: [("a", 12), ("b", 9)], ending: "jpg")
        for index in 0..<6 { upload["b/x\(index).jpg"] = try Self.undecodable() + [UInt8(index)] }
        let plans = Locked(0)
        let balanced = try Balanced(
            upload,
            [("size", "original"), ("test", "0"), ("target", "25")],
            workers: workers,
            observer: PipelineObserver(planned: { _ in plans.withLock { $0 += 1 } })
        )
        #expect(plans.withLock { $0 } <= 3)
        #expect(balanced.dropped.count == 6)
    }

    @Test(arguments: ["png", "jpg"]) func dropsWhatIsNotWhole(ending: String) throws {
        var upload = try Upload(classes: [("a", 4), ("b", 3)], ending: ending)
        upload["a/0.\(ending)"].removeLast(5)
        upload["b/1.\(ending)"].removeLast(9)
        let balanced = try Balanced(upload, Self.copying)
        #expect(balanced.dropped.map { $0["file"] } == ["a/0.\(ending)", "b/1.\(ending)"])
        #expect(balanced.dropped.map { $0["reason"] } == ["truncated", "truncated"])
        #expect(balanced.manifest.count == 5)
    }

    @Test func saysThatPixelsWereNotSeen() throws {
        var upload = try Upload(classes: [("a", 4), ("b", 3)])
        upload["a/same.png"] = upload["a/0.png"] + [0]
        let balanced = try Balanced(upload, Self.copying)
        let summary = try Self.summary(balanced)
        for traits in summary["confounds"]?.asArray ?? [] {
            #expect(traits["median_brightness"]?.isNull == true)
            #expect(traits["median_sharpness"]?.isNull == true)
            #expect(traits["median_width"]?.asInteger == 12)
            #expect(traits["formats"]?["png"]?.asInteger == traits["images"]?.asInteger)
        }
        #expect(summary["leakage"]?["same_pixels_in_several_splits"]?.isNull == true)
        #expect(summary["leakage"]?["near_duplicates_in_several_splits"]?.isNull == true)
        let warnings = summary["warnings"]?.asArray ?? []
        #expect(warnings.map { $0["code"]?.asString } == ["pixels-not-seen"])
        #expect(warnings.first?["detail"]?.asString?.hasPrefix("8 of 8 source images") == true)
    }

    @Test func saysHowManyWereNotSeen() throws {
        let upload = try Upload(classes: [("a", 6), ("b", 3)])
        let balanced = try Balanced(upload, [("size", "original"), ("test", "0")])
        let summary = try Self.summary(balanced)
        let details = (summary["warnings"]?.asArray ?? []).compactMap { $0["detail"]?.asString }
        #expect(details.contains { $0.hasPrefix("6 of 9 source images were not decoded") })
        #expect(summary["leakage"]?["same_pixels_in_several_splits"]?.asInteger == 0)
        let confounds = summary["confounds"]?.asArray ?? []
        #expect(confounds.map { $0["median_brightness"]?.isNull } == [true, false])
    }

    /// A stored entry is copied by the kernel, a deflated one is written: the bytes are the same.
    @Test(arguments: [1, 4]) func copiesLargeFiles(workers: Int) throws {
        var upload = try Upload(classes: [("a", 3), ("b", 2)])
        for index in 0..<3 { upload["a/large\(index).png"] = try Self.large(index) }
        let stored = try Balanced(upload, Self.copying, workers: workers)
        for row in stored.manifest {
            #expect(try stored[#require(row["file"])] == upload[#require(row["source"])])
        }
        let entries = upload.entries.map { name, bytes in
            ZipBuilder.Entry(name, bytes, compressed: ZipBuilder.deflate(bytes))
        }
        let file = try File.holding(ZipBuilder(entries).bytes())
        let archive = try File(temporaryIn: "/tmp")
        let outcome = try Pipeline(limits: PipelineLimits(), pool: WorkerPool(width: workers))
            .balance(
                file,
                DatasetIdentity(bytes: 1, sha256: DatasetIdentity(reading: file).sha256),
                Options(Self.copying.map { (name: $0.0, text: $0.1) }),
                archive: archive,
                manifest: File(temporaryIn: "/tmp")
            )
        #expect(try DatasetIdentity(reading: archive).sha256 == outcome.sha256)
        let reader = try ZipReader(archive)
        for entry in reader.entries where entry.name.contains("large") {
            #expect(try reader.read(entry, with: Inflater()) == stored[entry.name])
        }
    }

    @Test(
        arguments: [
            [], [("strategy", "none")], [("strategy", "undersample")], [("fill", "copy")],
            [("format", "png")], [("strategy", "none"), ("color", "rgb")],
        ] as [[(String, String)]]
    )
    func verifyingAgrees(options: [(String, String)]) throws {
        var upload = try Upload(classes: [("a", 7), ("b", 4)], ending: "jpg")
        upload["b/cut.jpg"] = try Array(Picture(seed: 9).jpeg().dropLast(2))
        upload["b/codes.jpg"] = try Self.undecodable()
        upload["a/x.png"] = try Picture(seed: 77).png()
        // Whether the cut one was to be altered, in the plan that it made void, is the seed's.
        for seed in 1...12 {
            let all = [("size", "original"), ("test", "0.2"), ("seed", "\(seed)")] + options
            let edited = try Edited(upload, all)
            #expect(try edited.findings().isEmpty)
        }
    }

    private static func summary(_ balanced: Balanced) throws -> JSONValue {
        var writer = JSONWriter()
        writer.object { balanced.outcome.summary.writeMembers(to: &$0) }
        return try JSONValue.parse(writer.take())
    }
}

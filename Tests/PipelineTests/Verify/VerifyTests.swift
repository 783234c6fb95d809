// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import Imaging
import POSIX
import Testing
import Zip

@testable import Pipeline

/// Archives as they were made, and with single bits of their files changed.
@Suite struct VerifyTests {
    private static func upload(_ ending: String = "png") throws -> Upload {
        try Upload(classes: [("cats", 9), ("dogs", 4)], ending: ending)
    }

    @Test(
        arguments: [
            [], [("size", "original")], [("preset", "tutorial")], [("color", "rgb")],
            [("format", "jpeg"), ("quality", "40")], [("strategy", "none"), ("test", "0")],
            [("size", "20x12"), ("border", "constant")], [("color", "gray"), ("format", "png")],
            [("size", "original"), ("format", "jpeg")], [("augment", "flip"), ("test", "0.5")],
        ] as [[(String, String)]],
        ["png", "jpg"]
    )
    func findsNothingInWhatWasMade(options: [(String, String)], ending: String) throws {
        let edited = try Edited(try Self.upload(ending), options)
        let verification = try Edited.verify(try edited.file(), edited.dataset)
        #expect(verification.isSound, "\(verification.findings)")
        #expect(verification.images == edited.files.count && verification.warnings.isEmpty)
    }

    /// Pictures of which no two are alike, however many there are.
    private static func manyPictures(_ classes: [(String, Int)]) throws -> Upload {
        var upload = Upload()
        let codec = try Codec()
        for (name, count) in classes {
            for index in 0..<count {
                let number = upload.entries.count
                let samples = (0..<64).map { UInt8(truncatingIfNeeded: number >> ($0 % 3 * 5)) }
                let image = try Image(
                    width: 8,
                    height: 8,
                    channels: 1,
                    bitDepth: 8,
                    samples: samples.span
                )
                upload.entries.append(("\(name)/\(index).png", try codec.encode(image, as: .png)))
            }
        }
        return upload
    }

    @Test func namesTheOneOfThousandsThatHasAFlippedBit() throws {
        let upload = try Self.manyPictures([("cats", 1300), ("dogs", 500)])
        let edited = try Edited(upload, [("size", "8"), ("augment", "rotate:180,translate:0.9")])
        #expect(edited.files.count > 2000)
        let archive = try edited.file()
        let chosen = [edited.files[1711], edited.files[edited.files.count - 1]]
        for file in chosen {
            let (offset, count) = try archive.place(of: file)
            try archive.flip(at: offset + count / 2)
            let verification = try Edited.verify(archive, edited.dataset)
            #expect(verification.findings.map(\.file) == [file])
            #expect(verification.findings.first?.kind == .entryDiffers)
            #expect(verification.images == edited.files.count && verification.count == 1)
            try archive.flip(at: offset + count / 2)
        }
    }

    @Test(arguments: ["manifest.csv", "dropped.csv", "recipe.json"])
    func namesATableThatHasAFlippedBit(table: String) throws {
        let edited = try Edited(try Self.upload())
        let archive = try edited.file()
        try archive.flip(at: try archive.place(of: table).offset + 8)
        guard table == "dropped.csv" else {
            // The header of the manifest and the version in the recipe stand there.
            let verification = try? Edited.verify(archive, edited.dataset)
            #expect(verification?.isSound != true)
            return
        }
        let found = try Edited.verify(archive, edited.dataset).findings
        #expect(found.map(\.file) == [table] && found.map(\.kind) == [.entryDiffers])
    }

    @Test func namesRowAndManifestWhereABitOfARowIsFlipped() throws {
        let edited = try Edited(try Self.upload())
        let archive = try edited.file()
        let file = edited.files[4]
        let digest = edited[file, "sha256"]
        let (offset, _) = try archive.place(of: "manifest.csv")
        let text = String(decoding: edited.manifest, as: UTF8.self)
        let position = try #require(text.utf8.firstRange(of: digest.utf8)).lowerBound
        let distance = text.utf8.distance(from: text.startIndex, to: position)
        try archive.flip(at: offset + UInt64(distance) + 30)
        let found = try Edited.verify(archive, edited.dataset).findings
        #expect(found.map(\.file) == ["manifest.csv", file])
        #expect(found.map(\.kind) == [.entryDiffers, .rowInvalid])
    }

    @Test func tellsAChangedDatasetByItsDigest() throws {
        let edited = try Edited(try Self.upload())
        let before = try DatasetIdentity(reading: edited.dataset)
        try edited.dataset.flip(at: try edited.dataset.place(of: "cats/3.png").offset + 40)
        let after = try DatasetIdentity(reading: edited.dataset)
        let verification = try Edited.verify(try edited.file(), edited.dataset)
        let finding = try #require(verification.findings.first)
        #expect(verification.count == 1 && finding.kind == .datasetDiffers)
        #expect(finding.detail.contains(before.sha256.description))
        #expect(finding.detail.contains(after.sha256.description))
    }

    @Test func refusesAnArchiveWhoseDirectoryHasAFlippedBit() throws {
        let edited = try Edited(try Self.upload())
        let archive = try edited.file()
        let size = try archive.descriptor.size()
        let error = #expect(throws: ProvenanceError.self) { () throws in
            try archive.flip(at: size - 60)
            _ = try Edited.verify(archive, edited.dataset)
        }
        guard case .archive? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: ["manifest.csv", "recipe.json"])
    func refusesAnArchiveWithoutItsTables(missing: String) throws {
        let edited = try Edited(try Self.upload())
        let rest = edited.entries.filter { $0.name != missing }
        let manifest = missing == "manifest.csv" ? [] : [("manifest.csv", edited.manifest)]
        let error = #expect(throws: ProvenanceError.self) { () throws in
            _ = try Edited.verify(Upload(rest + manifest).file(), edited.dataset)
        }
        #expect(error?.description.contains(missing) == true)
    }

    @Test func stopsWhenItIsToldTo() throws {
        let edited = try Edited(try Self.upload())
        let error = #expect(throws: PipelineError.self) { () throws in
            _ = try Edited.verify(
                edited.file(),
                edited.dataset,
                observer: PipelineObserver(shouldStop: { true })
            )
        }
        guard case .stopped? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func tellsEachImageWhenItIsDone() throws {
        let edited = try Edited(try Self.upload())
        let progress = Locked<[Int]>([])
        _ = try Edited.verify(
            edited.file(),
            edited.dataset,
            observer: PipelineObserver(rendered: { done, total in
                progress.withLock { $0.append(done) }
                #expect(total == edited.files.count)
            })
        )
        #expect(progress.withLock { $0 } == Array(1...edited.files.count))
    }
}

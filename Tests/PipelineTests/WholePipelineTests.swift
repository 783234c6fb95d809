// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Hashing
import Imaging
import JSON
import POSIX
import Synchronization
import Testing

@testable import Pipeline

/// The five stages together, on a dataset that a test has made.
@Suite struct WholePipelineTests {
    @Test func fillsTheTrainingPartAndNothingElse() throws {
        let balanced = try TestDataset().balance()
        let rows = balanced.rows("manifest.csv")
        #expect(
            balanced.names == rows.compactMap { $0["file"] }
                + Balanced.tables
        )
        let train = rows.filter { $0["split"] == "train" }
        #expect(train.filter { $0["label"] == "cats" }.count == 5)
        #expect(train.filter { $0["label"] == "dogs" }.count == 5)
        #expect(rows.filter { $0["split"] == "test" }.count == 2)
        let artificial = rows.filter { $0["origin"] == "artificial" }
        #expect(artificial.count == 3)
        #expect(artificial.allSatisfy { $0["file"]?.hasPrefix("train/dogs/") == true })
        #expect(artificial.allSatisfy { $0["operation"] != "" && $0["parameters"] != "" })
        #expect(Set(rows.compactMap { $0["sha256"] }).count == rows.count, "no two alike")
    }

    @Test func manifestSaysWhatTheEntriesAre() throws {
        let dataset = try TestDataset()
        let balanced = try dataset.balance()
        for row in balanced.rows("manifest.csv") {
            let bytes = balanced.bytes(row["file"] ?? "")
            #expect(row["bytes"] == "\(bytes.count)")
            #expect(row["sha256"] == SHA256.digest(of: bytes).description)
            let source = dataset.entries.first { $0.name == row["source"] }
            let digest = SHA256.digest(of: source?.bytes ?? [])
            #expect(row["source_sha256"] == digest.description)
            let header = try ImageHeader.probe(bytes.span)
            #expect(row["width"] == "\(header.width)" && row["height"] == "\(header.height)")
            #expect(row["bit_depth"] == "\(header.bitDepth)")
        }
    }

    @Test(
        arguments: [
            [], [("size", "original")], [("preset", "tutorial")], [("color", "rgb")],
            [("format", "jpeg"), ("quality", "40")], [("validation", "0.2"), ("test", "0.2")],
            [("strategy", "none")], [("augment", "rotate:5")], [("border", "constant")],
        ] as [[(String, String)]]
    )
    func workersDoNotChangeOneByte(options: [(String, String)]) throws {
        let given = options.map { (name: $0.0, text: $0.1) }
        let first = try TestDataset().balance(given, workers: 1)
        for workers in [1, 2, 4] {
            let other = try TestDataset().balance(given, workers: workers)
            #expect(other.outcome.sha256 == first.outcome.sha256)
        }
        #expect(try DatasetIdentity(reading: first.archive).sha256 == first.outcome.sha256)
        #expect(try first.archive.descriptor.size() == first.outcome.bytes)
    }

    @Test func keepsOriginalsByteForByte() throws {
        let dataset = try TestDataset(format: .jpeg(quality: 80))
        let balanced = try dataset.balance([("size", "original")])
        for row in balanced.rows("manifest.csv") where row["origin"] == "original" {
            let source = dataset.entries.first { $0.name == row["source"] }
            #expect(balanced.bytes(row["file"] ?? "") == source?.bytes)
            #expect(row["width"] == "24" && row["height"] == "16")
        }
    }

    @Test(
        arguments: [
            ("png", "keep", ImageKind.png, 1), ("jpeg", "keep", .jpeg, 1), ("keep", "rgb", .png, 3),
            ("jpeg", "rgb", .jpeg, 3),
        ] as [(String, String, ImageKind, Int)]
    )
    func encodesAsAsked(format: String, color: String, kind: ImageKind, channels: Int) throws {
        let balanced = try TestDataset().balance([("format", format), ("color", color)])
        for row in balanced.rows("manifest.csv") {
            let header = try ImageHeader.probe(balanced.bytes(row["file"] ?? "").span)
            #expect(header.kind == kind && header.channels == channels)
            #expect(row["channels"] == "\(channels)")
        }
    }

    @Test func onlySplitsWithoutAStrategy() throws {
        let balanced = try TestDataset().balance([("strategy", "none"), ("validation", "0.2")])
        let rows = balanced.rows("manifest.csv")
        #expect(rows.count == 9)
        #expect(rows.allSatisfy { $0["origin"] == "original" })
        #expect(Set(rows.compactMap { $0["split"] }) == ["train", "validation", "test"])
    }

    // MARK: Bad images

    @Test func dropsWhatOnlyDecodingShowsToBeBad() throws {
        var dataset = try TestDataset()
        dataset.replace("cats/2.png") { Array($0.prefix($0.count - 20)) }
        dataset.replace("dogs/0.png") { Array($0.prefix(60)) }
        let balanced = try dataset.balance([("test", "0")])
        let dropped = balanced.rows("dropped.csv")
        #expect(dropped.map { $0["file"] } == ["cats/2.png", "dogs/0.png"])
        #expect(dropped.allSatisfy { $0["reason"] == "truncated" && $0["detail"] != "" })
        let summary = try balanced.summary()
        #expect(summary["dropped"]?["reasons"]?["truncated"]?.asInteger == 2)
        #expect(summary["totals"]?["images"]?.asInteger == 7)
        let rows = balanced.rows("manifest.csv")
        #expect(rows.allSatisfy { $0["source"] != "cats/2.png" && $0["source"] != "dogs/0.png" })
        #expect(rows.count == 10, "five of each class")
    }

    @Test func aPlanThatLosesImagesIsTheOneWithoutThem() throws {
        var damaged = try TestDataset()
        damaged.replace("cats/2.png") { Array($0.prefix($0.count - 20)) }
        var without = try TestDataset()
        without.entries.removeAll { $0.name == "cats/2.png" }
        let first = try damaged.balance()
        let second = try without.balance()
        #expect(first.text("manifest.csv") == second.text("manifest.csv"))
    }

    @Test func dropsWhatIsNoImageByItsFirstBytes() throws {
        var dataset = try TestDataset()
        dataset.replace("cats/0.png") { _ in Array("not a picture".utf8) }
        let dropped = try dataset.balance().rows("dropped.csv")
        #expect(dropped.map { $0["reason"] } == ["unknown-format"])
    }

    @Test(arguments: [("not a picture", "unknown-format"), ("\u{89}PNG", "unknown-format")])
    func failsWhenAskedToOverABadImage(text: String, reason: String) throws {
        var dataset = try TestDataset()
        dataset.replace("cats/0.png") { _ in Array(text.utf8) }
        let error = #expect(throws: PipelineError.self) { () throws in
            _ = try dataset.balance([("bad_images", "fail")])
        }
        guard case .badImages(let dropped) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(dropped.map(\.reason) == [reason])
    }

    @Test func refusesAClassThatHasLostItsImages() throws {
        var dataset = try TestDataset()
        for index in 0..<3 { dataset.replace("dogs/\(index).png") { Array($0.prefix(70)) } }
        let error = #expect(throws: PipelineError.self) { () throws in _ = try dataset.balance() }
        guard case .tooLittleLeft(let reason, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.problem == "too-few-images")
        #expect(reason.detail.contains("dogs"))
    }

    // MARK: Observing

    @Test func tellsItsPhasesAndItsProgress() throws {
        let phases = Locked<[PipelineObserver.Phase]>([])
        let progress = Locked<[Int]>([])
        let planned = Locked<[Int]>([])
        _ = try TestDataset().balance(
            observer: PipelineObserver(
                phase: { phase in phases.withLock { $0.append(phase) } },
                planned: { summary in planned.withLock { $0.append(summary.planned) } },
                rendered: { done, total in
                    progress.withLock { $0.append(done) }
                    #expect(total == 12)
                }
            )
        )
        #expect(phases.withLock { $0 } == [.inspecting, .planning, .rendering, .packing])
        #expect(planned.withLock { $0 } == [12])
        #expect(progress.withLock { $0 } == Array(1...12))
    }

    @Test func stopsWhenItIsToldTo() throws {
        let asked = Atomic(0)
        let error = #expect(throws: PipelineError.self) { () throws in
            _ = try TestDataset().balance(
                observer: PipelineObserver(shouldStop: {
                    asked.add(1, ordering: .relaxed).newValue > 3
                })
            )
        }
        guard case .stopped = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func stopsAPlanWhenItIsToldTo() throws {
        let asked = Atomic(0)
        let file = try TestDataset().file()
        let pipeline = Pipeline(limits: PipelineLimits(), pool: WorkerPool(width: 2))
        let observer = PipelineObserver(shouldStop: {
            asked.add(1, ordering: .relaxed).newValue > 3
        })
        let error = #expect(throws: PipelineError.self) { () throws in
            _ = try pipeline.inspect(file, Options(), observer: observer)
        }
        guard case .stopped = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// Planning is long where there are many images, and nothing is told of a plan nobody wants.
    @Test func stopsWhileItPlans() throws {
        let isPlanning = Locked(false)
        let planned = Locked(false)
        let error = #expect(throws: PipelineError.self) { () throws in
            _ = try TestDataset().balance(
                observer: PipelineObserver(
                    phase: { phase in isPlanning.withLock { $0 = phase == .planning } },
                    planned: { _ in planned.withLock { $0 = true } },
                    shouldStop: { isPlanning.withLock { $0 } }
                )
            )
        }
        guard case .stopped = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!planned.withLock { $0 })
    }

    /// One source may have any number of copies; a stop must not wait for all of them.
    @Test func stopsBetweenTheCopiesOfOneSource() throws {
        var dataset = try TestDataset()
        for index in 6..<46 {
            dataset.entries.append(("cats/\(index).png", try TestDataset.picture(index, as: .png)))
        }
        dataset.entries.removeAll { $0.name == "dogs/1.png" || $0.name == "dogs/2.png" }
        let rendered = Locked(0)
        let error = #expect(throws: PipelineError.self) { () throws in
            _ = try dataset.balance(
                [("test", "0"), ("augment", "rotate:180")],
                workers: 1,
                observer: PipelineObserver(
                    rendered: { done, _ in rendered.withLock { $0 = done } },
                    shouldStop: { rendered.withLock { $0 >= 50 } }
                )
            )
        }
        guard case .stopped = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(rendered.withLock { $0 } == 50, "of 46 cats, a dog and 45 copies of it")
    }

    @Test func aFullDiskIsAnErrorOfTheStorage() throws {
        let file = try TestDataset().file()
        #expect(throws: PipelineError.self) { () throws in
            _ = try Pipeline(limits: PipelineLimits(), pool: WorkerPool(width: 2)).balance(
                file,
                DatasetIdentity(reading: file),
                Options(),
                archive: File(updating: "/dev/full"),
                manifest: File(temporaryIn: "/tmp")
            )
        }
    }

    @Test func inspectionIsThePlanThatIsCarriedOut() throws {
        let dataset = try TestDataset()
        let file = try dataset.file()
        let listing = try Pipeline(limits: PipelineLimits(), pool: WorkerPool(width: 2))
            .inspect(file, Options([("size", "16")]))
        var bytes: [UInt8] = []
        listing.write(try DatasetIdentity(reading: file)) { bytes += $0 }
        let images = try #require(JSONValue.parse(bytes)["images"]?.asArray)
        let rows = try dataset.balance().rows("manifest.csv")
        #expect(images.map { $0["file"]?.asString } == rows.map { $0["file"] })
        #expect(images.map { $0["operation"]?.asString ?? "" } == rows.map { $0["operation"] })
        let parameters = images.map { $0["parameters"]?.json() ?? "" }
        #expect(parameters == rows.map { $0["parameters"] })
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import POSIX
import TestSupport
import Testing

@testable import Pipeline

/// Archives of every kind as they were made: planned again, they are the same.
@Suite struct UntouchedArchiveTests {
    /// Kinds of uploads that a plan goes different ways with.
    enum Kind: CaseIterable {
        case plain, patients, kept, tableInside, bad, twins, lookalikes
    }

    private static func upload(_ kind: Kind) throws -> Upload {
        var upload = try Upload(classes: [("cats", 9), ("dogs", 5)])
        switch kind {
        case .plain: break
        case .patients:
            upload.entries = upload.entries.enumerated().map { number, entry in
                let (folder, ending) = (entry.name.prefix(5), "\(number).png")
                return ("\(folder)patient-\(number % 7)_\(ending)", entry.bytes)
            }
        case .kept:
            let parts = ["train", "train", "test", "train", "validation"]
            upload.entries = upload.entries.enumerated().map { number, entry in
                ("\(parts[number % 5])/\(entry.name)", entry.bytes)
            }
        case .tableInside:
            let rows = upload.entries.enumerated().map { number, entry in
                "\(entry.name),\(number % 3 == 0 ? "sick" : "well"),id\(number / 2)\n"
            }
            upload["list.csv"] = Array(("file,label,group\n" + rows.joined()).utf8)
        case .bad:
            upload["cats/1.png"].removeLast(24)
            upload["dogs/text.png"] = Array("text".utf8)
            upload["dogs/y.jpg"] = try Picture(seed: 78).jpeg().dropLast(40)
        case .twins:
            upload["cats/twin.png"] = upload["cats/2.png"]
            upload["dogs/both.png"] = upload["cats/3.png"]
        case .lookalikes:
            upload["cats/rgb.png"] = try Picture(seed: 4, channels: 3).png()
            upload["dogs/alpha.png"] = translucentPNG(width: 12, height: 8, alpha: 100)
        }
        return upload
    }

    private static let options: [[(String, String)]] = [
        [], [("strategy", "undersample")], [("parity", "true"), ("size", "original")],
        [("strategy", "hybrid"), ("target", "mean"), ("max_copies", "1"), ("fill", "copy")],
    ]

    @Test(arguments: Kind.allCases, options)
    func passes(kind: Kind, options: [(String, String)]) throws {
        var options = options
        switch kind {
        case .patients: options += [("group", "{id}_*"), ("validation", "0.2")]
        case .tableInside: options.append(("label", "csv:list.csv"))
        case .twins: options.append(("duplicates", "keep"))
        default: break
        }
        let edited = try Edited(try Self.upload(kind), options)
        let verification = try edited.verification()
        #expect(verification.isSound, "\(verification.findings)")
        #expect(verification.notPlanned == nil)
    }

    @Test(arguments: [("splits", "merge"), ("allow_leakage", "true")])
    func passesWithTwins(option: (String, String)) throws {
        var upload = try Self.upload(.kept)
        upload["test/cats/twin.png"] = upload["train/cats/1.png"]
        let edited = try Edited(upload, [option])
        let verification = try edited.verification()
        #expect(verification.isSound, "\(verification.findings)")
    }

    @Test func plansWithLabelsThatAreGivenAndSaysWhereTheyAreNot() throws {
        let upload = try Self.upload(.plain)
        let rows = upload.entries.enumerated().map { number, entry in
            "\(entry.name),\(number % 3 == 0 ? "sick" : "well")\n"
        }
        let labels = try File.holding(Array(("file,label\n" + rows.joined()).utf8))
        var edited = try Edited(upload, labels: labels)
        let file = edited.file(where: "split", is: "test")
        #expect(try edited.findings().isEmpty)
        edited.rows.removeAll { $0[0] == file }
        edited.entries.removeAll { $0.name == file }
        #expect(try edited.findings() == ["\(file): row-missing"])
        edited.labels = nil
        let verification = try edited.verification()
        #expect(verification.isSound)
        #expect(verification.notPlanned?.contains("--labels") == true)
    }

    @Test func doesNotPlanForAnotherVersion() throws {
        var edited = try Edited(try Self.upload(.plain))
        let recipe = String(decoding: edited[entry: "recipe.json"], as: UTF8.self)
        edited[entry: "recipe.json"] = Array(
            recipe.replacing("\"version\": \"\(Version.current)\"", with: "\"version\": \"0.0.1\"")
                .utf8
        )
        let verification = try edited.verification()
        #expect(verification.isSound && verification.warnings.count == 1)
        #expect(verification.notPlanned?.contains("0.0.1") == true)
    }

    @Test func tellsItsPhases() throws {
        let edited = try Edited(try Self.upload(.plain))
        let phases = Locked<[PipelineObserver.Phase]>([])
        _ = try Edited.verify(
            edited.file(),
            edited.dataset,
            observer: PipelineObserver(phase: { phase in phases.withLock { $0.append(phase) } })
        )
        #expect(phases.withLock { $0 } == [.inspecting, .planning, .rendering])
    }
}

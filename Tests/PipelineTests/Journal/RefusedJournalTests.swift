// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import Imaging
import POSIX
import TestSupport
import Testing

@testable import Pipeline

/// What is left of another job, or of this one and is not what it was, is not gone on with.
struct RefusedJournalTests {
    private static let options = [("size", "16")]

    private static func begun() throws -> (Attempts, Attempts.Remains) {
        let attempts = try Attempts(upload(), options)
        let isStopped = try attempts.stop(afterQuestions: 25, workers: 1)
        try #require(isStopped)
        return (attempts, try attempts.remains())
    }

    private static func upload() throws -> Upload {
        var upload = try Upload(classes: [("a", 9), ("b", 6), ("c", 4)])
        upload["c/0.png"].removeLast(7)
        return upload
    }

    private static func isAnew(_ told: [PipelineObserver.Resumption]) -> Bool {
        if case .anew? = told.first { told.count == 1 } else { false }
    }

    struct Change: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var options = RefusedJournalTests.options
        var excluded: [Int: Dropped] = [:]
        var side = 16_384
        var isOtherUpload = false
    }

    static let changes = [
        Change(testDescription: "options", options: [("size", "16"), ("seed", "7")]),
        Change(
            testDescription: "an image left out",
            excluded: [0: Dropped(file: "a/0.png", reason: "crashed", detail: "")]
        ),
        Change(testDescription: "limits of images", side: 100),
        Change(testDescription: "the dataset", isOtherUpload: true),
    ]

    @Test(arguments: changes) func notWhereTheJobIsAnother(_ change: Change) throws {
        let (_, remains) = try Self.begun()
        var upload = try Self.upload()
        if change.isOtherUpload { upload["a/9.png"] = try Picture(seed: 500).png() }
        var limits = PipelineLimits()
        limits.image.side = change.side
        var other = try Attempts(upload, change.options).after(remains)
        other.excluded = change.excluded
        other.limits.image = limits.image
        let (outcome, told) = try other.finish()
        #expect(Self.isAnew(told), "\(told)")
        let whole = try Balanced(
            upload,
            change.options,
            leavingOut: change.excluded,
            limits: limits
        )
        #expect(try other.isLike(whole, outcome))
    }

    @Test func notWhereTheLabelsAreOthers() throws {
        let job = try #require(ResumeTests.cases.first { $0.hasLabels })
        var attempts = try Attempts(job.upload(), job.options, labels: job.labels())
        _ = try attempts.stop(afterQuestions: 20, workers: 1)
        let table = try job.labels()?.contents() ?? []
        let labels = try File.holding(table + [UInt8(ascii: "\n")])
        attempts.labels = labels
        let (outcome, told) = try attempts.finish()
        #expect(Self.isAnew(told), "\(told)")
        let whole = try Balanced(job.upload(), job.options, labels: labels)
        #expect(try attempts.isLike(whole, outcome))
    }

    /// The disk may lose or spoil any byte of what was thought to be there.
    @Test(arguments: ["archive", "manifest"])
    func notWhereAByteOfTheFilesIsAnother(which: String) throws {
        let (attempts, remains) = try Self.begun()
        let whole = try Balanced(Self.upload(), Self.options)
        let count = which == "archive" ? remains.archive.count : remains.manifest.count
        try #require(count > 100)
        for position in stride(from: 0, to: count, by: max(1, count / 12)) {
            for isCut in [false, true] {
                var spoilt = remains
                if which == "archive" {
                    spoil(&spoilt.archive, at: position, isCut)
                } else {
                    spoil(&spoilt.manifest, at: position, isCut)
                }
                let next = try attempts.after(spoilt)
                let (outcome, told) = try next.finish()
                #expect(Self.isAnew(told), "\(position) \(isCut): \(told)")
                #expect(try next.isLike(whole, outcome))
            }
        }
    }

    @Test func whateverTheJournalHasBecome() throws {
        let (attempts, remains) = try Self.begun()
        let whole = try Balanced(Self.upload(), Self.options)
        let count = remains.journal.count
        for position in stride(from: 0, to: count, by: max(1, count / 40)) {
            for isCut in [false, true] {
                var spoilt = remains
                spoil(&spoilt.journal, at: position, isCut)
                let next = try attempts.after(spoilt)
                let (outcome, _) = try next.finish()
                #expect(try next.isLike(whole, outcome), "\(position) \(isCut)")
            }
        }
    }

    /// A device takes bytes and cannot say that they are on a disk.
    @Test func nothingIsNotedOfBytesThatCouldNotBeSynchronised() throws {
        for which in ["archive", "manifest", "journal"] {
            var attempts = try Attempts(Self.upload(), Self.options)
            let device = try File(updating: "/dev/null")
            switch which {
            case "archive": attempts.archive = device
            case "manifest": attempts.manifest = device
            default: attempts.journal = device
            }
            let error = #expect(throws: PipelineError.self) { () throws in
                _ = try attempts.run()
            }
            guard case .storage = error else {
                Issue.record("\(which): \(String(describing: error))")
                continue
            }
            let state = try Journal(attempts.journal).state
            #expect(state.place == nil && state.search == nil, "\(which)")
        }
    }
}

/// Cuts bytes off at a position, or changes the one there.
private func spoil(_ bytes: inout [UInt8], at position: Int, _ isCut: Bool) {
    if isCut {
        bytes.removeLast(bytes.count - position)
    } else {
        bytes[position] ^= 0x40
    }
}

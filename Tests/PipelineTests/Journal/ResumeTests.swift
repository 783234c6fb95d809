// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import POSIX
import TestSupport
import Testing

@testable import Pipeline

/// A job that is cut short goes on, and nothing in its archive tells that it was.
struct ResumeTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let options: [(String, String)]
        var bad: [String] = []
        var hasLabels = false

        var testDescription: String {
            let words = options.map { "\($0.0)=\($0.1)" } + bad + (hasLabels ? ["labels"] : [])
            return words.joined(separator: " ")
        }

        /// Class `c` is small, so its sources have many copies.
        func upload() throws -> Upload {
            var upload = try Upload(classes: [("a", 9), ("b", 6), ("c", 4)])
            for name in bad { upload[name].removeLast(7) }
            if hasLabels {
                upload.entries = upload.entries.map { entry in
                    ("all/" + entry.name.split(separator: "/").joined(separator: "-"), entry.bytes)
                }
            }
            return upload
        }

        func labels() throws -> File? {
            if !hasLabels { return nil }
            let rows = try upload().entries.map { entry in
                let name = entry.name.dropFirst(4)
                return "\(name),\(name.prefix(1))\n"
            }
            return try File.holding(Array(("file,label\n" + rows.joined()).utf8))
        }
    }

    static let cases = [
        Case(options: [("size", "16")]),
        Case(options: [("size", "16"), ("validation", "0.2"), ("parity", "true")]),
        Case(options: [("size", "original")]),
        Case(options: [("size", "original"), ("strategy", "none")]),
        Case(options: [("size", "16"), ("strategy", "undersample"), ("test", "0")]),
        Case(options: [("size", "16")], bad: ["a/0.png"]),
        Case(options: [("size", "16")], bad: ["a/8.png", "b/3.png"]),
        Case(options: [("size", "original")], bad: ["a/4.png", "b/5.png"]),
        Case(
            options: [("size", "16"), ("strategy", "undersample"), ("test", "0")],
            bad: ["b/1.png"]
        ),
        Case(options: [("size", "16"), ("group", "none")], hasLabels: true),
    ]

    /// Each attempt is given but little time, by other numbers of workers in turn.
    @Test(arguments: cases, [5, 13, 29])
    func comesToItsEndHoweverOftenItIsStopped(_ job: Case, pace: Int) throws {
        let labels = try job.labels()
        let whole = try Balanced(job.upload(), job.options, labels: labels)
        let attempts = try Attempts(job.upload(), job.options, labels: labels)
        var count = 0
        while try attempts.stop(afterQuestions: pace, workers: [1, 3, 2][count % 3]) {
            count += 1
            try #require(count < 500, "attempts do not come forward")
        }
        #expect(count > 0)
        let (outcome, told) = try attempts.finish()
        #expect(try attempts.isLike(whole, outcome))
        #expect(told.allSatisfy { if case .anew = $0 { false } else { true } }, "\(told)")
    }

    /// What a process leaves that is killed between any two questions, and with it what it has
    /// written behind the last checkpoint.
    @Test(arguments: cases) func goesOnAfterAKillAtAnyMoment(_ job: Case) throws {
        let labels = try job.labels()
        let whole = try Balanced(job.upload(), job.options, labels: labels)
        let attempts = try Attempts(job.upload(), job.options, labels: labels)
        let left = Locked<[Attempts.Remains]>([])
        _ = try attempts.run(
            workers: 1,
            PipelineObserver(shouldStop: {
                guard let remains = try? attempts.remains() else { return true }
                left.withLock { $0.append(remains) }
                return false
            })
        )
        let all = left.withLock { $0 } + [try attempts.remains()]
        var resumed = 0
        for (number, remains) in all.enumerated() {
            let workers = number % 3 + 1
            var torn = remains
            torn.archive += Array("half of something".utf8)
            torn.manifest += Array("train/a/".utf8)
            torn.journal += remains.journal.suffix(number % 50)
            let next = try attempts.after(torn)
            let (outcome, told) = try next.finish(workers: workers)
            #expect(try next.isLike(whole, outcome), "kill \(number)")
            if case .archive? = told.first { resumed += 1 }
        }
        #expect(resumed > all.count / 3, "\(resumed) of \(all.count) went on")
    }

    /// Nothing is made twice: attempts together render each image but a few once.
    @Test func doesNotMakeAgainWhatIsThere() throws {
        let job = Self.cases[0]
        let attempts = try Attempts(job.upload(), job.options)
        _ = try attempts.stop(afterQuestions: 20, workers: 1)
        let (_, told) = try attempts.finish()
        guard case .archive(let images, let total, let bytes)? = told.first else {
            Issue.record("\(told)")
            return
        }
        #expect(images > 5 && images < total && bytes > 0)
        let rendered = Locked(0)
        let again = try Attempts(job.upload(), job.options)
        _ = try again.stop(afterQuestions: 20, workers: 1)
        _ = try again.run(PipelineObserver(rendered: { _, _ in rendered.withLock { $0 += 1 } }))
        #expect(rendered.withLock { $0 } == total - images)
    }

    /// A kill between the last rename and the row: the archive is whole, tables and all.
    @Test(arguments: cases) func goesOnWithAnArchiveThatIsWhole(_ job: Case) throws {
        let labels = try job.labels()
        let whole = try Balanced(job.upload(), job.options, labels: labels)
        let attempts = try Attempts(job.upload(), job.options, labels: labels)
        _ = try attempts.run()
        let (outcome, told) = try attempts.finish()
        #expect(try attempts.isLike(whole, outcome))
        guard case .archive(let images, let total, _)? = told.first else {
            Issue.record("\(told)")
            return
        }
        #expect(images == total)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import Dataset
import POSIX
import TestSupport

@testable import Pipeline

/// A job that is begun any number of times, on the same files, until it comes to its end.
struct Attempts {
    let upload: File
    let options: [(String, String)]
    var labels: File?
    var excluded: [Int: Dropped] = [:]
    var archive: File
    var manifest: File
    var journal: File
    var limits = PipelineLimits()

    init(_ upload: Upload, _ options: [(String, String)], labels: File? = nil) throws {
        self.upload = try upload.file()
        self.options = options
        self.labels = labels
        archive = try File(temporaryIn: "/tmp")
        manifest = try File(temporaryIn: "/tmp")
        journal = try File(temporaryIn: "/tmp")
        limits.checkpoints.seconds = 0
        // No worker gets so far ahead that none is left to be stopped.
        limits.waitingBytes = 1
    }

    /// What is in the files, as a process that is killed leaves it.
    struct Remains {
        var archive: [UInt8]
        var manifest: [UInt8]
        var journal: [UInt8]
    }

    func remains() throws -> Remains {
        Remains(
            archive: try archive.contents(),
            manifest: try manifest.contents(),
            journal: try journal.contents()
        )
    }

    /// The same job, on other files with such content.
    func after(_ remains: Remains) throws -> Attempts {
        var attempts = self
        attempts.archive = try File.holding(remains.archive)
        attempts.manifest = try File.holding(remains.manifest)
        attempts.journal = try File.holding(remains.journal)
        return attempts
    }

    /// One attempt, to its end.
    func run(workers: Int = 2, _ observer: PipelineObserver = PipelineObserver()) throws -> Outcome
    {
        try Pipeline(limits: limits, pool: WorkerPool(width: workers)).balance(
            upload,
            DatasetIdentity(reading: upload),
            Options(options.map { (name: $0.0, text: $0.1) }),
            labels: labels,
            leavingOut: excluded,
            archive: archive,
            manifest: manifest,
            journal: journal,
            observer: observer
        )
    }

    /// One attempt to its end, and what it said of those before.
    func finish(workers: Int = 2) throws -> (Outcome, [PipelineObserver.Resumption]) {
        let told = Locked<[PipelineObserver.Resumption]>([])
        let outcome = try run(
            workers: workers,
            PipelineObserver(resumed: { event in told.withLock { $0.append(event) } })
        )
        return (outcome, told.withLock { $0 })
    }

    /// An attempt that is told to stop once that has been asked so many times since planning.
    ///
    /// - Returns: whether it was cut short by that.
    func stop(afterQuestions count: Int, workers: Int) throws -> Bool {
        let questions = Locked(Int.min)
        do {
            _ = try run(
                workers: workers,
                PipelineObserver(
                    phase: { phase in
                        if phase == .rendering { questions.withLock { $0 = max($0, 0) } }
                    },
                    shouldStop: {
                        questions.withLock { asked in
                            if asked >= 0 { asked += 1 }
                            return asked > count
                        }
                    }
                )
            )
            return false
        } catch PipelineError.stopped {
            return true
        }
    }

    /// Whether the archive is that of a run that nothing has disturbed.
    func isLike(_ whole: Balanced, _ outcome: Outcome) throws -> Bool {
        try archive.contents() == whole.bytes && manifest.contents() == whole.manifestBytes
            && outcome.summary.members == whole.outcome.summary.members
            && outcome.sha256 == whole.outcome.sha256 && outcome.bytes == whole.outcome.bytes
            && outcome.entries == whole.outcome.entries
    }
}

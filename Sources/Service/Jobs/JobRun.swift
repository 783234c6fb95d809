// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import Hashing
internal import JobStore
internal import POSIX
internal import Pipeline

/// One attempt at a claimed job: from the dataset's blob to files that are durable.
struct JobRun: Sendable {
    let job: JobRecord
    let store: JobStore
    let blobs: Blobs
    let pipeline: Pipeline
    let notes: CrashNotes
    /// Told of each image that is in the archive.
    let countImage: @Sendable () -> Void
    /// Told of what an earlier attempt has left.
    let resumed: @Sendable (PipelineObserver.Resumption) -> Void
    /// Whether the service stops or somebody has cancelled the job.
    let shouldStop: @Sendable () -> Bool

    /// Makes the archive, the manifest and the weights of the job, and makes them durable.
    ///
    /// It goes on with what an attempt before has left. An end in its middle leaves the archive to
    /// be gone on with; so does one after it, before the row is written, which costs the tables.
    ///
    /// - Returns: what is to be recorded of it.
    func balance() throws -> Outcome {
        let options = try Recipe.options(job.options)
        guard let digest = Digest(hex: job.datasetSHA256) else {
            throw PipelineError.invariant("the job's dataset has no digest")
        }
        let dataset = DatasetIdentity(bytes: UInt64(job.datasetBytes), sha256: digest)
        // It stays as long as the job runs: the store does not give it up before.
        guard let stored = try job.datasetID.flatMap(store.view(of: .everyone).dataset) else {
            throw PipelineError.invariant("the job's dataset is gone")
        }
        let culprits = try store.culprits(of: stored.id)
        let upload = try blobs.read(stored)
        let labels = try job.labels.map(blobs.read)
        let files = try JobFiles(of: job.id, in: blobs)
        let reporter = JobReporter(store: store, job: job)
        let outcome = try pipeline.balance(
            upload,
            dataset,
            options,
            labels: labels,
            leavingOut: Dropped.crashed(culprits),
            archive: files.archive,
            manifest: files.manifest,
            journal: files.journal,
            observer: PipelineObserver(
                phase: { reporter.phase($0) },
                planned: { reporter.planned($0) },
                resumed: resumed,
                checkpointed: { notes.checkpoint($0) },
                rendered: { done, total in
                    countImage()
                    notes.written(done)
                    reporter.rendered(done, total)
                },
                shouldStop: { shouldStop() || reporter.hasLostJob },
                place: { notes.place() }
            )
        )
        try writeWeights(outcome.summary.weights)
        try files.manifest.descriptor.synchronize()
        try files.archive.descriptor.synchronize()
        try blobs.archives.rename(Blobs.partName(job.id), to: Blobs.archiveName(job.id))
        try blobs.archives.synchronize()
        return outcome
    }

    private func writeWeights(_ bytes: [UInt8]) throws {
        let path = blobs.archives.path(of: Blobs.weightsName(job.id))
        let file = try File(creating: path, replacing: true)
        try unsafe bytes.withUnsafeBytes { try unsafe file.descriptor.write(all: $0, at: 0) }
        try file.descriptor.synchronize()
    }
}

extension Dropped {
    /// What is left out because a process died of it, by the position of the zip's entry.
    static func crashed(_ culprits: [Culprit]) -> [Int: Dropped] {
        let dropped = culprits.map {
            ($0.entry, Dropped(file: $0.file, reason: crashed, detail: $0.detail))
        }
        return Dictionary(uniqueKeysWithValues: dropped)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JSON
internal import JobStore

/// What followers of a job are told of it: its document, made once for all of them.
struct JobNews: Sendable {
    /// Where in its life the job is, but for how far it has come there.
    struct Stage: Hashable, Sendable {
        let state: JobState
        let phase: JobPhase?
    }

    /// Rises with each change of the job.
    let revision: Int64
    let stage: Stage
    /// As GET of the job gives it.
    let document: [UInt8]

    /// - Parameter now: the present, for the estimate of the time left; milliseconds since 1970.
    init(_ job: JobRecord, now: Int64) {
        revision = job.revision
        stage = Stage(state: job.state, phase: job.phase)
        var writer = JSONWriter()
        writer.value(JobDocument(job: job, now: now))
        document = writer.take()
    }

    init(revision: Int64, stage: Stage, document: [UInt8]) {
        self.revision = revision
        self.stage = stage
        self.document = document
    }
}

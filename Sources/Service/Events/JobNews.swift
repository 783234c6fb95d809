// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JSON
internal import JobStore

/// What followers of a job are told of it: the messages, made once for all of them.
struct JobNews: Sendable {
    /// Where in its life the job is, but for how far it has come there.
    struct Stage: Hashable, Sendable {
        let state: JobState
        let phase: JobPhase?
    }

    /// Rises with each change of the job.
    let revision: Int64
    let stage: Stage
    /// For who knows the job at another stage, or not at all; the last one where that is final.
    let message: [UInt8]
    /// For who knows it at this stage.
    let progress: [UInt8]

    /// - Parameter now: the present, for the estimate of the time left; milliseconds since 1970.
    init(_ job: JobRecord, now: Int64) {
        var writer = JSONWriter()
        writer.value(JobDocument(job: job, now: now))
        self.init(
            revision: job.revision,
            stage: Stage(state: job.state, phase: job.phase),
            document: writer.take()
        )
    }

    /// - Parameter document: as GET of the job gives it.
    init(revision: Int64, stage: Stage, document: [UInt8]) {
        func message(_ name: ServerSentEvent.Name) -> [UInt8] {
            ServerSentEvent(name: name, id: revision, document: document).bytes
        }
        self.revision = revision
        self.stage = stage
        self.message = message(stage.state.isFinal ? .end : .state)
        progress = stage.state.isFinal ? self.message : message(.progress)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import Logging
internal import POSIX

/// What a start does about the end of the process before, however that came.
struct Recovery {
    let store: JobStore
    let blobs: Blobs
    let logger: Logger

    /// Queues again what was running when the process died, and removes files of no row.
    ///
    /// What a job that waits has begun stays: its next attempt goes on with it.
    ///
    /// To be called once, before anything else uses the store or the folder.
    func run() throws {
        let recovered = try store.recover(now: Clock.wallMilliseconds())
        for job in recovered {
            logger.notice(
                "job recovered",
                metadata: ["job": "\(job.id)", "state": "\(job.state.rawValue)"]
            )
        }
        let states = try store.states()
        try blobs.sweep(
            keepingDatasets: try store.datasetFiles(),
            labels: try store.labelsFiles(),
            archivesOf: Set(states.filter { $0.value == .succeeded }.keys),
            remainsOf: Set(states.filter { !$0.value.isFinal }.keys)
        )
    }
}

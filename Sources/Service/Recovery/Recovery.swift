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
    ///
    /// - Returns: false when the disk is too full to write the first of it, so that ``takeOver()``
    ///   has to be called again before a job begins; all that is asked for can be answered before.
    func run() throws -> Bool {
        do {
            try takeOver()
            try sweep()
            return true
        } catch let error as JobStoreError where error.isFull {
            // What no row refers to may be just what is in the way.
            try sweep()
            guard (try? takeOver()) == nil else { return true }
            logger.error("recovery waits: the disk is full", metadata: ["error": "\(error)"])
            return false
        }
    }

    /// Queues again what was running when the process died.
    func takeOver() throws {
        let recovered = try store.recover(now: Clock.wallMilliseconds())
        for job in recovered {
            logger.notice(
                "job recovered",
                metadata: ["job": "\(job.id)", "state": "\(job.state.rawValue)"]
            )
        }
    }

    private func sweep() throws {
        let states = try store.states()
        let swept = try blobs.sweep(
            keepingDatasets: try store.datasetFiles(),
            labels: try store.labelsFiles(),
            archivesOf: Set(states.filter { $0.value == .succeeded }.keys),
            remainsOf: Set(states.filter { !$0.value.isFinal }.keys)
        )
        if swept.files > 0 {
            logger.notice(
                "removed files of no row",
                metadata: ["files": "\(swept.files)", "bytes": "\(swept.bytes)"]
            )
        }
    }
}

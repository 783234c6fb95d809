// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import Logging
internal import POSIX
internal import Pipeline

/// The log lines of one run of a job.
struct JobLog: Sendable {
    private let logger: Logger
    private let job: JobRecord
    private let start = Clock.monotonicNanoseconds()

    init(_ logger: Logger, _ job: JobRecord) {
        self.logger = logger
        self.job = job
    }

    func started() {
        logger.info(
            "job started",
            metadata: ["job": "\(job.id)", "attempt": "\(job.attempt)"]
        )
    }

    func resumed(_ resumption: PipelineObserver.Resumption) {
        switch resumption {
        case .archive(let images, let total, let bytes):
            logger.info(
                "job resumed",
                metadata: [
                    "job": "\(job.id)", "images": "\(images)", "total": "\(total)",
                    "bytes": "\(bytes)",
                ]
            )
        case .search(let sources, let total):
            logger.info(
                "job resumed",
                metadata: ["job": "\(job.id)", "sources": "\(sources)", "total": "\(total)"]
            )
        case .anew(let reason):
            logger.notice(
                "job starts from nothing",
                metadata: ["job": "\(job.id)", "reason": "\(reason)"]
            )
        }
    }

    func ended(_ outcome: String, error: (any Error)? = nil) {
        let milliseconds = (Clock.monotonicNanoseconds() - start) / 1_000_000
        var metadata: Logger.Metadata = [
            "job": "\(job.id)", "outcome": "\(outcome)", "milliseconds": "\(milliseconds)",
        ]
        if let error { metadata["error"] = "\(error)" }
        logger.info("job ended", metadata: metadata)
    }
}

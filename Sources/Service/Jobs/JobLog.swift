// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import Logging
internal import POSIX

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

    func ended(_ outcome: String, error: (any Error)? = nil) {
        let milliseconds = (Clock.monotonicNanoseconds() - start) / 1_000_000
        var metadata: Logger.Metadata = [
            "job": "\(job.id)", "outcome": "\(outcome)", "milliseconds": "\(milliseconds)",
        ]
        if let error { metadata["error"] = "\(error)" }
        logger.info("job ended", metadata: metadata)
    }
}

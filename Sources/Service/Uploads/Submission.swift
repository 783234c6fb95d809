// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPServer
internal import HTTPTypes
internal import Hashing
internal import JSON
internal import JobStore
internal import Logging
internal import POSIX
internal import Pipeline

/// Makes jobs of uploads: a file on the disk first, then a row, then 202.
struct Submission: Sendable {
    let store: JobStore
    let blobs: Blobs
    let runner: JobRunner
    let pipeline: Pipeline
    let limits: ServiceLimits
    let queue: QueueGauge
    let logger: Logger

    /// Refuses uploads while the service stops or has enough to do.
    func checkLoad() throws {
        if runner.isStopping {
            var problem = Problem(.shuttingDown, "The service is shutting down.")
            problem.fields[.retryAfter] = "10"
            throw problem
        }
        if queue.depth >= limits.queuedJobs {
            throw Problem.busy("\(limits.queuedJobs) jobs are waiting, as many as the queue takes.")
        }
    }

    /// Refuses an upload that would not leave enough of the disk free.
    func checkDisk(for bytes: UInt64) throws {
        let free = try blobs.root.freeBytes()
        if free < bytes || free - bytes < limits.freeDiskBytes {
            var problem = Problem(
                .insufficientStorage,
                "The upload would not leave \(limits.freeDiskBytes) bytes of the disk free."
            )
            problem.fields[.retryAfter] = "60"
            throw problem
        }
    }

    /// Why no job would be taken now, by name.
    func reasonsNotReady() -> [String] {
        var reasons: [String] = []
        if runner.isStopping { reasons.append("shutting-down") }
        do {
            let counts = try store.counts()
            if counts[.queued] ?? 0 >= limits.queuedJobs { reasons.append("queue-full") }
        } catch {
            reasons.append("store-unavailable")
        }
        let free = try? blobs.root.freeBytes()
        if free ?? 0 < limits.freeDiskBytes { reasons.append("disk-full") }
        return reasons
    }

    func startSpool() throws(SystemError) -> Spool {
        let id = RandomID(milliseconds: Clock.wallMilliseconds())
        return try Spool(id: id.description, in: blobs.datasets)
    }

    /// Checks what the upload's directory shows, and queues a job.
    ///
    /// - Returns: 202 with the job.
    func submit(_ dataset: Spool.Dataset, id: String, options: Options) throws -> Response {
        _ = try pipeline.check(dataset.file, options)
        let now = Clock.wallMilliseconds()
        let outcome = try store.submit(
            NewJob(
                id: RandomID(milliseconds: now).description,
                createdAt: now,
                options: options.json(),
                dataset: .new(
                    NewDataset(
                        id: id,
                        createdAt: now,
                        file: Blobs.datasetName(id),
                        bytes: Int64(dataset.bytes),
                        sha256: dataset.sha256.description,
                        isKept: false
                    )
                )
            )
        )
        guard case .queued(let job, let kept) = outcome else {
            preconditionFailure("a job that brings its dataset finds it")
        }
        // From here on nothing may fail: the job is accepted, and the upload is its own, unless
        // the same bytes were there already.
        if kept.id != id { try? blobs.datasets.remove(Blobs.datasetName(id)) }
        queue.refresh()
        runner.wake()
        var response = Response(document: job, status: .accepted)
        response.fields[.location] = "/v1/jobs/\(job.id)"
        response.fields[.retryAfter] = "1"
        return response
    }

    func refuse(_ error: any Error, requestID: String) -> Response {
        let problem = Problem(error)
        if problem.kind == .internal {
            logger.error(
                "upload failed",
                metadata: ["request_id": "\(requestID)", "error": "\(error)"]
            )
        }
        return problem.response(requestID: requestID)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import JobStore
package import Logging
internal import POSIX
internal import Pipeline

/// The running service: the one place where every part is made and joined.
package final class Service: Sendable {
    private let store: JobStore
    private let runner: JobRunner
    private let server: HTTPServer

    /// The port that is listened on.
    package var port: UInt16 { server.port }

    /// Opens the data folder, repairs what a crash left, and starts to serve.
    ///
    /// - Throws: `SystemError` or `JobStoreError` when the folder, the store or the address
    ///   cannot be had.
    package init(_ configuration: Configuration, logger: Logger) throws {
        let limits = configuration.limits
        let blobs = try Blobs(in: configuration.data)
        let store = try JobStore(path: blobs.root.path(of: "jobs.sqlite"))
        try Self.recover(store, blobs, logger)

        let pipeline = Pipeline(
            limits: limits.pipeline,
            pool: WorkerPool(width: configuration.workers)
        )
        let queue = QueueGauge(store)
        let runner = JobRunner(
            store: store,
            blobs: blobs,
            pipeline: pipeline,
            queue: queue,
            logger: logger
        )
        let submission = Submission(
            store: store,
            blobs: blobs,
            runner: runner,
            pipeline: pipeline,
            limits: limits,
            queue: queue,
            logger: logger
        )
        let api = API(
            jobs: JobResource(store: store, blobs: blobs, runner: runner, queue: queue),
            uploads: UploadIntake(
                submission: submission,
                limits: limits,
                gate: UploadGate(limit: limits.uploads)
            ),
            status: StatusResource(reasonsNotReady: { submission.reasonsNotReady() }),
            logger: logger
        )
        self.store = store
        self.runner = runner
        server = try HTTPServer(
            host: configuration.host,
            port: configuration.port,
            limits: limits.server,
            logger: logger,
            handler: api
        )
        try runner.start()
        if !configuration.isLoopback {
            logger.warning(
                "listening beyond this machine without access control",
                metadata: ["host": "\(configuration.host)"]
            )
        }
    }

    /// Parks the running job, lets open requests finish, and closes the store.
    package func stop() throws {
        runner.stop()
        server.stop()
        try store.close()
    }

    /// Queues again what was running when the process died, and removes files of no job.
    private static func recover(_ store: JobStore, _ blobs: Blobs, _ logger: Logger) throws {
        let recovered = try store.recover(now: Clock.wallMilliseconds())
        for job in recovered {
            logger.notice(
                "job recovered",
                metadata: ["job": "\(job.id)", "state": "\(job.state.rawValue)"]
            )
        }
        let finished = try store.states().filter { $0.value == .succeeded }.keys
        try blobs.sweep(keepingDatasets: try store.datasetFiles(), archivesOf: Set(finished))
    }
}

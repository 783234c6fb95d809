// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import JobStore
internal import Logging
internal import POSIX
internal import Pipeline

/// What the service is made of behind its sockets, each part joined to those that it needs.
struct ServiceParts {
    let storage: Storage
    let pipeline: Pipeline
    let queue: QueueGauge
    /// What is open of uploads and orders.
    let uploads: Gate
    let disk: DiskRoom
    let promises: ArchivePromises
    let answers: JobAnswers
    let events: JobEvents
    let inspections: Inspections
    let runner: JobRunner
    let admission: Admission
    let removal: Removal
    let logger: Logger

    /// Opens the data folder and makes all parts, none of which works yet.
    ///
    /// - Parameter program: the path of the program itself, for trials of suspects; nil holds none.
    init(_ configuration: Configuration, _ logger: Logger, program: String?) throws {
        let limits = configuration.limits
        self.logger = logger
        storage = try Storage(configuration, logger)
        let (blobs, store) = (storage.blobs, storage.store)
        let inquest = try storage.inquest(configuration, program)
        pipeline = Pipeline(
            limits: limits.pipeline,
            pool: WorkerPool(width: configuration.workers)
        )
        queue = QueueGauge(store, countsBytes: limits.quotas.storedBytes > 0)
        uploads = Gate(limit: limits.uploads)
        disk = try DiskRoom(of: blobs.root, floor: limits.freeDiskBytes, stop: limits.stopFloor)
        promises = ArchivePromises(store: store, blobs: blobs, disk: disk)
        answers = JobAnswers(observing: store, limit: limits.jobAnswerBytes)
        events = JobEvents(observing: store, limits: limits, logger: logger)
        inspections = Inspections(
            store: store,
            blobs: blobs,
            inspector: .surveying(pipeline),
            notes: inquest.notes,
            logger: logger
        )
        runner = JobRunner(
            store: store,
            blobs: blobs,
            pipeline: pipeline,
            queue: queue,
            inspections: inspections,
            promises: promises,
            inquest: inquest,
            logger: logger
        )
        admission = Admission(
            store: store,
            disk: disk,
            promises: promises,
            runner: runner,
            queue: queue,
            quotas: Quotas(limits.quotas, queue: queue),
            limits: limits,
            lostFiles: storage.lostFiles
        )
        removal = Removal(blobs: blobs, logger: logger)
    }

    /// What answers requests.
    func api(_ metrics: MetricsResource, _ gatekeeper: Gatekeeper) -> API {
        let limits = admission.limits
        let store = storage.store.view(of: .everyone)
        let failed = FailedRequests(logger: logger)
        let keys = ArrivingKeys()
        let jobs = jobs(in: store)
        func intake(_ target: any UploadTarget, orders: Submission? = nil) -> UploadIntake {
            UploadIntake(
                target: target,
                orders: orders,
                admission: admission,
                gate: uploads,
                failed: failed,
                keys: keys
            )
        }
        return API(
            jobs: JobResource(
                store: store,
                blobs: storage.blobs,
                runner: runner,
                queue: queue,
                answers: answers,
                followers: events,
                disk: disk,
                manifests: Gate(limit: limits.manifests),
                removal: removal
            ),
            datasets: DatasetResource(
                store: store,
                inspections: inspections,
                queue: queue,
                removal: removal
            ),
            jobUploads: intake(jobs, orders: jobs),
            datasetUploads: intake(datasets(in: store)),
            status: StatusResource(readiness: { [admission] in admission.readiness() }),
            metrics: metrics,
            failed: failed,
            gatekeeper: gatekeeper,
            answerLines: AnswerLines(gatekeeper.origins)
        )
    }

    private func jobs(in store: TenantStore) -> Submission {
        let gate = Gate(limit: admission.limits.plans)
        return Submission(
            store: store,
            blobs: storage.blobs,
            runner: runner,
            pipeline: pipeline,
            plans: Plans(pipeline: pipeline, runner: runner, gate: gate),
            queue: queue,
            admission: admission
        )
    }

    private func datasets(in store: TenantStore) -> DatasetSubmission {
        DatasetSubmission(
            store: store,
            blobs: storage.blobs,
            runner: runner,
            pipeline: pipeline,
            inspections: inspections,
            admission: admission
        )
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import JobStore
internal import Logging
internal import POSIX
internal import Pipeline

extension Service {
    /// What answers requests.
    static func api(
        store: JobStore,
        blobs: Blobs,
        runner: JobRunner,
        pipeline: Pipeline,
        inspections: Inspections,
        admission: Admission,
        uploads: Gate,
        answers: JobAnswers,
        events: JobEvents,
        metrics: MetricsResource,
        removal: Removal,
        logger: Logger,
        gatekeeper: Gatekeeper
    ) -> API {
        let limits = admission.limits
        let queue = admission.queue
        let everyones = store.view(of: .everyone)
        let jobs = Submission(
            store: everyones,
            blobs: blobs,
            runner: runner,
            pipeline: pipeline,
            plans: Plans(pipeline: pipeline, runner: runner, gate: Gate(limit: limits.plans)),
            queue: queue,
            admission: admission
        )
        let datasets = DatasetSubmission(
            store: everyones,
            blobs: blobs,
            runner: runner,
            pipeline: pipeline,
            inspections: inspections,
            admission: admission
        )
        let failed = FailedRequests(logger: logger)
        let keys = ArrivingKeys()
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
                store: everyones,
                blobs: blobs,
                runner: runner,
                queue: queue,
                answers: answers,
                followers: events,
                disk: admission.disk,
                manifests: Gate(limit: limits.manifests),
                removal: removal
            ),
            datasets: DatasetResource(
                store: everyones,
                inspections: inspections,
                queue: queue,
                removal: removal
            ),
            jobUploads: intake(jobs, orders: jobs),
            datasetUploads: intake(datasets),
            status: StatusResource(readiness: { admission.readiness() }),
            metrics: metrics,
            failed: failed,
            gatekeeper: gatekeeper,
            answerLines: AnswerLines(gatekeeper.origins)
        )
    }

    /// How to find out what a former process died of, once that is to be done.
    static func inquest(
        _ storage: Storage,
        _ configuration: Configuration,
        _ program: String?
    ) throws -> Inquest {
        let (blobs, logger) = (storage.blobs, storage.logger)
        let notes = try CrashNotes.open(in: blobs.root, logger: logger)
        if program != nil { notes.markFaults() }
        return Inquest(
            store: storage.store,
            blobs: blobs,
            notes: notes,
            trial: program.map {
                .inChild($0, configuration, folder: blobs.root, logger: logger)
            } ?? .none,
            limits: configuration.limits.pipeline.zip,
            logger: logger
        )
    }

    /// What works on jobs, and on datasets while there are none.
    static func work(
        _ pipeline: Pipeline,
        _ queue: QueueGauge,
        _ promises: ArchivePromises,
        _ inquest: Inquest
    ) -> (JobRunner, Inspections) {
        let inspections = Inspections(
            store: inquest.store,
            blobs: inquest.blobs,
            inspector: .surveying(pipeline),
            notes: inquest.notes,
            logger: inquest.logger
        )
        let runner = JobRunner(
            store: inquest.store,
            blobs: inquest.blobs,
            pipeline: pipeline,
            queue: queue,
            inspections: inspections,
            promises: promises,
            inquest: inquest,
            logger: inquest.logger
        )
        return (runner, inspections)
    }
}

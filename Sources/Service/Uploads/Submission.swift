// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPServer
internal import HTTPTypes
internal import Hashing
internal import JSON
internal import JobStore
internal import POSIX
internal import Pipeline

/// Makes jobs: files on the disk first, then a row, then 202.
struct Submission: UploadTarget {
    var store: TenantStore
    let blobs: Blobs
    let runner: JobRunner
    let pipeline: Pipeline
    let plans: Plans
    let queue: QueueGauge
    let admission: Admission

    let parts = [FilePart.dataset, .labels]
    let takesNames = true

    func acting(for tenancy: Tenancy) -> Submission {
        var submission = self
        submission.store = store.view(of: tenancy)
        return submission
    }

    func checkLoad(for query: [Parameter]) throws {
        try admission.checkRunning()
        try admission.checkQueue()
        try admission.quotas.checkQueue(of: store.tenancy.tenant)
        if query.contains(where: { $0.name == JobRequest.dryRun && $0.text == "true" }) {
            try plans.checkRoom()
        }
    }

    func check(_ parameters: [Parameter], isAll: Bool) throws {
        if isAll || !parameters.allSatisfy({ JobRequest.knows($0.name) }) {
            _ = try JobRequest(parameters)
        }
    }

    func startSpool(for part: FilePart, uploadID: String) throws(SystemError) -> Spool {
        switch part {
        case .dataset: try Spool.dataset(in: blobs)
        case .labels:
            try Spool(id: uploadID, in: blobs.labels, as: Blobs.labelsName(uploadID))
        }
    }

    // MARK: What is asked for

    /// Checks what the upload's directory shows, and queues a job or shows its plan.
    ///
    /// - Returns: 202 with the job, or 200 with the plan.
    func accept(_ upload: ReceivedUpload, _ parameters: [Parameter]) throws -> Response {
        let request = try JobRequest(parameters)
        let dataset: ReceivedFile
        switch upload.dataset {
        case .file(let file): dataset = file
        case .named(let name):
            return try accept(
                request,
                dataset: name,
                id: upload.id,
                labels: upload.labels,
                key: upload.key
            )
        }
        let key = requestKey(
            upload.key,
            request,
            dataset: "sha256 \(dataset.sha256)",
            labels: upload.labels
        )
        if let answer = try replay(key) { return answer }
        let subject = Subject(
            dataset: dataset.spool.file,
            labels: upload.labels?.spool.file,
            identity: DatasetIdentity(bytes: dataset.spool.bytes, sha256: dataset.sha256),
            id: nil
        )
        if request.isDryRun { return try plan(subject, request.options) }
        let (options, estimate) = try check(subject, request.options)
        try admission.promises.make(estimate, for: upload.id)
        defer { admission.promises.settle(upload.id) }
        try dataset.spool.commit()
        try upload.labels?.spool.commit()
        let outcome = try submit(
            options,
            id: upload.id,
            dataset: .new(NewDataset(dataset, isKept: false)),
            labels: upload.labels,
            estimate: estimate,
            key: key
        )
        guard case .queued(let job, let kept) = outcome else {
            preconditionFailure("a job that brings its dataset finds it")
        }
        // Where the same bytes were there already, this upload goes, and theirs is taken.
        dataset.spool.settle(as: kept)
        upload.labels?.spool.release()
        return accepted(job)
    }

    /// The same of a dataset that is there.
    ///
    /// - Parameters:
    ///   - id: the job's.
    ///   - labels: become the job's own, as if the dataset had come with them.
    func accept(
        _ request: JobRequest,
        dataset name: RandomID,
        id: String = RandomID(milliseconds: Clock.wallMilliseconds()).description,
        labels: ReceivedFile? = nil,
        key: IdempotencyKey? = nil
    ) throws -> Response {
        let key = requestKey(key, request, dataset: "id \(name)", labels: labels)
        if let answer = try replay(key) { return answer }
        guard let dataset = try store.dataset(name.description),
            let sha256 = Digest(hex: dataset.sha256)
        else { throw Problem.unknownDataset(name) }
        guard let file = try blobs.open(dataset) else {
            // Files go after their rows.
            let isLost = try store.dataset(name.description) != nil
            throw isLost ? Problem.fileLost("The file of the dataset") : .unknownDataset(name)
        }
        let subject = Subject(
            dataset: file,
            labels: labels?.spool.file,
            identity: DatasetIdentity(bytes: UInt64(dataset.bytes), sha256: sha256),
            id: dataset.id
        )
        if request.isDryRun { return try plan(subject, request.options) }
        let (options, estimate) = try check(subject, request.options)
        try admission.promises.make(estimate, for: id)
        defer { admission.promises.settle(id) }
        try labels?.spool.commit()
        let outcome = try submit(
            options,
            id: id,
            dataset: .existing(dataset.id),
            labels: labels,
            estimate: estimate,
            key: key
        )
        guard case .queued(let job, _) = outcome else { throw Problem.unknownDataset(name) }
        labels?.spool.release()
        return accepted(job)
    }

    // MARK: Where the pipeline is asked

    /// What a job is about.
    private struct Subject {
        let dataset: File
        let labels: File?
        let identity: DatasetIdentity
        /// Nil for a dataset that is in no row.
        let id: String?
    }

    /// - Returns: the options with nothing left open that the upload settles, and what the archive
    ///   may come to.
    private func check(
        _ subject: Subject,
        _ options: Options
    ) throws -> (options: Options, bytes: UInt64) {
        let source = try pipeline.check(subject.dataset, options, labels: subject.labels)
        return (source.options, source.estimate(pipeline.limits).bytes)
    }

    private func plan(_ subject: Subject, _ options: Options) throws -> Response {
        let culprits = try subject.id.map(store.culprits) ?? []
        let listing = try plans.make(
            subject.dataset,
            options,
            labels: subject.labels,
            leavingOut: Dropped.crashed(culprits)
        )
        let document = PlanDocument(
            options: listing.options,
            dataset: subject.identity,
            datasetID: subject.id,
            summary: listing.summary,
            estimatedBytes: listing.estimatedBytes,
            now: Clock.wallMilliseconds()
        )
        return Response(json: .ok) { $0.value(document) }
    }

    // MARK: The queue

    private func submit(
        _ options: Options,
        id: String,
        dataset: NewJob.Source,
        labels: ReceivedFile?,
        estimate: UInt64,
        key: RequestKey?
    ) throws -> SubmitOutcome {
        let outcome = try store.submit(
            NewJob(
                id: id,
                createdAt: Clock.wallMilliseconds(),
                options: options.json(),
                dataset: dataset,
                labels: labels.map {
                    JobLabels(file: $0.spool.name, sha256: $0.sha256.description)
                },
                estimatedBytes: Int64(clamping: estimate),
                key: key
            )
        )
        queue.refresh()
        runner.wake()
        return outcome
    }

    /// From here on nothing may fail: the row is there.
    func accepted(_ job: JobRecord) -> Response {
        var response = Response(document: job, status: .accepted)
        response.fields[.location] = "/v1/jobs/\(job.id)"
        response.fields[.retryAfter] = "1"
        return response
    }
}

extension Problem {
    /// A job is asked for of a dataset that is not there: the job is wrong, not the address.
    static func unknownDataset(_ id: RandomID) -> Problem {
        Problem(items: [.dataset(id.description, "there is no dataset of that id")])
    }
}

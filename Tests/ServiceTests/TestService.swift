// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

import HTTPServer
import HTTPTypes
import HTTPWire
import Hashing
import JSON
import JobStore
import Logging
import POSIX
import Pipeline
import TestSupport
import Testing

@testable import Service

/// The parts of a service on a folder of their own, without sockets.
struct TestService {
    let blobs: Blobs
    let store: JobStore
    let runner: JobRunner
    let inspections: Inspections
    let notes: CrashNotes
    let inquest: Inquest
    let submission: Submission
    let plans: Plans
    let datasets: DatasetSubmission
    let admission: Admission
    var disk: DiskRoom
    let answers: JobAnswers
    let events: JobEvents
    let queue: QueueGauge
    let failed: FailedRequests
    let manifests: Gate
    private let pass: Gate.Pass
    private let share: Quotas.Share

    init(
        in directory: Directory,
        limits: ServiceLimits = ServiceLimits(),
        ballast bytes: UInt64 = 0,
        inspector: DatasetInspector? = nil,
        trial: SuspectTrial = .none
    ) throws {
        blobs = try Blobs(in: directory.path)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let ballast = Ballast(in: blobs, bytes: bytes, logger: logger)
        ballast.hold()
        store = try JobStore(
            path: directory.path(of: "jobs.sqlite"),
            limits: limits.store
        ) { ballast.relieve() }
        pass = try #require(Gate(limit: 1).enter())
        failed = FailedRequests(logger: logger)
        manifests = Gate(limit: limits.manifests)
        let pipeline = Pipeline(limits: limits.pipeline, pool: WorkerPool(width: 2))
        queue = QueueGauge(store, countsBytes: true)
        let quotas = Quotas(limits.quotas, queue: queue)
        share = try quotas.enter("", bytes: 0)
        let everyones = store.view(of: .everyone)
        notes = try CrashNotes.open(in: blobs.root, logger: logger)
        inquest = Self.inquest(store, blobs, notes, trial, logger)
        inspections = Inspections(
            store: store,
            blobs: blobs,
            inspector: inspector ?? .surveying(pipeline),
            notes: notes,
            logger: logger
        )
        disk = try DiskRoom(of: blobs.root, floor: limits.freeDiskBytes, stop: limits.stopFloor)
        let promises = ArchivePromises(store: store, blobs: blobs, disk: disk)
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
        answers = JobAnswers(observing: store, limit: limits.jobAnswerBytes)
        events = JobEvents(observing: store, limits: limits, logger: logger)
        admission = Admission(
            store: store,
            disk: disk,
            promises: promises,
            runner: runner,
            queue: queue,
            quotas: quotas,
            limits: limits
        )
        plans = Plans(pipeline: pipeline, runner: runner, gate: Gate(limit: limits.plans))
        submission = Self.submission(admission, blobs, pipeline, plans)
        datasets = DatasetSubmission(
            store: everyones,
            blobs: blobs,
            runner: runner,
            pipeline: pipeline,
            inspections: inspections,
            admission: admission
        )
    }

    private static func submission(
        _ admission: Admission,
        _ blobs: Blobs,
        _ pipeline: Pipeline,
        _ plans: Plans
    ) -> Submission {
        Submission(
            store: admission.store.view(of: .everyone),
            blobs: blobs,
            runner: admission.runner,
            pipeline: pipeline,
            plans: plans,
            queue: admission.queue,
            admission: admission
        )
    }

    private static func inquest(
        _ store: JobStore,
        _ blobs: Blobs,
        _ notes: CrashNotes,
        _ trial: SuspectTrial,
        _ logger: Logger
    ) -> Inquest {
        Inquest(
            store: store,
            blobs: blobs,
            notes: notes,
            trial: trial,
            limits: PipelineLimits().zip,
            logger: logger
        )
    }

    /// A reception for a job, or for another target.
    func reception(
        for target: (any UploadTarget)? = nil,
        digests: [[UInt8]] = []
    ) throws -> sending Reception {
        Reception(
            target: target ?? submission,
            limits: admission.limits,
            failed: failed,
            requestID: "test",
            digests: BodyDigests(digests),
            pass: pass,
            room: try admission.reserve(0),
            share: share
        )
    }

    /// Posts a raw zip for a job, or for another target.
    func post(
        _ zip: [UInt8] = TestService.zip,
        for target: (any UploadTarget)? = nil,
        parameters: [Parameter] = []
    ) throws -> Response {
        RawUpload(try reception(for: target), parameters: parameters).take(zip, step: 1000)
    }

    /// Posts a JSON body for a job.
    func order(_ json: String, query: [Parameter] = [], digests: [[UInt8]] = []) -> Response {
        JobOrder(
            submission,
            limit: admission.limits.jsonBytes,
            failed: failed,
            requestID: "test",
            digests: BodyDigests(digests),
            query: query,
            pass: pass,
            share: share
        ).take(Array(json.utf8), step: 7)
    }

    /// What takes `POST /v1/jobs`.
    func intake(_ gate: Gate) -> UploadIntake {
        UploadIntake(
            target: submission,
            orders: submission,
            admission: admission,
            gate: gate,
            failed: failed
        )
    }

    var removal: Removal { Removal(blobs: blobs, logger: failed.logger) }

    private var datasetResource: DatasetResource {
        DatasetResource(
            store: store.view(of: .everyone),
            inspections: inspections,
            queue: queue,
            removal: removal
        )
    }

    /// The dataset's document.
    func show(dataset id: String) throws -> JSONValue {
        try #require(try answer(dataset: id).json)
    }

    /// The dataset's entity tag.
    func tag(dataset id: String) throws -> String? {
        try answer(dataset: id).fields[.eTag]
    }

    private func answer(dataset id: String) throws -> Response {
        try datasetResource.show(try #require(RandomID(id)), RequestHead("GET /"))
    }

    func delete(dataset id: String) throws -> Response {
        try datasetResource.delete(try #require(RandomID(id)), RequestHead("DELETE /"))
    }

    var jobResource: JobResource {
        JobResource(
            store: store.view(of: .everyone),
            blobs: blobs,
            runner: runner,
            queue: queue,
            answers: answers,
            followers: events,
            disk: disk,
            manifests: manifests,
            removal: removal
        )
    }

    /// Cancels a job that waits, removes it, and gives the last status.
    func delete(job id: String) throws -> Int {
        let jobs = jobResource
        let id = try #require(RandomID(id))
        let head = try RequestHead("DELETE /")
        #expect(try jobs.delete(id, head).status.code == 202)
        return try jobs.delete(id, head).status.code
    }

    /// A zip of two classes, whose files are named like images and hold a few bytes.
    static let zip: [UInt8] = ZipBuilder(
        ["a/1.png", "a/2.png", "a/3.png", "b/1.png", "b/2.png", "b/3.png"].map { name in
            ZipBuilder.Entry(name, Array("not really \(name)".utf8))
        }
    ).bytes()

    /// The files of uploads.
    func uploads() throws -> [String] {
        try blobs.datasets.names() + blobs.labels.names()
    }
}

extension RequestHead {
    /// The head of a request.
    ///
    /// - Parameters:
    ///   - start: method and target, such as `GET /`.
    ///   - fields: header lines.
    init(_ start: String, _ fields: [String] = []) throws {
        var parser = RequestHeadParser()
        let lines = ["\(start) HTTP/1.1", "Host: a"] + fields + ["", ""]
        let bytes = Array(lines.joined(separator: "\r\n").utf8)
        guard case .complete(let head, _) = try parser.parse(bytes.span) else {
            throw HTTPViolation(status: 400, code: "bad-request", detail: "no whole head")
        }
        self = head
    }
}

extension BodyReceiver {
    /// Gives bytes in pieces of some length, then ends; the answer that comes.
    func take(_ bytes: [UInt8], step: Int) -> Response {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(step))
            rest = rest.dropFirst(step)
            let early = unsafe piece.withUnsafeBytes { unsafe receive($0) }
            if let early { return early }
        }
        return finish()
    }
}

extension Response {
    /// The body as JSON.
    var json: JSONValue? {
        guard case .bytes(let bytes) = body else { return nil }
        return try? JSONValue.parse(bytes)
    }
}

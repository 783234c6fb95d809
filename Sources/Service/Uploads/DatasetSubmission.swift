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

/// Keeps uploads as datasets, for jobs that name them.
struct DatasetSubmission: UploadTarget {
    var store: TenantStore
    let blobs: Blobs
    let runner: JobRunner
    let pipeline: Pipeline
    let inspections: Inspections
    let admission: Admission

    let parts = [FilePart.dataset]
    let takesNames = false

    func acting(for tenancy: Tenancy) -> DatasetSubmission {
        var submission = self
        submission.store = store.view(of: tenancy)
        return submission
    }

    func checkLoad(for query: [Parameter]) throws {
        try admission.checkRunning()
    }

    func check(_ parameters: [Parameter], isAll: Bool) throws {
        if parameters.isEmpty { return }
        throw Problem(
            items: parameters.prefix(20).map {
                .parameter($0, "a dataset has no options, its jobs have", accepted: "none")
            }
        )
    }

    func startSpool(for part: FilePart, uploadID: String) throws(SystemError) -> Spool {
        precondition(part == .dataset, "no other part is taken")
        return try Spool.dataset(in: blobs)
    }

    /// Keeps the upload, unless the same bytes are there already.
    ///
    /// - Returns: 201, or 200 for bytes that are there, with the dataset.
    func accept(_ upload: ReceivedUpload, _ parameters: [Parameter]) throws -> Response {
        guard case .file(let file) = upload.dataset else {
            preconditionFailure("no dataset is made of another's name")
        }
        let spool = file.spool
        let key = upload.key?.request(["POST /v1/datasets", "sha256 \(file.sha256)"])
        if let answer = try replay(key) { return answer }
        try check(spool.file)
        try spool.commit()
        let (dataset, isNew) = try store.addDataset(NewDataset(file, isKept: true), key: key)
        spool.settle(as: dataset)
        admission.queue.refresh()
        runner.wakeForInspection()
        return answer(dataset, isNew: isNew)
    }

    /// The dataset, as what a request has made or found.
    func answer(_ dataset: DatasetRecord, isNew: Bool) -> Response {
        let document = DatasetDocument(
            dataset: dataset,
            isBeingInspected: inspections.isInspecting(dataset.id),
            expiresAt: store.expiry(of: dataset)
        )
        var response = Response(json: isNew ? .created : .ok) { $0.value(document) }
        response.fields[.location] = document.path
        return response
    }

    /// Refuses what no job could use: no acceptable zip, no image in it.
    ///
    /// Which class an image is of is for jobs to say, which have options and labels for it.
    private func check(_ file: File) throws {
        do throws(PipelineError) {
            _ = try SourceArchive(file, options: Options(), limits: pipeline.limits)
        } catch {
            if case .dataset(let reason) = error {
                guard case .noImages = reason else { return }
            }
            throw error
        }
    }
}

extension Spool {
    /// A spool that a dataset comes of, under a name that none has.
    static func dataset(in blobs: Blobs) throws(SystemError) -> Spool {
        let id = RandomID(milliseconds: Clock.wallMilliseconds()).description
        return try Spool(id: id, in: blobs.datasets, as: Blobs.datasetName(id))
    }
}

extension NewDataset {
    /// The dataset that an upload is to be.
    init(_ received: ReceivedFile, isKept: Bool) {
        self.init(
            id: received.spool.id,
            createdAt: Clock.wallMilliseconds(),
            file: received.spool.name,
            bytes: Int64(received.spool.bytes),
            sha256: received.sha256.description,
            isKept: isKept
        )
    }
}

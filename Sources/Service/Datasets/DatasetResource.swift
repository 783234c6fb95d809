// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPTypes
internal import HTTPWire
internal import Hashing
internal import JSON
internal import JobStore
internal import POSIX

/// `/v1/datasets` and what is below it, but for the upload.
struct DatasetResource: Sendable {
    var store: TenantStore
    let inspections: Inspections
    let queue: QueueGauge
    let removal: Removal

    /// The same of the datasets that are there for somebody.
    func acting(for tenancy: Tenancy) -> DatasetResource {
        var resource = self
        resource.store = store.view(of: tenancy)
        return resource
    }

    func list(_ head: RequestHead) throws -> Response {
        let page = try PageRequest(head.target.query)
        let (datasets, next) = try store.listDatasets(limit: page.limit, after: page.after)
        return Response(
            list: "datasets",
            datasets.map(document),
            next: next,
            link: next.map { page.link(to: "/v1/datasets", after: $0) }
        )
    }

    func show(_ id: RandomID, _ head: RequestHead) throws -> Response {
        guard let dataset = try store.dataset(id.description) else { throw Problem.noDataset }
        let document = document(dataset)
        return try Response.tagged(document.tag, head) {
            Response(json: .ok) { $0.value(document) }
        }
    }

    /// Removes a dataset that no unfinished job needs.
    ///
    /// - Throws: `Problem` 404, 409, or 412 where the request's conditions do not hold.
    func delete(_ id: RandomID, _ head: RequestHead) throws -> Response {
        let outcome = try store.deleteDataset(id.description) { dataset in
            Response.allows(head, tag: document(dataset).tag)
        }
        switch outcome {
        case .refused(let dataset): throw Problem.preconditionFailed(document(dataset).tag)
        case .notFound: throw Problem.noDataset
        case .inUse(let jobs):
            throw Problem(
                .datasetInUse,
                "Jobs that have not finished need the dataset: \(jobs.joined(separator: ", ")).",
                errors: jobs.map { [("job", $0)] }
            )
        case .deleted(let file):
            removal.removeDataset(file)
            queue.refresh()
            return Response(status: .noContent)
        }
    }

    private func document(_ dataset: DatasetRecord) -> DatasetDocument {
        DatasetDocument(
            dataset: dataset,
            isBeingInspected: inspections.isInspecting(dataset.id),
            expiresAt: store.expiry(of: dataset)
        )
    }
}

extension DatasetDocument {
    /// The validator of the document.
    fileprivate var tag: EntityTag {
        // That an inspection runs is in no row, and how long the dataset is kept is a setting. What
        // was found is stored a moment before the inspection is over, and told from then on.
        let isDone = dataset.inspection != nil || dataset.inspectionError != nil
        let isRunning = isBeingInspected && !isDone
        let mark = (expiresAt.map { "-\($0)" } ?? "") + (isRunning ? "-running" : "")
        return EntityTag("\(dataset.id)-\(dataset.revision)\(mark)", isWeak: true)
    }
}

extension Problem {
    static var noDataset: Problem { Problem(.notFound, "There is no dataset of that id.") }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
package import HTTPServer
internal import HTTPTypes
package import HTTPWire
internal import POSIX

/// The HTTP API: from a request's head to the resource that answers it.
package struct API: RequestHandler {
    let jobs: JobResource
    let datasets: DatasetResource
    /// What takes `POST /v1/jobs`.
    let jobUploads: UploadIntake
    /// What takes `POST /v1/datasets`.
    let datasetUploads: UploadIntake
    let status: StatusResource
    let metrics: MetricsResource
    let failed: FailedRequests
    let gatekeeper: Gatekeeper
    let answerLines: AnswerLines

    /// Finds the resource and has it answer, at once or on Dispatch.
    package func intake(_ request: Request) -> Intake {
        do {
            return try route(request)
        } catch {
            return .respond(refuse(error, request))
        }
    }

    /// The problem document for a request that could not be read.
    package func refusal(_ violation: HTTPViolation, requestID: RequestID) -> Response {
        var problem = Problem(violation)
        if [429, 503].contains(violation.status) { problem.fields[.retryAfter] = "1" }
        return problem.response(requestID: requestID.value, closes: true)
    }

    /// The security headers, and those that let allowed pages of other sites read.
    package func lines(for head: RequestHead?) -> FieldLines {
        answerLines.lines(for: head)
    }

    /// Counts the request.
    package func ended(_ head: RequestHead?, status: Int, nanoseconds: UInt64) {
        let label = head.map { RouteLabel($0.target) } ?? .unreadable
        metrics.requests.withLock { $0.add(label, status: status, nanoseconds: nanoseconds) }
    }

    private func route(_ request: Request) throws -> Intake {
        let head = request.head
        try gatekeeper.checkSource(head)
        guard let route = Route(head.target) else {
            throw Problem(.notFound, "Nothing is served at \(head.target.path).")
        }
        if !route.methods.contains(head.method) {
            var problem = Problem(
                .methodNotAllowed,
                "\(head.method.rawValue) is not among the methods of this resource: \(route.allow)."
            )
            problem.fields[.allow] = route.allow
            throw problem
        }
        if head.method == .options {
            let fields = answerLines.preflight(head, allow: route.allow) ?? [.allow: route.allow]
            return .respond(Response(status: .noContent, fields: fields))
        }
        let principal =
            try route.scope(for: head.method)
            .map { try gatekeeper.principal(head, for: $0) }
            ?? .nobody
        if head.method == .post {
            let uploads = route == .jobs ? jobUploads : datasetUploads
            return try uploads.intake(request, from: principal)
        }
        try check(head.target.query, route.queryNames)
        @Sendable func jobs() -> JobResource { self.jobs.acting(for: principal.tenancy) }
        @Sendable func datasets() -> DatasetResource {
            self.datasets.acting(for: principal.tenancy)
        }
        switch route {
        case .live: return .respond(status.live)
        case .version: return .respond(status.version)
        case .contract: return .respond(try status.contract(head))
        case .problem(let kind): return .respond(status.problem(kind))
        case .ready: return work(request) { status.ready() }
        case .metrics: return work(request) { metrics.answer() }
        case .page: return page(request)
        case .jobs: return work(request) { try jobs().list(head) }
        case .job(let id) where head.method == .delete:
            return work(request) { try jobs().delete(id, head) }
        case .job(let id):
            // Polls are most of what comes: those about a job that has not changed cost no thread.
            if let ready = try jobs().showReady(id, head) { return .respond(ready) }
            return work(request) { try jobs().show(id, head) }
        case .events(let id): return work(request) { try jobs().events(id, head, for: principal) }
        case .archive(let id): return work(request) { try jobs().archive(id, head) }
        case .manifest(let id): return work(request) { try jobs().manifest(id, head) }
        case .weights(let id): return work(request) { try jobs().weights(id, head) }
        case .datasets: return work(request) { try datasets().list(head) }
        case .dataset(let id) where head.method == .delete:
            return work(request) { try datasets().delete(id, head) }
        case .dataset(let id): return work(request) { try datasets().show(id, head) }
        case .server: preconditionFailure("OPTIONS is answered above")
        }
    }

    /// The page for people, which is open to all and shows jobs to those who may see them.
    private func page(_ request: Request) -> Intake {
        let reader = try? gatekeeper.principal(request.head, for: .read)
        let shown = reader.map { jobs.acting(for: $0.tenancy) }
        return work(request) { FrontPage(request.head, jobs: try shown?.newest()).response }
    }

    /// Refuses query items that the resource does not know, rather than ignoring them.
    private func check(_ query: [QueryItem], _ names: Set<String>) throws {
        let unknown = query.filter { !names.contains($0.name) }
        if unknown.isEmpty { return }
        let accepted = names.isEmpty ? "none" : names.sorted().joined(separator: ", ")
        throw Problem(
            .invalidOptions,
            "Query parameters that this resource does not take; it takes: \(accepted).",
            errors: unknown.prefix(20).map { item in
                [("option", shortened(item.name)), ("accepted", accepted)]
            }
        )
    }

    private func work(
        _ request: Request,
        _ body: @escaping @Sendable () throws -> Response
    ) -> Intake {
        .work {
            do {
                return try body()
            } catch {
                return refuse(error, request)
            }
        }
    }

    private func refuse(_ error: any Error, _ request: Request) -> Response {
        failed.answer(to: error, requestID: request.id.value)
    }
}

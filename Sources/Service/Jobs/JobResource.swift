// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPTypes
internal import HTTPWire
internal import Hashing
internal import JSON
internal import JobStore
internal import POSIX
internal import Pipeline

/// `/v1/jobs` and what is below it, but for the upload.
struct JobResource: Sendable {
    var store: TenantStore
    let blobs: Blobs
    let runner: JobRunner
    let queue: QueueGauge
    let answers: JobAnswers
    let followers: JobEvents
    let disk: DiskRoom
    /// How many manifests are written, and sent, as JSON.
    let manifests: Gate
    let removal: Removal

    /// The same of the jobs that are there for somebody.
    func acting(for tenancy: Tenancy) -> JobResource {
        var resource = self
        resource.store = store.view(of: tenancy)
        return resource
    }

    // MARK: The collection

    func list(_ head: RequestHead) throws -> Response {
        let page = try PageRequest(head.target.query)
        let (jobs, next) = try store.list(
            state: page.state,
            dataset: page.dataset?.description,
            limit: page.limit,
            after: page.after
        )
        let now = Clock.wallMilliseconds()
        return Response(
            list: "jobs",
            jobs.map { JobDocument(job: $0, now: now) },
            next: next,
            link: next.map { page.link(to: "/v1/jobs", after: $0) }
        )
    }

    /// The jobs that the page for people shows.
    func newest() throws -> [JobRecord] {
        try store.list(limit: FrontPage.jobCount).jobs
    }

    // MARK: One job

    /// The job's document where it is ready, without the store: the event loop may ask.
    ///
    /// It goes past `find`, so it looks by itself at whose the job is; for others it is not ready,
    /// and they are told what they are told of a job that never was.
    ///
    /// - Throws: `Problem` 412.
    func showReady(_ id: RandomID, _ head: RequestHead) throws -> Response? {
        guard let answer = answers.ready(id), store.tenancy.sees(answer.tenant) else { return nil }
        return try answer.response(to: head)
    }

    /// The job's document, which is ready from then on.
    func show(_ id: RandomID, _ head: RequestHead) throws -> Response {
        try answers.make(id) { try find(id) }.response(to: head)
    }

    /// The job's changes, as they come.
    func events(
        _ id: RandomID,
        _ head: RequestHead,
        for principal: Principal
    ) throws -> Response {
        try followers.follow(id, head, in: store, by: principal)
    }

    /// Cancels a job that has not finished, or removes one that has.
    ///
    /// On a disk so full that not even this can be written, what the job has made goes first: it is
    /// to go anyway, and nothing else is left to be given up.
    ///
    /// - Throws: `Problem` 404, or 412 where the request's conditions do not hold.
    func delete(_ id: RandomID, _ head: RequestHead) throws -> Response {
        do {
            return try withdraw(id, head)
        } catch let error as JobStoreError where error.isFull {
            guard let job = try store.job(id.description), job.state.isFinal,
                Response.allows(head, tag: JobAnswer.tag(of: job))
            else { throw error }
            removal.removeProducts(of: job.id)
            blobs.finishRemovals()
            return try withdraw(id, head)
        }
    }

    private func withdraw(_ id: RandomID, _ head: RequestHead) throws -> Response {
        let name = id.description
        let outcome = try store.withdraw(name, now: Clock.wallMilliseconds()) { job in
            Response.allows(head, tag: JobAnswer.tag(of: job))
        }
        switch outcome {
        case .notFound: throw Problem.noJob
        case .refused(let job): throw Problem.preconditionFailed(JobAnswer.tag(of: job))
        case .cancelled(let job):
            // It waited, and may have been begun before: nobody goes on with that.
            removal.removeProducts(of: name)
            queue.refresh()
            return Response(document: job, status: .accepted)
        case .cancelling(let job):
            runner.cancel(name)
            queue.refresh()
            return Response(document: job, status: .accepted)
        case .deleted(let deleted):
            removal.remove(deleted)
            queue.refresh()
            return Response(status: .noContent)
        }
    }

    // MARK: What a job has made

    func archive(_ id: RandomID, _ head: RequestHead) throws -> Response {
        let job = try finished(id)
        let file = try open(Blobs.archiveName(job.id), of: job)
        let length = try file.descriptor.size()
        if length != job.archiveBytes.map(UInt64.init(clamping:)) {
            throw Problem.fileLost("The archive of the job")
        }
        guard let sha256 = job.archiveSHA256.flatMap(Digest.init(hex:)) else {
            throw Problem(.internal, "The archive of the job has no digest; the log says more.")
        }
        let download = Download(
            file: file,
            length: length,
            sha256: sha256,
            modified: job.finishedAt.map { HTTPDate(secondsSince1970: $0 / 1000) },
            type: "application/zip",
            name: "equipoise-\(job.id).zip"
        )
        return try download.response(to: head)
    }

    func manifest(_ id: RandomID, _ head: RequestHead) throws -> Response {
        let csv = MediaType("text", "csv")
        let json = MediaType("application", "json")
        let accept = AcceptHeader(head.fields[.accept])
        guard let type = accept.preferred(among: [csv, json]) else {
            throw Problem(.notAcceptable, "The manifest comes as text/csv or application/json.")
        }
        let job = try finished(id)
        let form = type == json ? "json" : "csv"
        let tag = EntityTag("\(job.archiveSHA256 ?? job.id)-\(form)")
        var fields: HTTPFields = [
            .eTag: tag.description, .cacheControl: "private, no-cache", .vary: "Accept",
        ]
        if let end = try Response.ending(head, tag: tag, fields: fields) { return end }
        let file = try open(Blobs.manifestName(job.id), of: job)
        if type == json {
            let (output, length) = try jsonForm(of: file)
            fields[.contentType] = "application/json"
            return Response(status: .ok, fields: fields, body: .file(output, 0..<length))
        }
        fields[.contentType] = "text/csv; charset=utf-8; header=present"
        let length = try file.descriptor.size()
        return Response(status: .ok, fields: fields, body: .file(file, 0..<length))
    }

    /// A manifest as JSON, in a file without a name, which counts until it has been sent.
    ///
    /// - Throws: `Problem` 503 or 507.
    private func jsonForm(of manifest: File) throws -> (File, UInt64) {
        guard let pass = manifests.enter() else {
            throw Problem.busy(
                "\(manifests.limit) manifests are being sent as JSON, as many as may be; text/csv "
                    + "can always be had.",
                retryAfter: manifests.retryAfter()
            )
        }
        let expected = ManifestJSON.growth * (try manifest.descriptor.size())
        guard let room = disk.reserve(expected) else { throw Problem.noRoom(disk.floor) }
        let output = try File(temporaryIn: blobs.archives.path, with: pass)
        let length = try ManifestJSON.write(manifest, to: output)
        guard room.write(length) else { throw Problem.noRoom(disk.floor) }
        pass.finished()
        return (output, length)
    }

    func weights(_ id: RandomID, _ head: RequestHead) throws -> Response {
        let job = try finished(id)
        let file: File
        do {
            file = try File(reading: blobs.archives.path(of: Blobs.weightsName(job.id)))
        } catch {
            throw error.isNotFound ? Problem(.notFound, "The job has kept no weights.") : error
        }
        let tag = EntityTag("\(job.archiveSHA256 ?? job.id)-weights")
        var fields: HTTPFields = [.eTag: tag.description, .cacheControl: "private, no-cache"]
        if let end = try Response.ending(head, tag: tag, fields: fields) { return end }
        fields[.contentType] = "application/json"
        let length = try file.descriptor.size()
        return Response(status: .ok, fields: fields, body: .file(file, 0..<length))
    }

    /// Opens what a job has made; its time may be over, or another client have removed the job, in
    /// this moment.
    private func open(_ name: String, of job: JobRecord) throws -> File {
        do {
            return try File(reading: blobs.archives.path(of: name))
        } catch {
            guard error.isNotFound else { throw error }
            guard let now = try store.job(job.id) else { throw Problem.noJob }
            throw now.state == .expired
                ? Problem.expired : Problem.fileLost("What the job has made")
        }
    }

    private func find(_ id: RandomID) throws -> JobRecord {
        guard let job = try store.job(id.description) else { throw Problem.noJob }
        return job
    }

    private func finished(_ id: RandomID) throws -> JobRecord {
        let job = try find(id)
        if job.state == .succeeded { return job }
        if job.state == .expired { throw Problem.expired }
        var problem = Problem(
            .jobNotFinished,
            job.state.isFinal
                ? "The job is \(job.state.rawValue) and has made no archive."
                : "The job is \(job.state.rawValue); ask again when it has succeeded."
        )
        if !job.state.isFinal { problem.fields[.retryAfter] = "1" }
        throw problem
    }
}

extension Problem {
    /// A job whose archive was there, and is kept no longer.
    static var expired: Problem {
        Problem(
            .expired,
            "What the job has made was kept for as long as the service keeps it, and is removed. "
                + "The same order, posted again, makes the same archive."
        )
    }

    static var noJob: Problem { Problem(.notFound, "There is no job of that id.") }
}

extension Response {
    /// A job's document as an answer.
    init(document job: JobRecord, status: HTTPResponse.Status) {
        let now = Clock.wallMilliseconds()
        self.init(json: status) { $0.value(JobDocument(job: job, now: now)) }
        if !job.state.isFinal { fields[.retryAfter] = "1" }
    }
}

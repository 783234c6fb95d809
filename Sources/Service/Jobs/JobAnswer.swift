// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPTypes
internal import HTTPWire
internal import JobStore

/// The answer to GET of one job, ready to be sent, and its validator.
///
/// The estimate of the time left is that of the moment it was made: the next report of progress
/// makes another, about once a second, and the weak tag promises no more.
struct JobAnswer: Sendable {
    /// What the tag and the caching rules are, alone: a 304.
    private let fields: HTTPFields
    private let tag: EntityTag
    /// Whose the job is.
    let tenant: String
    private let whole: Response

    init(_ job: JobRecord) {
        tenant = job.tenant
        tag = Self.tag(of: job)
        var fields: HTTPFields = [.eTag: tag.description, .cacheControl: "private, no-cache"]
        // As the document has it: who is told that nothing has changed asks again, too.
        if !job.state.isFinal { fields[.retryAfter] = "1" }
        self.fields = fields
        var whole = Response(document: job, status: .ok)
        for field in fields { whole.fields[field.name] = field.value }
        self.whole = whole
    }

    /// The validator of a job's document.
    static func tag(of job: JobRecord) -> EntityTag {
        EntityTag("\(job.id)-\(job.revision)", isWeak: true)
    }

    /// About how much memory it holds.
    var bytes: Int { Int(clamping: whole.body.count ?? 0) + 1024 }

    /// The job's document; 304 where the request's conditions say so.
    ///
    /// - Throws: `Problem` 412.
    func response(to head: RequestHead) throws -> Response {
        try Response.ending(head, tag: tag, fields: fields) ?? whole
    }
}

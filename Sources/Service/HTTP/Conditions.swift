// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPTypes
internal import HTTPWire

extension Response {
    /// A document with its validator; 304 or 412 where the request's conditions say so.
    static func tagged(
        _ tag: EntityTag,
        _ head: RequestHead,
        _ document: () -> Response
    ) throws -> Response {
        let fields: HTTPFields = [.eTag: tag.description, .cacheControl: "private, no-cache"]
        if let end = try ending(head, tag: tag, fields: fields) { return end }
        var response = document()
        response.fields[.eTag] = fields[.eTag]
        response.fields[.cacheControl] = fields[.cacheControl]
        return response
    }

    /// Whether a request's conditions let it change what has this tag (RFC 9110 §13.1.1).
    static func allows(_ head: RequestHead, tag: EntityTag) -> Bool {
        Preconditions.evaluate(
            method: head.method,
            fields: head.fields,
            etag: tag,
            lastModified: nil
        ) != .failed
    }

    /// The answer to a request whose conditions end it (RFC 9110 §13); nil when they let it go on.
    ///
    /// - Parameter fields: what a 304 carries, the validator included.
    /// - Throws: `Problem` 412.
    static func ending(
        _ head: RequestHead,
        tag: EntityTag,
        modified: HTTPDate? = nil,
        fields: HTTPFields
    ) throws -> Response? {
        switch Preconditions.evaluate(
            method: head.method,
            fields: head.fields,
            etag: tag,
            lastModified: modified
        ) {
        case .proceed: return nil
        case .notModified: return Response(status: .notModified, fields: fields)
        case .failed:
            throw Problem.preconditionFailed(tag)
        }
    }
}

extension Problem {
    /// A request that depends on something which is not so.
    static func preconditionFailed(_ tag: EntityTag) -> Problem {
        Problem(
            .preconditionFailed,
            "If-Match, If-None-Match or If-Unmodified-Since does not hold; the ETag is \(tag)."
        )
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import HTTPWire

/// What every answer tells browsers beside what it says: lines that are made once.
struct AnswerLines: Sendable {
    /// No answer but one is a page: nothing in it is run, loaded, framed or taken for another type.
    private static let security: HTTPFields = [
        .xContentTypeOptions: "nosniff",
        .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
        .referrerPolicy: "no-referrer",
        .crossOriginResourcePolicy: "same-origin",
    ]

    /// Fields that pages of other sites may read, beyond those that any may.
    private static let exposed =
        "Accept-Post, Accept-Ranges, Allow, Content-Disposition, Content-Range, ETag, Link, "
        + "Location, Repr-Digest, Retry-After, WWW-Authenticate, X-Request-Id"

    private let origins: OriginPolicy
    private let common: FieldLines
    /// Of the page for people, which has a style of its own and is not for pages of other sites.
    private let page: FieldLines
    private let readers: [Origin: FieldLines]

    init(_ origins: OriginPolicy) {
        var fields = Self.security
        if !origins.allowed.isEmpty { fields[.vary] = "Origin" }
        var readers: [Origin: FieldLines] = [:]
        for origin in origins.allowed {
            var fields = fields
            fields[.accessControlAllowOrigin] = origin.description
            fields[.accessControlExposeHeaders] = Self.exposed
            readers[origin] = FieldLines(fields)
        }
        self.origins = origins
        common = FieldLines(fields)
        fields[.contentSecurityPolicy] = FrontPage.policy
        page = FieldLines(fields)
        self.readers = readers
    }

    /// The lines of the answer to a request; nil where none could be read.
    func lines(for head: RequestHead?) -> FieldLines {
        if head?.target.segments.isEmpty == true { return page }
        if readers.isEmpty { return common }
        return head.flatMap(origins.reader).flatMap { readers[$0] } ?? common
    }

    /// What a preflight is told (Fetch standard, CORS protocol); nil where the request is none, or
    /// comes from a page that may not ask.
    func preflight(_ head: RequestHead, allow: String) -> HTTPFields? {
        guard head.fields[.accessControlRequestMethod] != nil, origins.reader(head) != nil else {
            return nil
        }
        return [
            .allow: allow,
            .accessControlAllowMethods: allow,
            .accessControlAllowHeaders:
                "Authorization, Content-Digest, Content-Type, Idempotency-Key, If-Match, "
                + "If-None-Match, If-Range, Last-Event-ID, Range, Repr-Digest, X-Request-Id",
            .accessControlMaxAge: "600",
        ]
    }
}

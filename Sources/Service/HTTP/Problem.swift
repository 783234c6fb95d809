// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

package import HTTPServer
package import HTTPTypes
package import JSON

/// One of several things that are wrong: the members of an object.
package typealias ProblemItem = [(name: String, value: String)]

/// An error as the client reads it: `application/problem+json`, RFC 9457.
package struct Problem: Error, Sendable {
    /// Which problem it is.
    package let kind: ProblemKind
    /// Differs from the kind's own for violations of HTTP, which have finer statuses.
    package var status: Int
    /// What was wrong, where, and what is accepted.
    package let detail: String
    /// One object for each of several things that are wrong.
    package var errors: [ProblemItem] = []
    /// What there was to warn of before it, told behind ``errors``.
    package var warnings: [ProblemItem] = []
    /// Further header fields, such as `Allow` or `Retry-After`.
    package var fields = HTTPFields()

    /// A problem with the status of its kind.
    package init(
        _ kind: ProblemKind,
        _ detail: String,
        errors: [ProblemItem] = []
    ) {
        self.kind = kind
        self.status = kind.description.status
        self.detail = detail
        self.errors = errors
    }

    /// The problem as an answer to the request of that id.
    package func response(requestID: String, closes: Bool = false) -> Response {
        var fields = fields
        fields[.contentType] = "application/problem+json"
        fields[.cacheControl] = "no-store"
        var writer = JSONWriter()
        write(to: &writer, requestID: requestID)
        return Response(
            status: HTTPResponse.Status(code: status),
            fields: fields,
            body: .bytes(writer.take()),
            closes: closes
        )
    }

    /// The problem as a JSON object; without a request id for one that a job keeps.
    package func write(to writer: inout JSONWriter, requestID: String? = nil) {
        writer.object { writer in
            writer.member("type", "/problems/\(kind.rawValue)")
            writer.member("title", kind.description.title)
            writer.member("status", status)
            writer.member("detail", detail)
            if kind.isRetriable { writer.member("retriable", true) }
            if let requestID { writer.member("request_id", requestID) }
            if errors.isEmpty, warnings.isEmpty { return }
            writer.array("errors") { writer in
                for error in errors + warnings {
                    writer.object { writer in
                        for (name, value) in error { writer.member(name, value) }
                    }
                }
            }
        }
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import HTTPTypes
internal import HTTPWire
internal import Hashing
internal import POSIX

/// A finished file that never changes, sent whole or in part (RFC 9110 §13, §14).
struct Download: Sendable {
    let file: File
    let length: UInt64
    /// The strong validator: the digest of the file's bytes.
    let sha256: Digest
    let modified: HTTPDate?
    let type: String
    /// The name that it is saved under.
    let name: String

    func response(to head: RequestHead) throws -> Response {
        let tag = EntityTag(sha256.description)
        var fields: HTTPFields = [
            .eTag: tag.description,
            .acceptRanges: "bytes",
            .cacheControl: "private, no-cache, no-transform",
        ]
        if let modified { fields[.lastModified] = modified.imfFixdate }
        let end = try Response.ending(head, tag: tag, modified: modified, fields: fields)
        if let end { return end }
        fields[.contentType] = type
        fields[.contentDisposition] = ContentDisposition.attachment(filename: name)
        fields[.reprDigest] = ContentDigest(sha256: sha256.bytes).description
        let selection = selection(head, tag)
        fields[.contentRange] = selection.contentRange(length: length)
        switch selection {
        case .whole:
            return Response(status: .ok, fields: fields, body: .file(file, 0..<length))
        case .part(let range):
            return Response(status: .partialContent, fields: fields, body: .file(file, range))
        case .unsatisfiable:
            var problem = Problem(
                .rangeNotSatisfiable,
                "The archive has \(length) bytes, and the range begins beyond them."
            )
            problem.fields[.contentRange] = fields[.contentRange]
            throw problem
        }
    }

    /// Range counts for GET alone, and only when If-Range agrees.
    private func selection(_ head: RequestHead, _ tag: EntityTag) -> RangeSelection {
        let allows = Preconditions.allowsRange(
            fields: head.fields,
            etag: tag,
            lastModified: modified
        )
        guard head.method == .get, allows else { return .whole }
        return RangeSelection(field: head.fields[.range], length: length)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPTypes
internal import HTTPWire

/// How a body is to be read, as its head says.
enum BodyKind: Hashable {
    /// The zip itself.
    case raw
    case form(boundary: String)
    case json

    private static let rawTypes = [
        "application/zip", "application/x-zip-compressed", "application/octet-stream",
    ]

    /// - Throws: `Problem` for other types.
    init(_ head: RequestHead, takesJSON: Bool) throws {
        func unsupported(_ detail: String) -> Problem { Self.unsupported(detail, takesJSON) }
        if head.fields[.contentEncoding] != nil {
            throw unsupported("A zip is compressed already; send it without Content-Encoding.")
        }
        guard let text = head.fields[.contentType] else {
            self = .raw
            return
        }
        guard let type = MediaType(parsing: text) else {
            throw unsupported("The Content-Type is not a media type.")
        }
        switch type.essence {
        case "multipart/form-data":
            guard let boundary = type["boundary"] else {
                throw unsupported("The form's Content-Type has no boundary.")
            }
            self = .form(boundary: boundary)
        case "application/json" where takesJSON: self = .json
        case let essence where Self.rawTypes.contains(essence): self = .raw
        case let essence:
            let hint =
                essence == "application/x-www-form-urlencoded"
                ? " With curl's --data-binary, add -H 'Content-Type: application/zip'." : ""
            throw unsupported("The body is not a zip by its type, \(shortened(essence)).\(hint)")
        }
    }

    private static func unsupported(_ detail: String, _ takesJSON: Bool) -> Problem {
        let order = takesJSON ? ", or name a dataset that is there in application/json" : ""
        var problem = Problem(
            .unsupportedMediaType,
            detail + " Send the zip as application/zip or application/octet-stream, or a form of "
                + "type multipart/form-data with the zip as its file part ‘dataset’\(order)."
        )
        let types = rawTypes + ["multipart/form-data"] + (takesJSON ? ["application/json"] : [])
        problem.fields[.acceptPost] = types.joined(separator: ", ")
        return problem
    }
}

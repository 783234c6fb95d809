// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPServer
internal import HTTPTypes
internal import HTTPWire

/// Decides from the head of `POST /v1/jobs` whether the body is wanted, and how it is read.
///
/// What can be refused is refused here, before the client has sent a byte that it was asked to
/// hold back with `Expect: 100-continue`: load, type, options, size, disk, in this order.
struct UploadIntake: Sendable {
    let submission: Submission
    let limits: ServiceLimits
    /// How many uploads are open; shared with every receiver.
    let gate: UploadGate

    private static let rawTypes: Set<String> = [
        "application/zip", "application/x-zip-compressed", "application/octet-stream",
    ]

    func intake(_ request: Request) throws -> Intake {
        let head = request.head
        try submission.checkLoad()
        let boundary = try Self.formBoundary(head)
        let options = head.target.query.map { (name: $0.name, text: $0.value) }
        // The form's fields may still complete what the query says, but not mend a wrong name.
        if boundary == nil || Self.nameUnknown(options) { _ = try Options(options) }
        try checkSize(head)
        guard let pass = gate.enter() else {
            throw Problem.busy("As many uploads are open as the service takes at once.")
        }
        let reception = Reception(
            submission: submission,
            limits: limits,
            requestID: request.id.value,
            digests: try Self.digests(head),
            pass: pass
        )
        if let boundary {
            let parser = try MultipartParser(boundary: boundary, limits: limits.form)
            return .receive(FormUpload(reception, parser: parser, query: options))
        }
        return .receive(RawUpload(reception, options: options))
    }

    /// Whether one of the names is no option at all, which nothing that follows can mend.
    static func nameUnknown(_ options: [(name: String, text: String)]) -> Bool {
        options.contains { OptionTable.description(named: $0.name) == nil }
    }

    /// The boundary of a form, nil for a raw body; other types are refused.
    private static func formBoundary(_ head: RequestHead) throws -> String? {
        if head.fields[.contentEncoding] != nil {
            throw unsupported("A zip is compressed already; send it without Content-Encoding.")
        }
        guard let text = head.fields[.contentType] else { return nil }
        guard let type = MediaType(parsing: text) else {
            throw unsupported("The Content-Type is not a media type.")
        }
        if type.essence == "multipart/form-data" {
            guard let boundary = type["boundary"] else {
                throw unsupported("The form's Content-Type has no boundary.")
            }
            return boundary
        }
        if rawTypes.contains(type.essence) { return nil }
        let hint =
            type.essence == "application/x-www-form-urlencoded"
            ? " With curl's --data-binary, add -H 'Content-Type: application/zip'." : ""
        throw unsupported("The body is not a zip by its type, \(shortened(type.essence)).\(hint)")
    }

    private static func unsupported(_ detail: String) -> Problem {
        var problem = Problem(
            .unsupportedMediaType,
            detail + " Send the zip as application/zip or application/octet-stream, or a form of "
                + "type multipart/form-data with the zip as its file part ‘dataset’."
        )
        problem.fields[.acceptPost] =
            "application/zip, application/x-zip-compressed, application/octet-stream, "
            + "multipart/form-data"
        return problem
    }

    private func checkSize(_ head: RequestHead) throws {
        switch head.framing {
        case .none:
            throw Problem(.lengthRequired, "There is no body: no Content-Length, and not chunked.")
        case .length(let count):
            if count > limits.uploadBytes { throw Problem.tooLarge(limit: limits.uploadBytes) }
            try submission.checkDisk(for: count)
        case .chunked:
            try submission.checkDisk(for: 0)
        }
    }

    /// The SHA-256 values that the head gives for the body, in their raw bytes.
    private static func digests(_ head: RequestHead) throws -> [[UInt8]] {
        try [HTTPField.Name.contentDigest, .reprDigest].flatMap { name in
            try head.fields[values: name].compactMap { try ContentDigest.parse($0)?.sha256 }
        }
    }
}

extension Problem {
    static func tooLarge(limit: UInt64) -> Problem {
        Problem(.payloadTooLarge, "An upload may have \(limit) bytes at the most.")
    }

    static func busy(_ detail: String) -> Problem {
        var problem = Problem(.queueFull, detail)
        problem.fields[.retryAfter] = "10"
        return problem
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPServer
internal import HTTPWire
internal import Hashing

/// A multipart form: the zip in the file part `dataset`, and one field for each option.
///
/// Safe because a receiver's calls never overlap, and nobody else holds its reception.
final class FormUpload: BodyReceiver, @unchecked Sendable {
    private enum Part {
        case none, dataset
        case field(String, [UInt8])
    }

    private let reception: Reception
    private var parser: MultipartParser
    private var options: [(name: String, text: String)]
    private var part = Part.none
    private var hasDataset = false
    /// Over the whole form, where the head gives a digest to compare with.
    private var hasher: SHA256?
    /// The end of what came before, which more bytes must make readable.
    private var tail: [UInt8] = []

    /// - Parameter query: options that stand in the request's query.
    init(
        _ reception: sending Reception,
        parser: MultipartParser,
        query: [(name: String, text: String)]
    ) {
        hasher = reception.digests.isEmpty ? nil : SHA256()
        self.reception = reception
        self.parser = parser
        options = query
    }

    func receive(_ bytes: UnsafeRawBufferPointer) -> Response? {
        do {
            unsafe hasher?.update(bytes)
            if tail.isEmpty {
                let read = try unsafe self.read(bytes)
                tail = unsafe Array(bytes[read...])
            } else {
                let joined = unsafe tail + bytes
                let read = try unsafe joined.withUnsafeBytes { try unsafe self.read($0) }
                tail = Array(joined[read...])
            }
            return nil
        } catch {
            return reception.refuse(error)
        }
    }

    func finish() -> Response {
        do {
            try parser.finish()
            if !hasDataset {
                throw Problem(
                    .invalidArchive,
                    "The form has no file part named ‘dataset’: curl -F dataset=@FILE.zip …"
                )
            }
            return try reception.submit(options, content: hasher.take()?.finalize())
        } catch {
            return reception.refuse(error)
        }
    }

    func abandon() {
        reception.discard()
    }

    /// Reads as far as the bytes allow, and says how far that was.
    private func read(_ bytes: UnsafeRawBufferPointer) throws -> Int {
        var position = 0
        while true {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[position...])
            let step = try unsafe parser.parse(Span(_unsafeBytes: rest))
            position += step.consumed
            switch step.event {
            case .needMore: return position
            case .part(let head): try begin(head)
            case .data(let range): try unsafe take(UnsafeRawBufferPointer(rebasing: rest[range]))
            case .partEnd: try endPart()
            case .end: break
            }
        }
    }

    private func begin(_ head: PartHead) throws {
        guard head.name == "dataset" else {
            if head.filename != nil { throw Self.misnamed(head.name) }
            part = .field(head.name, [])
            return
        }
        if UploadIntake.nameUnknown(options) { _ = try Options(options) }
        if hasDataset { throw Problem(.badRequest, "The form has two parts named ‘dataset’.") }
        hasDataset = true
        part = .dataset
    }

    /// A file under another name is the dataset, misnamed: no option is given as a file.
    private static func misnamed(_ name: String) -> Problem {
        Problem(
            .invalidArchive,
            "The form's file part is named ‘\(shortened(name))’, not ‘dataset’: "
                + "curl -F dataset=@FILE.zip …"
        )
    }

    private func take(_ bytes: UnsafeRawBufferPointer) throws {
        switch part {
        case .none: break
        case .dataset: try unsafe reception.write(bytes)
        case .field(let name, var value):
            let limit = reception.limits.formFieldBytes
            guard value.count + bytes.count <= limit else {
                throw Problem(
                    .payloadTooLarge,
                    "The form's field ‘\(shortened(name))’ is longer than \(limit) bytes."
                )
            }
            part = .none
            unsafe value.append(contentsOf: bytes)
            part = .field(name, value)
        }
    }

    private func endPart() throws {
        if case .field(let name, let value) = part {
            guard let text = String(validating: value, as: UTF8.self) else {
                throw Problem(.badRequest, "The form's field ‘\(shortened(name))’ is not UTF-8.")
            }
            options.append((name, text))
        }
        part = .none
    }
}

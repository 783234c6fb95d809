// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPServer
internal import HTTPWire
internal import Hashing

/// A multipart form: the zip in the file part `dataset`, and one field for each parameter.
///
/// Safe because a receiver's calls never overlap, and nobody else holds its reception.
final class FormUpload: BodyReceiver, @unchecked Sendable {
    private enum Part {
        case none
        case file(FilePart)
        case field(String, [UInt8])
    }

    private let reception: Reception
    private var parser: MultipartParser
    private var parameters: [Parameter]
    private var part = Part.none
    private var files: Set<FilePart> = []
    /// Over the whole form, where the head gives a digest to compare with.
    private var hasher: SHA256?
    /// The end of what came before, which more bytes must make readable.
    private var tail: [UInt8] = []

    /// - Parameter query: parameters that stand in the request's query.
    init(
        _ reception: sending Reception,
        parser: MultipartParser,
        query: [Parameter]
    ) {
        hasher = reception.digests.expected.isEmpty ? nil : SHA256()
        self.reception = reception
        self.parser = parser
        parameters = query
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
            if !files.contains(.dataset) {
                throw Problem(
                    .invalidArchive,
                    "The form has no file part named ‘dataset’: curl -F dataset=@FILE.zip …"
                )
            }
            return try reception.finish(parameters, content: hasher.take()?.finalize())
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
        guard let file = reception.target.parts.first(where: { $0.rawValue == head.name }) else {
            if head.filename != nil { throw misnamed(head.name) }
            part = .field(head.name, [])
            return
        }
        try reception.target.check(parameters, isAll: false)
        guard files.insert(file).inserted else {
            throw Problem(.badRequest, "The form has two parts named ‘\(file.rawValue)’.")
        }
        try reception.begin(file)
        part = .file(file)
    }

    /// A file under another name is one of ours, misnamed: no option is given as a file.
    private func misnamed(_ name: String) -> Problem {
        let names = reception.target.parts.map { "‘\($0.rawValue)’" }
        return Problem(
            .invalidArchive,
            "The form's file part is named ‘\(shortened(name))’, not "
                + "\(names.joined(separator: " or ")): curl -F dataset=@FILE.zip …"
        )
    }

    private func take(_ bytes: UnsafeRawBufferPointer) throws {
        switch part {
        case .none: break
        case .file(let file): try unsafe reception.write(bytes, to: file)
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
            parameters.append((name, text))
        }
        part = .none
    }
}

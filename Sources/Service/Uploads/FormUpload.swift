// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPServer
internal import HTTPWire
internal import Hashing

/// A multipart form: the zip in the file part `dataset`, and one field for each parameter.
///
/// Where the target takes names, a part `dataset` that is no file by its head is a field, too, and
/// names a dataset that is there.
///
/// Safe because a receiver's calls never overlap, and nobody else holds its reception.
final class FormUpload: BodyReceiver, @unchecked Sendable {
    private enum Part {
        case none
        case file(FilePart)
        case field(String, [UInt8])
        /// What names a dataset.
        case name([UInt8])
    }

    private let reception: Reception
    private var parser: MultipartParser
    private var parameters: [Parameter]
    private var part = Part.none
    private var files: Set<FilePart> = []
    /// The dataset that is named, none where the form brings the zip.
    private var named: RandomID?
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
            return try reception.finish(
                parameters,
                content: hasher.take()?.finalize(),
                named: named
            )
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
        if file == .dataset, reception.target.takesNames, !head.isFile {
            part = .name([])
            return
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
        case .name(var value):
            guard value.count + bytes.count <= reception.limits.formFieldBytes else {
                throw Problem.noName(of: value)
            }
            part = .none
            unsafe value.append(contentsOf: bytes)
            part = .name(value)
        }
    }

    private func endPart() throws {
        switch part {
        case .none, .file: break
        case .field(let name, let value):
            guard let text = String(validating: value, as: UTF8.self) else {
                throw Problem(.badRequest, "The form's field ‘\(shortened(name))’ is not UTF-8.")
            }
            parameters.append((name, text))
        case .name(let value):
            guard let id = String(validating: value, as: UTF8.self).flatMap({ RandomID($0) })
            else { throw Problem.noName(of: value) }
            named = id
        }
        part = .none
    }
}

extension PartHead {
    /// Whether the part is a file: it says what that is called, or that it is no text.
    ///
    /// Some clients give each field the type that it has without any, `text/plain`.
    fileprivate var isFile: Bool {
        filename != nil || contentType.map { $0.essence != "text/plain" } ?? false
    }
}

extension Problem {
    /// Something that stands where the id of a dataset should.
    fileprivate static func noName(of value: [UInt8]) -> Problem {
        let detail =
            "‘dataset’ without a file name is taken for the id of a dataset; "
            + "send a file with -F dataset=@FILE.zip"
        // Bytes that are no text, such as a zip's, would say nothing to anyone.
        let isText = value.allSatisfy { (0x20..<0x7F).contains($0) }
        let text = isText ? String(decoding: value, as: UTF8.self) : ""
        return Problem(.invalidOptions, detail + ".", errors: [.dataset(text, detail)])
    }
}

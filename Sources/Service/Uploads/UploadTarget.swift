// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import Hashing
internal import JobStore
internal import POSIX

/// An option or another word of a request: a query item, a form's field, a member of a JSON body.
typealias Parameter = (name: String, text: String)

/// What uploads are made into: all in which posting a job and posting a dataset differ.
protocol UploadTarget: Sendable {
    /// The files that a form may bring.
    var parts: [FilePart] { get }

    /// Whether a form may name a dataset that is there, in place of the zip.
    var takesNames: Bool { get }

    /// The same target for somebody: what it makes is theirs, and what it finds.
    func acting(for tenancy: Tenancy) -> Self

    /// Refuses uploads while they could not be worked on.
    ///
    /// - Parameter query: what the head says of the work already.
    func checkLoad(for query: [Parameter]) throws

    /// Refuses parameters when nothing that follows can mend them.
    ///
    /// - Parameter isAll: whether none follow; else only names can be wrong beyond mending.
    func check(_ parameters: [Parameter], isAll: Bool) throws

    /// Makes the file that a part goes to.
    ///
    /// - Parameter uploadID: the same for all parts of one upload.
    func startSpool(for part: FilePart, uploadID: String) throws(SystemError) -> Spool

    /// Makes something of an upload, and the answer.
    ///
    /// Spools that it does not release are discarded afterwards, also when it throws.
    func accept(_ upload: ReceivedUpload, _ parameters: [Parameter]) throws -> Response
}

/// A file that an upload may bring; the raw value is the name of the form's part.
enum FilePart: String, Sendable, CaseIterable {
    /// The zip, which a raw body is too.
    case dataset
    /// A table of labels for one job.
    case labels
}

/// An upload that has arrived, but is not durable yet.
struct ReceivedUpload {
    /// A name for what is made of it.
    let id: String
    let dataset: ReceivedDataset
    let labels: ReceivedFile?
    /// The name under which the request may come again.
    var key: IdempotencyKey?
}

/// What an upload says that the images are in.
enum ReceivedDataset {
    case file(ReceivedFile)
    /// A dataset that is there, or may be; only where the target takes names.
    case named(RandomID)
}

/// One file of an upload.
struct ReceivedFile {
    let spool: Spool
    let sha256: Digest
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import HTTPServer
internal import Hashing
internal import POSIX

/// What both kinds of upload do: spool the files, hand them to the target, or leave no trace.
///
/// Owned by one receiver and used by one thread at a time.
final class Reception {
    let target: any UploadTarget
    let limits: ServiceLimits
    let digests: BodyDigests
    private let failed: FailedRequests
    private let requestID: String
    private let pass: Gate.Pass
    private let room: DiskRoom.Reservation
    private let share: Quotas.Share
    private let hold: ArrivingKeys.Hold?
    private var received: UInt64 = 0
    private let id = RandomID(milliseconds: Clock.wallMilliseconds()).description
    private var spools: [FilePart: Spool] = [:]

    /// - Parameters:
    ///   - pass: lets others in when this upload is over.
    ///   - room: what the upload may write.
    ///   - hold: the key under which the request may come again.
    init(
        target: any UploadTarget,
        limits: ServiceLimits,
        failed: FailedRequests,
        requestID: String,
        digests: BodyDigests,
        pass: Gate.Pass,
        room: DiskRoom.Reservation,
        share: Quotas.Share,
        hold: ArrivingKeys.Hold? = nil
    ) {
        self.target = target
        self.limits = limits
        self.failed = failed
        self.requestID = requestID
        self.digests = digests
        self.pass = pass
        self.room = room
        self.share = share
        self.hold = hold
    }

    /// Begins a file, which may stay empty.
    @discardableResult
    func begin(_ part: FilePart) throws -> Spool {
        let spool = try target.startSpool(for: part, uploadID: id)
        spools[part] = spool
        return spool
    }

    /// Adds bytes of a file, which streams to the disk.
    func write(_ bytes: UnsafeRawBufferPointer, to part: FilePart) throws {
        let spool = try spools[part] ?? begin(part)
        guard spool.bytes + UInt64(bytes.count) <= limit(of: part) else {
            throw Problem.tooLarge(
                part == .dataset ? "An upload" : "Labels",
                limit: limit(of: part)
            )
        }
        // The head may have said nothing of the length, and others fill the disk meanwhile.
        guard room.write(UInt64(bytes.count)) else { throw Problem.noRoom(limits.freeDiskBytes) }
        received += UInt64(bytes.count)
        try share.grow(to: received)
        try unsafe spool.write(bytes)
    }

    private func limit(of part: FilePart) -> UInt64 {
        switch part {
        case .dataset: limits.uploadBytes
        case .labels: UInt64(limits.labelsBytes)
        }
    }

    /// Hands the upload to its target; the answer, or what is wrong.
    ///
    /// - Parameters:
    ///   - content: the digest of the whole body, nil where the body is the zip itself or none is
    ///     given to compare with.
    ///   - named: the dataset that the form names in place of a zip.
    func finish(
        _ parameters: [Parameter],
        content: Digest? = nil,
        named: RandomID? = nil
    ) throws -> Response {
        try target.check(parameters, isAll: true)
        let dataset: ReceivedDataset
        if let named {
            if let content { try digests.check(content) }
            dataset = .named(named)
        } else {
            let file = try receivedZip()
            try digests.check(content ?? file.sha256)
            dataset = .file(file)
        }
        let upload = ReceivedUpload(
            id: id,
            dataset: dataset,
            labels: try spools[.labels].map { ReceivedFile(spool: $0, sha256: try $0.seal()) },
            key: hold?.key
        )
        let response = try target.accept(upload, parameters)
        pass.finished()
        share.finished()
        discard()
        return response
    }

    private func receivedZip() throws -> ReceivedFile {
        guard let spool = spools[.dataset], spool.bytes > 0 else {
            throw Problem(.invalidArchive, "The upload is empty; it must be a zip archive.")
        }
        return ReceivedFile(spool: spool, sha256: try spool.seal())
    }

    /// Leaves no trace of the upload, but for what has become a row's.
    func discard() {
        for spool in spools.values { spool.discard() }
        spools = [:]
        hold?.release()
    }

    /// The answer to an upload that failed, of which no trace is left.
    func refuse(_ error: any Error) -> Response {
        discard()
        return failed.answer(to: error, requestID: requestID)
    }
}

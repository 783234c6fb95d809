// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Dataset
internal import HTTPServer
internal import HTTPTypes
internal import Hashing
internal import POSIX

/// What both kinds of upload do: spool the zip, check it, submit the job, or leave no trace.
///
/// Owned by one receiver and used by one thread at a time.
final class Reception {
    /// How many bytes are written between two looks at the disk.
    private static let diskStep: UInt64 = 32 << 20

    private let submission: Submission
    let limits: ServiceLimits
    let requestID: String
    /// The SHA-256 values that the head gives for the body.
    let digests: [[UInt8]]
    private let pass: UploadGate.Pass
    private var spool: Spool?

    init(
        submission: Submission,
        limits: ServiceLimits,
        requestID: String,
        digests: [[UInt8]],
        pass: UploadGate.Pass
    ) {
        self.submission = submission
        self.limits = limits
        self.requestID = requestID
        self.digests = digests
        self.pass = pass
    }

    /// Adds bytes of the zip, which streams to the disk.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        let spool = try self.spool ?? submission.startSpool()
        self.spool = spool
        guard spool.bytes + UInt64(bytes.count) <= limits.uploadBytes else {
            throw Problem.tooLarge(limit: limits.uploadBytes)
        }
        // The head may have said nothing of the length, and others fill the disk meanwhile.
        if spool.bytes / Self.diskStep != (spool.bytes + UInt64(bytes.count)) / Self.diskStep {
            try submission.checkDisk(for: 0)
        }
        try unsafe spool.write(bytes)
    }

    /// Makes the upload durable and a job of it: 202, or what is wrong with it.
    ///
    /// - Parameter content: the digest of the whole body, nil where the body is the zip itself.
    func submit(
        _ options: [(name: String, text: String)],
        content: Digest? = nil
    ) throws -> Response {
        let options = try Options(options)
        guard let spool else {
            throw Problem(.invalidArchive, "The upload is empty; it must be a zip archive.")
        }
        let dataset = try spool.commit()
        let received = content ?? dataset.sha256
        if digests.contains(where: { $0 != received.bytes }) {
            throw Problem(
                .digestMismatch,
                "The bytes received have the SHA-256 \(received), not the one in the head."
            )
        }
        let response = try submission.submit(dataset, id: spool.id, options: options)
        self.spool = nil
        return response
    }

    /// Leaves no trace of the upload.
    func discard() {
        spool?.discard()
        spool = nil
    }

    /// The answer to an upload that failed, of which no trace is left.
    func refuse(_ error: any Error) -> Response {
        discard()
        return submission.refuse(error, requestID: requestID)
    }
}

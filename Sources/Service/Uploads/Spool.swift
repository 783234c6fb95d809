// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing
internal import POSIX

/// An upload on its way to the disk, hashed as it streams; one owner, one thread at a time.
final class Spool {
    /// An upload that is whole and durable.
    struct Dataset: Sendable {
        let bytes: UInt64
        let sha256: Digest
        let file: File
    }

    let id: String
    private let directory: Directory
    private let file: File
    /// Nil once the upload is whole.
    private var hasher: SHA256? = SHA256()
    private(set) var bytes: UInt64 = 0

    /// Makes the file that the upload goes to.
    init(id: String, in directory: Directory) throws(SystemError) {
        self.id = id
        self.directory = directory
        file = try File(creating: directory.path(of: Blobs.partName(id)))
    }

    func write(_ piece: UnsafeRawBufferPointer) throws(SystemError) {
        try unsafe file.descriptor.write(all: piece)
        unsafe hasher?.update(piece)
        bytes += UInt64(piece.count)
    }

    /// Makes the upload durable under its final name: the bytes, then the name.
    func commit() throws(SystemError) -> Dataset {
        try file.descriptor.synchronize()
        try directory.rename(Blobs.partName(id), to: Blobs.datasetName(id))
        try directory.synchronize()
        guard let digest = hasher.take()?.finalize() else {
            preconditionFailure("an upload is committed once")
        }
        return Dataset(bytes: bytes, sha256: digest, file: file)
    }

    /// Leaves no trace of the upload, committed or not.
    func discard() {
        try? directory.remove(Blobs.partName(id))
        try? directory.remove(Blobs.datasetName(id))
    }
}

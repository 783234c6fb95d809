// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing
internal import POSIX

/// An upload on its way to the disk, hashed as it streams; one owner, one thread at a time.
final class Spool {
    /// What the blob is named after.
    let id: String
    /// The blob's name, once it is whole.
    let name: String
    /// What has been written so far.
    let file: File
    private let directory: Directory
    /// Nil once the upload is whole.
    private var hasher: SHA256? = SHA256()
    private var isReleased = false
    private(set) var bytes: UInt64 = 0

    /// Makes the file that the upload goes to.
    init(id: String, in directory: Directory, as name: String) throws(SystemError) {
        self.id = id
        self.name = name
        self.directory = directory
        file = try File(creating: directory.path(of: Blobs.partName(id)))
    }

    func write(_ piece: UnsafeRawBufferPointer) throws(SystemError) {
        try unsafe file.descriptor.write(all: piece)
        unsafe hasher?.update(piece)
        bytes += UInt64(piece.count)
    }

    /// The digest of what has been written; nothing may follow.
    func seal() -> Digest {
        guard let digest = hasher.take()?.finalize() else {
            preconditionFailure("an upload is sealed once")
        }
        return digest
    }

    /// Makes the upload durable under its final name: the bytes, then the name.
    func commit() throws(SystemError) {
        try file.descriptor.synchronize()
        try directory.rename(Blobs.partName(id), to: name)
        try directory.synchronize()
    }

    /// Says that a row refers to the blob from now on.
    func release() {
        isReleased = true
    }

    /// Leaves no trace of the upload, committed or not, unless it is a row's.
    func discard() {
        if isReleased { return }
        try? directory.remove(Blobs.partName(id))
        try? directory.remove(name)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import Hashing
internal import JobStore
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
    /// How many bytes are written between two calls for the disk to begin with them.
    private static let writeBackStep: UInt64 = 8 << 20

    private let hasher: FileHasher
    private var isReleased = false
    private(set) var bytes: UInt64 = 0
    /// Up to where the disk has been told to begin.
    private var begun: UInt64 = 0

    /// Makes the file that the upload goes to.
    init(id: String, in directory: Directory, as name: String) throws(SystemError) {
        self.id = id
        self.name = name
        self.directory = directory
        file = try File(creating: directory.path(of: Blobs.partName(id)))
        hasher = FileHasher(file)
    }

    func write(_ piece: UnsafeRawBufferPointer) throws(SystemError) {
        try unsafe file.descriptor.write(all: piece)
        bytes += UInt64(piece.count)
        hasher.follow(to: bytes)
        if bytes - begun >= Self.writeBackStep {
            file.descriptor.startWriteBack(from: begun, count: bytes - begun)
            begun = bytes
        }
    }

    /// The digest of what has been written; nothing may follow.
    func seal() throws(SystemError) -> Digest {
        try hasher.finish()
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

    /// Has the committed upload be a dataset, unless that has a file of the same bytes already.
    ///
    /// Where the dataset's own file has been lost, this takes its place. Nothing can fail: the row
    /// is there.
    func settle(as dataset: DatasetRecord) {
        if dataset.file == name { return release() }
        let found = try? directory.length(of: dataset.file)
        if found == UInt64(clamping: dataset.bytes) { return }
        do throws(SystemError) {
            try directory.rename(name, to: dataset.file)
            try directory.synchronize()
            release()
        } catch {
            // The dataset is as lost as it was before.
        }
    }

    /// Leaves no trace of the upload, committed or not, unless it is a row's.
    func discard() {
        if isReleased { return }
        try? directory.remove(Blobs.partName(id))
        try? directory.remove(name)
    }
}

// SPDX-FileCopyrightText: 2026 The Equipoise authors
// SPDX-License-Identifier: Apache-2.0

internal import POSIX

/// The files that one attempt at a job writes, those that the attempt before has left among them.
///
/// No two attempts ever write to the same: whoever has them holds a lock on the journal as long as
/// its file is open.
struct JobFiles: Sendable {
    let archive: File
    let manifest: File
    let journal: File

    /// Opens what is there and makes what is not; the names are durable then.
    init(of id: String, in blobs: Blobs) throws(SystemError) {
        let folder = blobs.archives
        let path = folder.path(of: Blobs.journalName(id))
        let left = try File(updating: path)
        if try left.lock() {
            journal = left
            try Self.takeBackArchive(of: id, in: folder)
        } else {
            // Somebody writes still, and goes on in files that have no name from now on.
            try blobs.removeProducts(of: id)
            journal = try File(creating: path)
            guard try journal.lock() else { throw .isInUse(path) }
        }
        archive = try File(updating: folder.path(of: Blobs.partName(id)))
        manifest = try File(updating: folder.path(of: Blobs.manifestName(id)))
        try folder.synchronize()
    }

    /// An attempt that ended between the last rename and the row has left an archive that is whole;
    /// the journal knows all of it but the tables.
    private static func takeBackArchive(
        of id: String,
        in folder: Directory
    ) throws(SystemError) {
        do throws(SystemError) {
            try folder.rename(Blobs.archiveName(id), to: Blobs.partName(id))
        } catch {
            if !error.isNotFound { throw error }
        }
    }
}
